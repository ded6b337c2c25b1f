"""What is said of a load that was read: what was mended, what is open, and what makes it look like another load."""

from __future__ import annotations

import datetime as dt

import numpy as np

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.books.load import SLOTS_PER_DAY, Load
from visitplanner.exchange.loads.clock import QUARTER
from visitplanner.services.loads.loads import LoadFindings

FEWEST_EQUAL = SLOTS_PER_DAY
"""From so many readings on, all of one value is worth a word."""
THOUSAND = (400.0, 2500.0)
"""A lasting step of a load's daily energy by a factor between these is one of units, not of use."""
FEWEST_DAYS = 3
"""Days on either side of such a step."""


def told_of(findings: LoadFindings, load: Load, taken: tuple[str, ...], left: tuple[str, ...]) -> tuple[Message, ...]:
    """Every finding as a sentence; taken, left: headings of the columns."""
    return (*_columns(taken, left), *_mended(findings), *_open(findings, load), *_strange(load))


def _columns(taken: tuple[str, ...], left: tuple[str, ...]) -> list[Message]:
    if not left or not taken:
        return []
    names = {"taken": "、".join(taken), "left": "、".join(left)}
    return [said("The values come from the column {taken}; not taken: {left}.", **names)]


def _mended(findings: LoadFindings) -> list[Message]:
    told: list[Message] = []
    if findings.register:
        told.append(said("The file holds a meter's running register; the differences from reading to reading were taken."))
    if findings.gathered:
        told.append(said("The values of {minutes} minutes were gathered into quarters of an hour.", minutes=findings.gathered))
    if findings.snapped:
        told.append(
            said("All times stood {minutes} minutes beside the quarters of an hour and were moved.", minutes=findings.snapped)
        )
    if findings.passed:
        told.append(said("{count} rows are no data (sums, notes, signatures) and were passed over.", count=findings.passed))
    if findings.doubled:
        told.append(said("{count:,} rows came twice with the same value; one of each was kept.", count=findings.doubled))
    if findings.conflicting:
        told.append(said("{count:,} rows repeat a time with another value; the first was kept.", count=findings.conflicting))
    if findings.clock_shifted:
        told.append(said("{count:,} rows were in summer time and were moved back one hour.", count=findings.clock_shifted))
    return told


def _open(findings: LoadFindings, load: Load) -> list[Message]:
    told: list[Message] = []
    if findings.interval_minutes > QUARTER:
        told.append(
            said(
                "The file has one value in {minutes} minutes: the highest demand of a quarter of an hour is understated.",
                minutes=findings.interval_minutes,
            )
        )
    if findings.errors:
        told.append(said("{count:,} cells show a spreadsheet's error and are left open.", count=findings.errors))
    if load.missing_count:
        told.append(said("{count:,} quarters of an hour have no reading and are left open.", count=load.missing_count))
    return told


def _strange(load: Load) -> list[Message]:
    told: list[Message] = []
    read = load.wh[~load.missing]
    if read.size >= FEWEST_EQUAL and int(read.min()) == int(read.max()):
        told.append(
            said("All {count:,} values are the same, {kw:,.1f} kW: is this a measured load?", count=read.size, kw=read[0] / 250)
        )
    day = _thousandfold(load)
    if day is not None:
        told.append(said("From {day} on the values are about a thousand times larger or smaller: is the unit the same?", day=day))
    return told


def _thousandfold(load: Load) -> dt.date | None:
    """The day from which on the daily energy lies a thousand times above or below that of all days before; None without one."""
    daily = load.wh.reshape(-1, SLOTS_PER_DAY).sum(axis=1)
    used = np.flatnonzero(daily > 0)
    if used.size < 2 * FEWEST_DAYS:
        return None
    size = np.log10(daily[used])
    at = int(np.argmax(np.abs(np.diff(size)))) + 1
    if not FEWEST_DAYS <= at <= used.size - FEWEST_DAYS:
        return None
    step = abs(float(np.median(size[at:]) - np.median(size[:at])))
    if not np.log10(THOUSAND[0]) <= step <= np.log10(THOUSAND[1]):
        return None
    return load.first_day + dt.timedelta(days=int(used[at]))
