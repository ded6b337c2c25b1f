"""One office, seen from every place that counts: home, its cards, the list, the calendar, the tray, paper and command line."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from tests.builders import Clock, Keep, SmallOffice, assignment, customer
from visitplanner.cli.core.session import Session
from visitplanner.cli.programme import attainment
from visitplanner.domain.core.records import Record
from visitplanner.domain.programme.numbers import VisitNumbers, numbers_of
from visitplanner.domain.staff.staff import Role
from visitplanner.domain.visits.visits import VisitOutcome, VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.programme.obligations import AttainmentOf, DueList
from visitplanner.services.visits.visits import Unrecorded, VisitList
from visitplanner.ui.home.page import HomePage
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.main_window import MainWindow

COMING = {
    VisitState.BOOKED: dt.date(2026, 3, 20),
    VisitState.TENTATIVE: dt.date(2026, 3, 23),
    VisitState.SUGGESTED: dt.date(2026, 3, 25),
}
OVER = dt.date(2026, 3, 2)
LATER = dt.date(2026, 3, 30)


def with_every_state(context: Context, small: SmallOffice) -> None:
    """Seven more customers: held; agreed, pencilled in and suggested, once with the day over and once with it to come."""
    places = [(VisitState.DONE, OVER), *((state, OVER) for state in COMING), *COMING.items()]
    kept: list[tuple[str, Record]] = []
    for n, (state, day) in enumerate(places):
        site = customer(f"0600000000{n}", small.other, 1500)
        held = {"held_on": day, "outcome": VisitOutcome.DONE} if state is VisitState.DONE else {}
        visit = small.visit(subject_id=site.id, state=state, day=day, **held)
        kept += [("customers", site), ("assignments", assignment(site.id, small.supervisor, Role.SPECIALIST)), ("visits", visit)]
    context.office.do(Keep(tuple(kept)))


def seen_everywhere(context: Context, window: MainWindow) -> VisitNumbers:
    """The numbers of 2026, held against what each place says of them."""
    office, due = context.office, context.office.ask(DueList(2026))
    numbers = numbers_of(row.obligation for row in due)
    standing = office.ask(AttainmentOf(2026))
    assert standing.whole.by_name == numbers.by_name
    kinds = standing.parts.values()
    assert {name: sum(each.by_name[name] for each in kinds) for name in numbers.by_name} == numbers.by_name

    window.go("home")
    home = window.page()
    assert isinstance(home, HomePage)
    home.refresh()
    assert home._facts is not None
    facts = home._facts
    assert len(facts.unwritten) == numbers.unrecorded == len(office.ask(Unrecorded()))
    assert len(facts.owed) == numbers.to_book
    assert facts.standing.whole.by_name == numbers.by_name

    standing_visits = [row.visit for row in office.ask(VisitList(with_cancelled=False))]
    today = facts.today
    ahead = [visit for visit in standing_visits if visit.day >= today]
    for state, count in zip(COMING, (numbers.agreed, numbers.tentative, numbers.suggested), strict=True):
        assert sum(visit.state is state for visit in ahead) == count

    window.go("planning")
    planning = window.page()
    assert isinstance(planning, PlanningPage)
    planning.refresh()
    assert planning.hand.facts is not None
    waiting = planning.hand.facts.waiting
    assert numbers_of(row.obligation for row in waiting).left == len(waiting) == numbers.left
    assert planning.tray._title.text() == f"尚未約定 {numbers.left}"
    assert planning.tray._hint.text().startswith(f"＝ 建議 {numbers.suggested} ＋ 待約 {numbers.to_book}")

    said = attainment.document(command_line(context, window), standing, 2026, attainment.By.KIND)
    assert {name: said["whole"][name] for name in numbers.by_name} == numbers.by_name
    assert (said["whole"]["left"], said["whole"]["overdue"]) == (numbers.left, numbers.overdue)
    return numbers


def command_line(context: Context, window: MainWindow) -> Session:
    return Session(cast("Any", None), context.folder, window.page().language, lambda: "", opened=context)


def test_every_place_counts_alike_and_the_days_that_pass_move_the_same_visits_everywhere(
    context: Context, small: SmallOffice, window: MainWindow, clock: Clock
) -> None:
    with_every_state(context, small)
    before = seen_everywhere(context, window)
    assert (before.done, before.unrecorded, before.agreed, before.tentative, before.suggested) == (1, 2, 1, 1, 1)

    clock.today = LATER
    after = seen_everywhere(context, window)
    assert after.required == before.required
    assert (after.done, after.unrecorded, after.agreed, after.tentative, after.suggested) == (1, 4, 0, 0, 0)
    assert after.to_book == before.to_book + 1
