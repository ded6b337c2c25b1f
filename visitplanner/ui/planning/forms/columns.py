"""How visits stand in the list view, and how a plan's changes stand in its before/after list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import SLOT_NAMES, Slot, VisitState, is_pinned
from visitplanner.i18n import Language
from visitplanner.services.planning.suitable_days import SuitableDay
from visitplanner.services.planning.year_plan import LeftOut
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.states import row_chip, visit_day
from visitplanner.ui.planning.board.offers import grade_chip
from visitplanner.ui.planning.forms.same_reason import Reason, names_of

STATES = tuple(VisitState)

VISITS = (
    Column[VisitRow]("day", said("Day"), lambda row: (row.visit.day, row.visit.slot), visit_day, 156),
    Column[VisitRow](
        "state",
        said("State"),
        lambda row: STATES.index(row.visit.state),
        chip=lambda row, language: row_chip(row, language),
        width=88,
    ),
    Column[VisitRow]("subject", said("Customer"), lambda row: row.subject, stretch=True, tip=lambda row, _: row.subject),
    Column[VisitRow](
        "pinned",
        said("Pinned"),
        lambda row: not is_pinned(row.visit),
        lambda row, language: language.text("pinned") if is_pinned(row.visit) else "",
        width=60,
        spare=4,
    ),
    Column[VisitRow](
        "kind",
        said("Kind"),
        lambda row: row.visit.subject_kind,
        lambda row, language: language.say(KIND_NAMES[row.visit.subject_kind]),
        width=144,
        spare=3,
    ),
    Column[VisitRow]("township", said("Township"), lambda row: row.township, width=72, spare=2),
    Column[VisitRow]("leader", said("Leader"), lambda row: row.leader, width=72),
    Column[VisitRow](
        "members",
        said("Members"),
        lambda row: "、".join(row.members),
        width=120,
        tip=lambda row, _: "、".join(row.members),
        spare=1,
    ),
)


@dataclass(frozen=True)
class Change:
    """One line of a plan's before/after list. before, after: day and half-day, None: nowhere."""

    key: str
    subject: str
    before: tuple[dt.date, Slot] | None
    after: tuple[dt.date, Slot] | None
    who: str
    why: tuple[Message, ...]


def moment(place: tuple[dt.date, Slot] | None, language: Language) -> str:
    """Day and half of it; a dash for none."""
    if place is None:
        return NOTHING
    day, slot = place
    return language.together((language.date(day, weekday=True), SLOT_NAMES[slot]))


def reasons(messages: tuple[Message, ...], language: Language) -> str:
    """Reasons one after another."""
    return language.together(messages)


CHANGES = (
    Column[Change]("subject", said("Customer"), lambda one: one.subject, width=210, tip=lambda one, _: one.subject),
    Column[Change](
        "before",
        said("Before"),
        lambda one: one.before[0] if one.before else None,
        lambda one, language: moment(one.before, language),
        width=168,
    ),
    Column[Change](
        "after",
        said("After"),
        lambda one: one.after[0] if one.after else None,
        lambda one, language: moment(one.after, language),
        width=168,
    ),
    Column[Change]("who", said("Who goes"), lambda one: one.who, stretch=True, tip=lambda one, _: one.who),
)


REASONS = (
    Column[Reason]("count", said("Visits"), lambda one: one.count, width=64, right=True),
    Column[Reason]("why", said("Why"), lambda one: "", lambda one, language: reasons(one.why, language), width=400),
    Column[Reason]("names", said("Whom it holds for"), lambda one: "", names_of, stretch=True),
)
LEFT_OUT = (
    Column[LeftOut]("subject", said("Customer"), lambda one: one.subject, stretch=True),
    Column[LeftOut](
        "kind",
        said("Kind"),
        lambda one: one.owed.obligation.kind,
        lambda one, language: language.say(KIND_NAMES[one.owed.obligation.kind]),
        width=150,
    ),
    Column[LeftOut]("due", said("By"), lambda one: one.owed.obligation.due, width=110),
)
GRADES: dict[str, int] = {"good": 0, "fair": 1, "poor": 2, "not": 3}


def seats(day: SuitableDay, language: Language) -> str:
    """The halves of a day at which somebody could go."""
    return "、".join(dict.fromkeys(language.say(SLOT_NAMES[seat.slot]) for seat in day.seats))


SUITABLE = (
    Column[SuitableDay]("day", said("Day"), lambda one: one.day, lambda one, say: say.date(one.day, weekday=True), 140),
    Column[SuitableDay](
        "grade", said("How it suits"), lambda one: GRADES[one.grade], chip=lambda one, say: grade_chip(one.grade, say), width=118
    ),
    Column[SuitableDay]("slots", said("Free"), lambda one: "", seats, 100),
    Column[SuitableDay](
        "words",
        said("Remarks"),
        lambda one: "",
        lambda one, language: reasons(one.words, language),
        stretch=True,
        tip=lambda one, language: reasons(one.words, language),
    ),
)
