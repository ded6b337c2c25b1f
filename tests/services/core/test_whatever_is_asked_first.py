"""Company, group and park of a customer are known whichever of them is asked for first."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.services.core.test_subjects import Drawn
from visitplanner.services.core.subjects import Subjects

ASKED = ("company_of", "group_of", "park_of")


@pytest.mark.parametrize("order", list(permutations(ASKED)))
@pytest.mark.parametrize("known", [False, True])
def test_each_is_read_when_it_is_asked_for(order: tuple[str, ...], known: bool) -> None:
    drawn = Drawn([(0, 0, 100), (1, None, 200), (2, 1, 100)])
    for customer in drawn.customers:
        subjects = Subjects(drawn.office.work, (), known=drawn.customers if known else ())  # type: ignore[arg-type]
        found = {name: getattr(subjects, name)(customer) for name in order}
        company = next(one for one in drawn.companies if one.id == customer.company_id)
        assert found["company_of"] == company
        assert (found["group_of"] and found["group_of"].id) == company.group_id
        assert (found["park_of"] and found["park_of"].id) == customer.park_id
