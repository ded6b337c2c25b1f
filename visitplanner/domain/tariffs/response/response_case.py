"""One demand-response case with its own figures: what was promised, what each event saved, what is paid and what is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.response.response_terms import (
    DaySelect,
    ExecutionStep,
    Guaranteed,
    ResponseHours,
    day_income,
    event_payment,
    execution_rate,
    monthly_payment,
)

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ResponseEvent:
    """One day or call: by how many kW use lay below the baseline, and for how many hours."""

    reduced_kw: Decimal
    hours: Decimal
    label: str = ""


@dataclass(frozen=True, slots=True)
class EventPay:
    """execution_rate: saved against promised. reward and penalty in NT$, both zero or more."""

    event: ResponseEvent
    execution_rate: Decimal
    reward_ntd: Decimal
    penalty_ntd: Decimal


@dataclass(frozen=True, slots=True)
class ResponseCase:
    """reward_ntd: with the month's basic payment where the terms have one. penalty_ntd: zero or more; None where the recorded
    terms name no penalty. execution_rate: the mean of the events, None without any."""

    events: tuple[EventPay, ...]
    basic_ntd: Decimal
    reward_ntd: Decimal
    penalty_ntd: Decimal | None
    execution_rate: Decimal | None
    notes: tuple[Message, ...] = ()

    @property
    def net_ntd(self) -> Decimal:
        """What is left of the reward."""
        return self.reward_ntd - (self.penalty_ntd or 0)


def day_select_case(
    measure: DaySelect, window: ResponseHours, pledged_kw: int, events: Sequence[ResponseEvent], step: ExecutionStep
) -> ResponseCase:
    """Days of a selected window; the terms name no penalty. Refused for a promise that is no power."""
    _refuse_promise(pledged_kw)
    promised = Decimal(pledged_kw)
    paid = tuple(
        EventPay(
            event,
            execution_rate(promised, event.reduced_kw, step, measure.most_execution),
            day_income(measure, window, promised, event.reduced_kw, step),
            ZERO,
        )
        for event in events
    )
    note = said("The recorded terms name no penalty.")
    return ResponseCase(paid, ZERO, sum((each.reward_ntd for each in paid), ZERO), None, _mean(paid), (note,))


def guaranteed_case(measure: Guaranteed, pledged_kw: int, notice_minutes: int, events: Sequence[ResponseEvent]) -> ResponseCase:
    """One month: the basic payment by the mean execution, in full where nothing was called; each call's payment or penalty."""
    _refuse_promise(pledged_kw)
    rate = dict(measure.rates).get(notice_minutes)
    if rate is None:
        raise Refused(
            said("{minutes} minutes of notice are not in the terms.", minutes=notice_minutes),
            mend=said("Choose one of: {choices}.", choices=", ".join(str(minutes) for minutes, _ in measure.rates)),
            field="notice_minutes",
        )
    paid = tuple(_call(measure, pledged_kw, event) for event in events)
    mean = _mean(paid)
    basic = monthly_payment(measure, pledged_kw, rate, mean)
    reward = basic + sum((each.reward_ntd for each in paid), ZERO)
    return ResponseCase(paid, basic, reward, sum((each.penalty_ntd for each in paid), ZERO), mean)


def _call(measure: Guaranteed, pledged_kw: int, event: ResponseEvent) -> EventPay:
    payment = event_payment(measure, pledged_kw, event.reduced_kw, event.hours)
    rate = max(ZERO, event.reduced_kw) / pledged_kw
    return EventPay(event, rate, max(ZERO, payment), max(ZERO, -payment))


def _mean(paid: Sequence[EventPay]) -> Decimal | None:
    return sum((each.execution_rate for each in paid), ZERO) / len(paid) if paid else None


def _refuse_promise(pledged_kw: int) -> None:
    if pledged_kw <= 0:
        raise Refused(
            said("{kw} kW cannot be promised.", kw=pledged_kw), mend=said("Give whole kW above zero."), field="pledged_kw"
        )
