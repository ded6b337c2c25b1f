"""What a plan would change in the calendar, and how good it is, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.search.search import Progress as SearchProgress
from visitplanner.domain.visits.visits import Slot, VisitState
from visitplanner.i18n import Language
from visitplanner.services.planning.replanning import Mending
from visitplanner.services.planning.year_plan import YearPlan
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.planning.forms.columns import Change, Clash


@dataclass
class SoFar:
    """What the worker last told: written by its thread, read by the window's."""

    cost: float = 0.0
    bound: float | None = None

    def take(self, progress: SearchProgress) -> None:
        """Take over how far the search is."""
        self.cost, self.bound = progress.cost, progress.bound

    @property
    def gap_percent(self) -> float | None:
        """How far the best plan so far is above what none can beat; None while that is unknown."""
        return max(0.0, 100 * (self.cost / self.bound - 1)) if self.bound else None


def changes_of(plan: YearPlan, visits: Sequence[VisitRow]) -> list[Change]:
    """What putting the plan into the calendar changes: moved and new visits by their new day, then those taken out."""
    held = {row.visit.id: row for row in visits}
    kept = {one.owed.kept.id for one in plan.visits if one.owed.kept}
    found: list[Change] = []
    for one in plan.visits:
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
        if visit.state is VisitState.SUGGESTED and visit.year == plan.year and ident not in kept:
            found.append(Change(str(ident), row_.subject, (visit.day, visit.slot), None, row_.leader, ()))
    return found


def lines_of(mending: Mending) -> list[Change]:
    """The same of a mended plan, with why each line changed."""
    return [
        Change(str(number), line.subject, moment_of(line.before), moment_of(line.after), line.leader_after, (line.why,))
        for number, line in enumerate(mending.lines)
    ]


def clashes_of(mending: Mending) -> list[Clash]:
    """Agreed visits that cannot stay as agreed; somebody must call the customer."""
    return [Clash(number, subject, why) for number, (subject, why) in enumerate(mending.clashes)]


def moment_of(place: Placed | None) -> tuple[dt.date, Slot] | None:
    """Where a visit is placed, as day and half of it."""
    return (place.day, Slot(place.slot)) if place else None


def quality_words(plan: YearPlan, language: Language) -> str:
    """How many visits are placed and how good the plan is."""
    _ = language.text
    said = [_("{count} visits placed, {agreed} agreed ones kept.", count=len(plan.visits), agreed=plan.agreed)]
    if plan.gap_percent is not None:
        said.append(_("At most {gap} % above the best possible plan.", gap=f"{plan.gap_percent:.1f}"))
    if plan.provisional:
        said.append(_("The office calendar of this year is not published yet: provisional (暫定)."))
    return language.together(said)
