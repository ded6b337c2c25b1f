"""Demand response as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from visitplanner.cli.response.response_documents import Speak
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.domain.tariffs.response.pledges import pledge_words
from visitplanner.domain.tariffs.response.response import Income

CONFIDENCES = {
    "medium": said("the terms are second-hand, of medium confidence"),
    "low": said("the terms are hardly known"),
}


def response_lines(say: Speak, responses: Iterable[Income]) -> Iterator[str]:
    """Measures with hours and income; below each its doubts and what other promises would pay."""
    for income in responses:
        window = "" if income.window is None else " " + "-".join(map(clock_of, income.window))
        doubt = CONFIDENCES.get(income.measure.confidence)
        sure = f"  ({say(doubt)})" if doubt is not None and (income.ntd or income.month_ntd) else ""
        yield f"  {income.measure.name}{window}: {say(_income(income))}{sure}"
        yield from (f"    · {say(note)}" for note in income.notes)
        for pledge in income.pledges:
            yield "    " + say(pledge_words(pledge, income.days))


def _income(income: Income) -> Message:
    if income.eligible is False:
        return said("not open to this customer")
    if income.month_ntd is not None and income.failure is not None:
        low, high = (rounded(ntd) for ntd in income.month_ntd)
        return said(
            "{low:,} to {high:,} NT$ a month for {kw:,} kW, less {penalty:,} for one call of {hours} hours that fails",
            low=low,
            high=high,
            kw=income.committed_kw,
            penalty=rounded(income.failure.ntd),
            hours=income.failure.hours,
        )
    if income.ntd is None:
        return said("unknown")
    return said(
        "{ntd:,} NT$ for a promise of {kw:,} kW on {days} days", ntd=rounded(income.ntd), kw=income.committed_kw, days=income.days
    )
