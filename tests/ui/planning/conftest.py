"""What the tests of the 行程 page begin with."""

from __future__ import annotations

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.office.context import Context


@pytest.fixture
def visit(context: Context, small: SmallOffice) -> Visit:
    """A booked visit to the large customer on the Wednesday of this week."""
    made = small.visit()
    context.office.do(Keep((("visits", made),)))
    return made
