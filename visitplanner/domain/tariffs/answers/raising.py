"""What it costs to raise contracts: the line fee of every new kW, and less for kW that were given up not long ago.

The rule for restoring is the one facts are known of (a program of 2020, not the rules' own text): within a time after the
lowering, each restored kW costs the lesser of a share of the line fee and the upkeep of the months in between. Fees, share and
time are dated figures that the office enters; where one is missing no fee is told, and which one it is.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import Voltage
from visitplanner.domain.tariffs.answers.dated_figures import LINE_FEES, UPKEEPS, Figure, Figures, KnownFigure, missing_figures
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw

ZERO = Decimal(0)


class Lowered(NamedTuple):
    """Contracts that were given up: what they were, and since when they are lower."""

    contracts: ContractsKw
    on: dt.date


class RaisedPart(NamedTuple):
    """One contract raised. place: 0..3 for c1..c4. new_kw: never had, or too long ago; restored_kw: had until lately.
    new_ntd, restored_ntd: their fees, None where a figure is missing."""

    place: int
    new_kw: int
    restored_kw: int
    new_ntd: Decimal | None
    restored_ntd: Decimal | None


class RaiseFee(NamedTuple):
    """The whole fee, NT$ at once. ntd: None where a figure is missing, `missing` says which. used: the figures taken."""

    ntd: Decimal | None
    parts: tuple[RaisedPart, ...]
    used: tuple[KnownFigure, ...]
    missing: tuple[Message, ...]

    @property
    def raised_kw(self) -> int:
        return sum(part.new_kw + part.restored_kw for part in self.parts)


def raise_fee(
    present: ContractsKw,
    wanted: ContractsKw,
    figures: Figures,
    day: dt.date,
    voltage: Voltage,
    lowered: Lowered | None = None,
) -> RaiseFee:
    """The fee of going from `present` to `wanted` on a day; zero where nothing is raised."""
    taken, lacking = dict[Figure, KnownFigure](), dict[Figure, None]()

    def figure(which: Figure) -> Decimal | None:
        known = figures.on(which, day, voltage)
        if known is None:
            lacking[which] = None
            return None
        taken[which] = known
        return known.amount

    parts = list[RaisedPart]()
    for place, (had, will) in enumerate(zip(present, wanted, strict=True)):
        if will <= had:
            continue
        before = max(0, min(will, lowered.contracts[place]) - had) if lowered is not None else 0
        restored = before if before and lowered is not None and _counts(figure(Figure.RESTORE_MONTHS), lowered.on, day) else 0
        new, line = will - had - restored, figure(LINE_FEES[place])
        restored_ntd: Decimal | None = ZERO
        if restored and lowered is not None:
            share, upkeep = figure(Figure.RESTORE_PERCENT), figure(UPKEEPS[place])
            months = months_begun(lowered.on, day)
            restored_ntd = None
            if line is not None and share is not None and upkeep is not None:
                restored_ntd = restored * min(line * share / 100, upkeep * months)
        parts.append(RaisedPart(place, new, restored, (None if line is None else line * new) if new else ZERO, restored_ntd))
    amounts = [amount for part in parts for amount in (part.new_ntd, part.restored_ntd)]
    known = [amount for amount in amounts if amount is not None]
    whole = None if lacking else sum(known, ZERO)
    return RaiseFee(whole, tuple(parts), tuple(taken.values()), missing_figures(figures, tuple(lacking), day, voltage))


def _counts(within: Decimal | None, since: dt.date, day: dt.date) -> bool:
    """Whether a raise on a day still restores what was given up. Where the time is not entered it counts, so that upkeep and
    share are asked for too; no fee is told then."""
    return within is None or day <= months_after(since, int(within))


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the month's last one where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_begun(first: dt.date, last: dt.date) -> int:
    """Months from one day to another, a begun one whole; at least one."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return max(1, count + (last > months_after(first, count)))


class ContractDay(NamedTuple):
    """The first day on which contracts may change. day: None where a figure is missing. used, missing: as in `RaiseFee`."""

    day: dt.date | None
    used: tuple[KnownFigure, ...]
    missing: tuple[Message, ...]


def first_contract_day(figures: Figures, today: dt.date, last_change: dt.date | None) -> ContractDay:
    """Today and the days an application takes, and not before the pause after the last change is over.

    last_change: None where contracts were not changed, as far as is known; the answer then does not hang on the pause.
    """
    wanted = (Figure.NOTICE_DAYS,) if last_change is None else (Figure.NOTICE_DAYS, Figure.PAUSE_MONTHS)
    used = tuple(known for each in wanted if (known := figures.on(each, today)) is not None)
    missing = missing_figures(figures, wanted, today)
    if missing:
        return ContractDay(None, used, missing)
    day = today + dt.timedelta(days=int(used[0].amount))
    if last_change is not None:
        day = max(day, months_after(last_change, int(used[1].amount)))
    return ContractDay(day, used, ())


def fee_words(fee: RaiseFee) -> Message:
    """The fee in one sentence."""
    if not fee.raised_kw:
        return said("No contract is raised: no line fee.")
    if fee.ntd is None:
        return said("Raising {kw:,} kW: the fee is not known.", kw=fee.raised_kw)
    restored = sum(part.restored_kw for part in fee.parts)
    return said(
        "Raising {kw:,} kW, of it {restored:,} restored: {ntd:,.0f} NT$ at once.",
        kw=fee.raised_kw,
        restored=restored,
        ntd=fee.ntd,
    )
