"""The demonstration is the same at every run: pictures and figures do not change by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from visitplanner import bootstrap
from visitplanner.services.core.work import Work


class Everything:
    """All that is kept of visits, cases, assignments and loads."""

    def answer(self, work: Work) -> list[list[Any]]:
        return [work.customers.find(), work.visits.find(), work.follow_ups.find(), work.assignments.find(), work.loads.find()]


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
