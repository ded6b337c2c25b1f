"""What planning gives weight to, said in words: none, some or much; and who should be visited earlier than others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.follow_ups.follow_ups import is_overdue
from visitplanner.domain.planning.problem import Prices
from visitplanner.domain.planning.savings import Saving, large_savings
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work

WEIGHTS = "planning_weights"
PRICES = "planning_prices"
"""Setting: prices in points by their name in `domain.planning.problem.Prices`, instead of what the weights say."""


class Level(StrEnum):
    NONE = "none"
    SOME = "some"
    MUCH = "much"


@dataclass(frozen=True, slots=True)
class Weights:
    """overdue_cases, large_saving: come earlier. preferred_weekday: keep to it. balance: of the months. trips: few of them."""

    overdue_cases: Level = Level.SOME
    large_saving: Level = Level.SOME
    preferred_weekday: Level = Level.SOME
    balance: Level = Level.SOME
    trips: Level = Level.SOME

    def as_json(self) -> dict[str, str]:
        return {item.name: getattr(self, item.name).value for item in fields(self)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Weights:
        """Weights kept as JSON; one this version does not know is left aside, one that is missing has its default."""
        return cls(**{item.name: Level(kept[item.name]) for item in fields(cls) if item.name in kept})


WEIGHT_NAMES: Mapping[str, Message] = {
    "overdue_cases": said("Customers with overdue cases come earlier"),
    "large_saving": said("Customers who could save much come earlier"),
    "preferred_weekday": said("The weekdays customers prefer"),
    "balance": said("Months as equal as possible"),
    "trips": said("Neighbours on one trip"),
}
LEVEL_NAMES: Mapping[Level, Message] = {Level.NONE: said("no weight"), Level.SOME: said("some"), Level.MUCH: said("much")}

HASTE: Mapping[Level, float] = {Level.NONE: 0, Level.SOME: 2, Level.MUCH: 5}
"""Points for each day of waiting. A day away from the ideal one costs 1: from 2 on, earlier is better than ideal."""
WEEKDAY: Mapping[Level, float] = {Level.NONE: 0, Level.SOME: 5, Level.MUCH: 20}
"""Points for another weekday: some is worth a working week of drift, much is worth more than a trip."""
USUAL = Prices()
BALANCE: Mapping[Level, float] = {
    Level.NONE: 0,
    Level.SOME: USUAL.busiest_month_visit,
    Level.MUCH: 2 * USUAL.busiest_month_visit,
}
TRIPS: Mapping[Level, float] = {Level.NONE: 0, Level.SOME: USUAL.trip, Level.MUCH: 2 * USUAL.trip}


@dataclass(frozen=True, slots=True)
class Urgency:
    """haste: points for each day of waiting, 0 for no hurry; reasons: why."""

    haste: float = 0.0
    reasons: tuple[Message, ...] = ()


AT_LEISURE = Urgency()


def weights_of(work: Work) -> Weights:
    return Weights.from_json(work.setting(WEIGHTS, {}))


def prices_of(work: Work) -> Prices:
    """The weights in points."""
    weights = weights_of(work)
    said_in_words = Prices(
        weekday=WEEKDAY[weights.preferred_weekday],
        busiest_month_visit=BALANCE[weights.balance],
        trip=TRIPS[weights.trips],
    )
    return replace(said_in_words, **work.setting(PRICES, {}))


def urgencies_of(work: Work, subjects: Subjects) -> dict[UUID, Urgency]:
    """Who should be visited earlier, by subject: a group also for what concerns its sites."""
    weights = weights_of(work)
    overdue = {case.subject_id for case in work.follow_ups.find() if is_overdue(case, work.today)}
    large = large_savings(savings_of(work))
    found: dict[UUID, Urgency] = {}
    for ident in (*subjects.customers, *subjects.groups, *subjects.parks):
        urgency = _urgency(weights, overdue, large, _concerned(subjects, ident))
        if urgency.haste:
            found[ident] = urgency
    return found


def _concerned(subjects: Subjects, ident: UUID) -> set[UUID]:
    subject = subjects.get(ident)
    return {ident, *(site.id for site in subject.sites)} if subject.kind is SubjectKind.GROUP else {ident}


def _urgency(weights: Weights, overdue: set[UUID], large: Mapping[UUID, Decimal], concerned: Iterable[UUID]) -> Urgency:
    haste, reasons, here = 0.0, list[Message](), set(concerned)
    if overdue & here and weights.overdue_cases is not Level.NONE:
        haste += HASTE[weights.overdue_cases]
        reasons.append(said("Has overdue cases: earlier."))
    savings = [large[ident] for ident in here if ident in large]
    if savings and weights.large_saving is not Level.NONE:
        haste += HASTE[weights.large_saving]
        reasons.append(said("Could save about NT$ {ntd:,.0f} a year: earlier.", ntd=float(sum(savings))))
    return Urgency(haste, tuple(reasons))


def savings_of(work: Work) -> dict[UUID, Decimal]:
    """The savings found last, NT$ a year by customer; empty until somebody looked for them."""
    return {saving.customer_id: saving.ntd for saving in work.savings.find()}


@dataclass(frozen=True)
class WeightsInForce:
    """What planning gives weight to now."""

    def answer(self, work: Work) -> Weights:
        return weights_of(work)


@dataclass(frozen=True)
class ChooseWeights:
    """Settle what planning gives weight to; plans made from now on follow it."""

    weights: Weights

    def carry_out(self, work: Work) -> Outcome[Weights]:
        work.set_setting(WEIGHTS, self.weights.as_json())
        return Outcome(self.weights, said("The weights are kept; the next plan follows them."))


@dataclass(frozen=True)
class KeepSavings:
    """Keep the savings found for customers, NT$ a year, in place of those found before; planning reads them."""

    savings: Mapping[UUID, Decimal]

    def carry_out(self, work: Work) -> Outcome[int]:
        kept = {saving.customer_id: saving for saving in work.savings.find()}
        for saving in kept.values():
            if saving.customer_id not in self.savings:
                work.savings.remove(saving)
            elif saving.ntd != (ntd := self.savings[saving.customer_id]):
                work.savings.change(replace(saving, ntd=ntd))
        fresh = sorted(self.savings.keys() - kept.keys())
        work.savings.add_all([Saving(customer_id=ident, ntd=self.savings[ident]) for ident in fresh])
        message = said("The savings of {count} customers are kept for planning.", count=len(self.savings))
        return Outcome(len(self.savings), message)
