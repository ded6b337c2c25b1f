"""The yearly plan an office reports on: its own records where it entered any, else the plan the program brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.reports.plan_items import (
    PLAN_ITEMS,
    PLAN_YEARS,
    YEAR_ONE,
    PlanItem,
    PlanYear,
    YearlyPlan,
    copied,
    newest_before,
)
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """The plan of a year. kept: whether the office entered it. basis: what a reader is to know of where it comes from."""

    plan: YearlyPlan
    kept: bool
    basis: tuple[Message, ...] = ()


@dataclass(frozen=True)
class PlanOf:
    """The plan of a western year; the last one known where nobody entered that year's. Raises `Unknown` without any."""

    year: int

    def answer(self, work: Work) -> PlanInForce:
        own = {plan.year: plan for plan in _kept(work)}
        known = {**{plan.year: plan for plan in work.known.plans()}, **own}
        found = newest_before(known.values(), self.year)
        if found is None:
            raise Unknown(said("No yearly plan is known."), mend=said("Enter its items under “Items of the plan”."))
        if found.year == self.year:
            return PlanInForce(found, self.year in own, _lacking(found))
        plan = copied(found, self.year)
        basis = said("The items of this year's plan are not entered; those of “{title}” are taken.", title=found.heading.title)
        return PlanInForce(plan, False, (basis, *_lacking(plan)))


def _lacking(plan: YearlyPlan) -> tuple[Message, ...]:
    if plan.heading.document.strip():
        return ()
    return (said("The document “{title}” rests on is not entered.", title=plan.heading.title),)


def _kept(work: Work) -> list[YearlyPlan]:
    """The plans whose items the office entered, each with its heading."""
    by_year: dict[int, list[PlanItem]] = defaultdict(list)
    for item in work.shelf(PLAN_ITEMS).find():
        by_year[item.republic_year].append(item)
    headings = {one.republic_year: one for one in work.shelf(PLAN_YEARS).find()}
    return [_plan(year, items, headings.get(year), work.known.plans()) for year, items in by_year.items()]


def _plan(year: int, items: Sequence[PlanItem], heading: PlanYear | None, brought: Sequence[YearlyPlan]) -> YearlyPlan:
    in_order = tuple(sorted(items, key=lambda item: (item.place, item.clause)))
    if heading is not None:
        return YearlyPlan(heading, in_order)
    like = newest_before(brought, year + YEAR_ONE)
    if like is None:
        return YearlyPlan(PlanYear(republic_year=year, title=str(year), document=""), in_order)
    return replace(like if like.heading.republic_year == year else copied(like, year + YEAR_ONE), items=in_order)


@dataclass(frozen=True)
class BeginPlanYear:
    """Keep the plan of a western year as the office's own, copied from the last one known, to be changed item by item."""

    year: int

    def carry_out(self, work: Work) -> Outcome[YearlyPlan]:
        now = PlanOf(self.year).answer(work)
        if now.kept:
            raise Refused(
                said("The items of “{title}” are entered already.", title=now.plan.heading.title),
                mend=said("Change them under “Items of the plan”."),
            )
        if not work.shelf(PLAN_YEARS).count(republic_year=now.plan.heading.republic_year):
            work.shelf(PLAN_YEARS).add(now.plan.heading)
        work.shelf(PLAN_ITEMS).add_all(now.plan.items)
        title, count = now.plan.heading.title, len(now.plan.items)
        return Outcome(now.plan, said("“{title}”: {count} items are kept and can be changed.", title=title, count=count))
