"""What an open office remembers of a year's duties is what it would find if it judged everybody again."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from uuid import UUID

import pytest

from tests.builders import TODAY, Keep, SmallOffice
from tests.services.core.commands import CASES
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.programme.obligations import State
from visitplanner.services.core.outcome import Command, Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.programme import obligations
from visitplanner.services.programme.obligations import AttainmentOf, DueList, DueRow
from visitplanner.store.office import SqlOffice

YEAR = TODAY.year


def judged_anew(office: SqlOffice) -> list[DueRow]:
    office._memory.clear()
    return office.ask(DueList(YEAR))


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[UUID] | None]:
    """For whom duties were judged, question by question; None for everybody."""
    asked: list[frozenset[UUID] | None] = []
    judge = obligations._due_rows

    def noted(work: Work, year: int, only: frozenset[UUID] | None) -> list[DueRow]:
        asked.append(only)
        return judge(work, year, only)

    monkeypatch.setattr(obligations, "_due_rows", noted)
    return asked


@pytest.mark.parametrize("command", CASES, ids=lambda one: one.__name__)
def test_after_every_command_its_undo_and_its_redo_the_year_is_as_if_judged_anew(
    command: type, office: SqlOffice, small: SmallOffice
) -> None:
    step: Command | None = CASES[command](office, small)
    for _ in ("done", "undone", "done again"):
        office.ask(DueList(YEAR))
        assert step is not None
        step = office.do(step).undo
        assert office.ask(DueList(YEAR)) == judged_anew(office)
        if step is None:
            return


@pytest.mark.parametrize("seed", range(4))
def test_after_any_work_the_year_is_as_if_judged_anew(seed: int, office: SqlOffice, small: SmallOffice) -> None:
    """The office does this and that, and undoes some of it, between two looks at the list."""
    chance = random.Random(seed)
    commands = sorted(CASES, key=lambda one: one.__name__)
    office.ask(DueList(YEAR))
    for _ in range(8):
        for _ in range(chance.randint(1, 3)):
            try:
                undo = office.do(CASES[chance.choice(commands)](office, small)).undo
                if undo and chance.random() < 0.3:
                    office.do(undo)
            except Refused:
                continue
        assert office.ask(DueList(YEAR)) == judged_anew(office)


def test_nothing_is_judged_again_when_nothing_changed(
    office: SqlOffice, small: SmallOffice, asked_for: list[frozenset[UUID] | None]
) -> None:
    assert office.ask(DueList(YEAR)) == office.ask(DueList(YEAR)) == list(office.ask(AttainmentOf(YEAR)).due)
    assert asked_for == [None]


def test_only_who_was_touched_is_judged_again(
    office: SqlOffice, small: SmallOffice, asked_for: list[frozenset[UUID] | None]
) -> None:
    """A site's visit touches its group and the group's other sites, and no customer besides."""
    before = office.ask(DueList(YEAR))
    assert {small.group.id, small.sites[0].id, small.large.id} <= {row.obligation.subject_id for row in before}
    visit = small.visit(subject_id=small.sites[0].id, day=dt.date(YEAR, 9, 1))
    office.do(Keep((("visits", visit),)))
    (kept,) = (row for row in office.ask(DueList(YEAR)) if row.obligation.visit_id == visit.id)
    assert kept.obligation.state is State.BOOKED
    assert asked_for == [None, {small.group.id, *(site.id for site in small.sites)}]


def test_another_day_is_judged_anew(office: SqlOffice, small: SmallOffice, asked_for: list[frozenset[UUID] | None]) -> None:
    office.ask(DueList(YEAR))
    office._today = lambda: TODAY + dt.timedelta(days=300)
    late = office.ask(DueList(YEAR))
    assert asked_for == [None, None]
    assert {row.obligation.state for row in late} == {State.OVERDUE}


def test_a_command_that_asks_sees_its_own_changes(office: SqlOffice, small: SmallOffice) -> None:
    """Its changes are in no journal yet; what the office remembers would hide them."""
    before = office.ask(DueList(YEAR))

    class Looks:
        def carry_out(self, work: Work) -> Outcome[list[DueRow]]:
            work.shelf(CUSTOMERS).change(replace(work.shelf(CUSTOMERS).get(small.large.id), regular_kw=10))
            return Outcome(DueList(YEAR).answer(work))

    after = office.do(Looks()).value
    assert [row for row in before if row.obligation.subject_id == small.large.id]
    assert [row for row in after if row.obligation.subject_id == small.large.id] == []
    assert office.ask(DueList(YEAR)) == after
