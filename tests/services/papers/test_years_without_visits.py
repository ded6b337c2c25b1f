"""A year in which no visit stands is refused on paper, one with a single visit is printed."""

from __future__ import annotations

import pytest

from tests.builders import Keep, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.papers.year_sheets import YearSheetFor
from visitplanner.store.office import SqlOffice


def test_a_year_is_printed_from_its_first_visit_on(office: SqlOffice, small: SmallOffice) -> None:
    office.do(Keep((("visits", small.visit(state=VisitState.CANCELLED)),)))
    with pytest.raises(Refused, match="no visit to print in 2026") as refusal:
        office.ask(YearSheetFor(2026))
    assert refusal.value.mend is not None
    office.do(Keep((("visits", small.visit(ordinal=2)),)))
    sheet = office.ask(YearSheetFor(2026))
    assert (sheet.whole.count, sheet.demonstration) == (1, False)
