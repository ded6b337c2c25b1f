"""The demonstration is the same at every run: pictures and figures do not change by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from visitplanner import bootstrap
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.staff.staff import ASSIGNMENTS
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.work import Work


class Everything:
    """All that is kept of visits, cases, assignments and loads."""

    def answer(self, work: Work) -> list[list[Any]]:
        return [
            work.shelf(CUSTOMERS).find(),
            work.shelf(VISITS).find(),
            work.shelf(FOLLOW_UPS).find(),
            work.shelf(ASSIGNMENTS).find(),
            work.shelf(LOADS).find(),
        ]


def kept(folder: Path) -> list[list[Any]]:
    context = bootstrap.fill_demonstration(folder)
    try:
        return context.office.ask(Everything())
    finally:
        context.close()


def test_two_demonstrations_are_the_same_to_the_last_record(tmp_path: Path) -> None:
    first, second = kept(tmp_path / "one"), kept(tmp_path / "two")
    assert all(first)
    assert first == second
