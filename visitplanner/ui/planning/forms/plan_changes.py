"""What a plan would change in the calendar, and how good it is, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from visitplanner.domain.core.messages import Message, counted, said
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.search.search import Progress as SearchProgress
from visitplanner.domain.visits.visits import Slot, VisitState
from visitplanner.i18n import Language
from visitplanner.services.planning.replanning import Mending
from visitplanner.services.planning.year_plan import YearPlan
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.planning.board.painting import short_name
from visitplanner.ui.planning.forms.columns import Change
from visitplanner.ui.planning.forms.same_reason import Reason, same_reasons


@dataclass
class SoFar:
    """What the worker last told: written by its thread, read by the window's."""

    cost: float = 0.0
    bound: float | None = None
    unplaced: int | None = None

    def take(self, progress: SearchProgress) -> None:
        """Take over how far the search is."""
        self.cost, self.bound, self.unplaced = progress.cost, progress.bound, progress.unplaced

    @property
    def gap_percent(self) -> float | None:
        """How far from the best possible at most; None before it is known, and while visits are left out."""
        if not self.bound or self.unplaced:
            return None
        return max(0.0, 100 * (self.cost / self.bound - 1))


def so_far_words(so_far: SoFar, language: Language) -> str:
    """What the figure of a search under way means, and how far it is from the best possible, once that is known."""
    _ = language.text
    words, gap = _("visits have a day in the plan so far."), so_far.gap_percent
    if gap is None:
        return words
    return language.together((words, _("It misses the best possible by {gap} % at most.", gap=f"{gap:.1f}")))


def changes_of(plan: YearPlan, visits: Sequence[VisitRow]) -> list[Change]:
    """What putting the plan into the calendar changes: moved and new visits by their new day, then those taken out.

    What is made up for already stays so without being asked for again.
    """
    held = {row.visit.id: row for row in visits}
    wanted = [*plan.visits, *(one for one in plan.late if one.owed.kept and one.owed.kept.override.strip())]
    kept = {*(one.owed.kept.id for one in wanted if one.owed.kept), *plan.made_up}
    found: list[Change] = []
    for one in wanted:
        before, place = one.owed.kept, one.place
        who = "、".join((one.leader, *one.members))
        after = (place.day, Slot(place.slot))
        if (
            before is not None
            and (before.day, before.slot) == after
            and {str(ident) for ident in before.team_ids} == set(place.team)
        ):
            continue
        found.append(Change(place.id, one.subject, (before.day, before.slot) if before else None, after, who, one.reasons))
    for ident, row_ in held.items():
        visit = row_.visit
        if visit.state is VisitState.SUGGESTED and not visit.pinned and visit.year == plan.year and ident not in kept:
            found.append(Change(str(ident), row_.subject, (visit.day, visit.slot), None, row_.leader, ()))
    return found


def lines_of(mending: Mending) -> list[Change]:
    """The same of a mended plan, with why each line changed: what leaves the calendar first, then by the new day."""
    found = [
        Change(str(number), line.subject, moment_of(line.before), moment_of(line.after), line.leader_after, (line.why,))
        for number, line in enumerate(mending.lines)
    ]
    return sorted(found, key=lambda one: one.after or (dt.date.min, Slot.AM))


def clashes_of(mending: Mending) -> list[Reason]:
    """Why agreed visits cannot stay as agreed, and which; somebody must call the customers."""
    return same_reasons(mending.clashes, lambda clash: (clash[1],), lambda clash: clash[0])


def moment_of(place: Placed | None) -> tuple[dt.date, Slot] | None:
    """Where a visit is placed, as day and half of it."""
    return (place.day, Slot(place.slot)) if place else None


def named(change: Change, language: Language) -> str:
    """A change's customer with its new day, the way a list of names reads; taken out, with the day it had."""
    place = change.after or change.before
    if place is None:
        return change.subject
    day = f"{place[0].month}/{place[0].day}"
    return short_name(change.subject) + language.bracketed(day)


def reasons_of_changes(changes: Sequence[Change], language: Language) -> list[Reason]:
    """Each reason of a plan's changes once, with whom it holds for; a change with several reasons stands in several."""
    pairs = [(change, message) for change in changes for message in change.why]
    return same_reasons(pairs, lambda pair: (pair[1],), lambda pair: named(pair[0], language))


def quality_words(plan: YearPlan, language: Language) -> str:
    """How many visits found a day, and how good the plan is."""
    _ = language.text
    besides = (plan.crowded, plan.unlooked_in_words(), plan.rest_in_words(), plan.uncounted_in_words(), plan.put_off_in_words())
    told: list[Message | str] = [
        counted(
            (len(plan.visits), said("{count} visits placed", count=len(plan.visits))),
            (plan.agreed, said("{count} agreed ones kept", count=plan.agreed)),
            nothing=said("No visit was placed."),
        ),
        plan.quality() if plan.visits or plan.unplaced or plan.agreed else "",
    ]
    told += [said_too for said_too in besides if said_too is not None]
    if plan.provisional:
        told.append(_("The office calendar of this year is not published yet: provisional (暫定)."))
    return language.together(told)
