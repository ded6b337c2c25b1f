"""What planning gives weight to, said in words: none, some or much; and who should be visited earlier than others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, UNANSWERED
from visitplanner.domain.planning.problem import Prices
from visitplanner.domain.planning.year.savings import SAVINGS, Saving, large_savings
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.codec import codec
from visitplanner.services.core.conditions import Between
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work

ONE_DAY = dt.timedelta(days=1)
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
AVOIDED, COMPANY, SPLIT, FAR, TURN, OVERFULL = 10.0, 40.0, 60.0, 8.0, 20.0, 600.0
"""Points for a visit on a day nobody likes; for calling on one company on two days within a month; for its one leader doing so
on two days farther apart; for two townships on one day that are no neighbours; for a turn beyond the fair ones; for a visit by
which the busiest month holds more than the norms say."""
TRIPS: Mapping[Level, float] = {Level.NONE: 0, Level.SOME: USUAL.trip, Level.MUCH: 2 * USUAL.trip}


@dataclass(frozen=True, slots=True)
class Urgency:
    """haste: points for each day of waiting, 0 for no hurry; reasons: why."""

    haste: float = 0.0
    reasons: tuple[Message, ...] = ()


AT_LEISURE = Urgency()


def weights_of(work: Work) -> Weights:
    return codec(Weights).value(work.setting(WEIGHTS, {}))


def prices_of(work: Work) -> Prices:
    """The weights in points."""
    weights = weights_of(work)
    said_in_words = Prices(
        weekday=WEEKDAY[weights.preferred_weekday],
        busiest_month_visit=BALANCE[weights.balance],
        trip=TRIPS[weights.trips],
        avoided=AVOIDED,
        company=COMPANY,
        split=SPLIT,
        far=FAR,
        turn=TURN,
        overfull=OVERFULL,
    )
    return replace(said_in_words, **work.setting(PRICES, {}))


def urgencies_of(work: Work, subjects: Subjects) -> dict[UUID, Urgency]:
    """Who should be visited earlier, by subject: a group also for what concerns its sites."""
    weights = weights_of(work)
    overdue = work.shelf(FOLLOW_UPS).values("subject_id", state=UNANSWERED, due_on=Between(None, work.today - ONE_DAY))
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
    return {saving.customer_id: saving.ntd for saving in work.shelf(SAVINGS).find()}


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
        work.set_setting(WEIGHTS, codec(Weights).plain(self.weights))
        return Outcome(self.weights, said("The weights are kept; the next plan follows them."))


@dataclass(frozen=True)
class KeepSavings:
    """Keep the savings found for customers, NT$ a year, in place of those found before; planning reads them."""

    savings: Mapping[UUID, Decimal]

    def carry_out(self, work: Work) -> Outcome[int]:
        kept = {saving.customer_id: saving for saving in work.shelf(SAVINGS).find()}
        for saving in kept.values():
            if saving.customer_id not in self.savings:
                work.shelf(SAVINGS).remove(saving)
            elif saving.ntd != (ntd := self.savings[saving.customer_id]):
                work.shelf(SAVINGS).change(replace(saving, ntd=ntd))
        fresh = sorted(self.savings.keys() - kept.keys())
        work.shelf(SAVINGS).add_all([Saving(customer_id=ident, ntd=self.savings[ident]) for ident in fresh])
        message = said("The savings of {count} customers are kept for planning.", count=len(self.savings))
        return Outcome(len(self.savings), message)
