"""Demand response as JSON documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from visitplanner.domain.core.messages import Message
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.domain.tariffs.response.pledges import PledgePay
from visitplanner.domain.tariffs.response.response import Income

Speak = Callable[[Message], str]
UNKNOWN = "unknown"


def response_document(income: Income, is_year: bool, say: Speak) -> dict[str, Any]:
    """JSON of a measure: hours, committed kW, income in NT$ (only of a whole year), other promises, what failing costs."""
    terms = income.measure
    paid = income.ntd is not None and is_year
    pledge = income.pledge
    return {
        "id": terms.id,
        "measure": terms.name,
        "family": terms.family.value,
        "window": None if income.window is None else "-".join(map(clock_of, income.window)),
        "eligible": UNKNOWN if income.eligible is None else income.eligible,
        "committed_kw": income.committed_kw,
        "days": income.days,
        "income": income.ntd if paid else UNKNOWN,
        "income_range": [income.low_ntd, income.high_ntd] if paid else None,
        "income_a_day": income.event_ntd,
        "income_a_month": None if income.month_ntd is None else list(income.month_ntd),
        "noise": None if pledge is None else pledge.noise_ntd,
        "held_days": None if pledge is None else pledge.held_days,
        "pledges": [pledge_document(each) for each in income.pledges],
        "penalty": None if income.failure is None else income.failure.ntd,
        "penalty_hours": None if income.failure is None else income.failure.hours,
        "confidence": terms.confidence,
        "source": terms.source,
        "notes": [*map(say, income.notes), *([terms.note] if terms.note else [])],
    }


def pledge_document(pledge: PledgePay) -> dict[str, Any]:
    """JSON of one promise: what it pays, what of that is chance, what it pays when kept to the kW; NT$."""
    return {
        "pledged_kw": pledge.pledged_kw,
        "income": pledge.ntd,
        "noise": pledge.noise_ntd,
        "perfect": pledge.perfect_ntd,
        "held_days": pledge.held_days,
        "paid_days": pledge.paid_days,
    }
