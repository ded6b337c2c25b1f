"""From the rows of the office's own list of visits to visits held or agreed, or to the reason why a row is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import tidy
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.columns.visit_words import (
    NOON,
    Became,
    became,
    half_day,
    held_by,
    outcome_of,
    says_outcome,
    slot_of,
)
from visitplanner.domain.lists.columns.vocabulary import VISIT_FIELDS
from visitplanner.domain.lists.moments import minute_of
from visitplanner.domain.lists.reading import RowReader
from visitplanner.domain.lists.rows import sorted_rows
from visitplanner.domain.lists.tables import ColumnMap, Fault, Judged, Table, letters
from visitplanner.domain.visits.visits import Slot, VisitOutcome

__all__ = ("NOT_HELD", "VISIT_FIELDS", "VisitLine", "judge_visits", "members_of", "outcome_of", "slot_of")

NOT_HELD = (VisitOutcome.CANCELLED, VisitOutcome.POSTPONED)
CLOCK_BEHIND = re.compile(r"\s\d{1,2}:\d{2}")
NAME_SIGNS = re.compile(r"[、,;/+&\n]+|\s{1,}(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One row of the list. row: its spreadsheet row number.

    account: eleven digits, or empty; name, group: as written. One of the three is given. outcome: None when the row says
    none; open: it says that the visit was not held yet, even though its day is over; slot: None when no half day is said.
    """

    row: int
    held_on: dt.date
    account: str = ""
    name: str = ""
    group: str = ""
    slot: Slot | None = None
    leader: str = ""
    members: tuple[str, ...] = ()
    outcome: VisitOutcome | None = None
    notes: str = ""
    open: bool = False


def judge_visits(table: Table, mapping: ColumnMap) -> Judged[VisitLine]:
    """Every row under the header judged. Refused is a row without a day or without a customer or group; a row that says the
    same as an earlier one is a duplicate."""
    lines: dict[tuple[object, ...], VisitLine] = {}
    rejected: list[Fault] = []
    duplicates: list[Fault] = []
    doubts: list[Fault] = []
    repairs: list[Fault] = []
    data, passed, notes = sorted_rows(table, mapping, "account" if "account" in mapping.columns else "held_on")
    unused = (
        [] if "outcome" in mapping.columns else [at for at in range(len(mapping.headings)) if at not in mapping.columns.values()]
    )
    for row in data:
        one = RowReader(table, mapping, row)
        line = _read(one, unused)
        if line is None:
            rejected.extend(one.faults)
            continue
        key = (line.account or line.name or line.group, line.group, line.held_on, line.slot)
        earlier = lines.setdefault(key, line)
        if earlier is line:
            doubts.extend(one.doubts)
            repairs.extend(one.repairs)
        else:
            reason = said("The same visit stands in row {row} already.", row=table.place(earlier.row))
            duplicates.append(Fault(row, mapping.heading("held_on"), tidy(one.raw("held_on")), reason))
    return Judged(
        len(data),
        tuple(lines.values()),
        tuple(rejected),
        tuple(duplicates),
        (*notes, *doubts),
        tuple(repairs),
        tuple(passed),
    )


def _read(one: RowReader, unused: Sequence[int]) -> VisitLine | None:
    """The line of a row, or None when it lacks what identifies a visit."""
    held_on = one.day("held_on", needed=True)
    if held_on is None and not one.faults:
        one.fault("held_on", said("The day of the visit is missing."))
    account = "" if cells.is_nothing(one.raw("account")) else one.cleaned("account", cells.account_no, needed=True)
    name, group = cells.words(one.shown("name")), cells.group_name(one.shown("group"))
    if not (account or name or group) and not one.faults:
        one.fault("account" if "account" in one.mapping.columns else "name", said("No customer and no group is named."))
    said_of_it = one.needed("outcome", became, Became())
    _refuse_unread_outcome(one, unused)
    if one.faults or held_on is None:
        return None
    outcome = said_of_it.outcome
    manner = one.wanted("manner", held_by, None)
    if manner is not None and not said_of_it.open and outcome in (None, VisitOutcome.DONE):
        outcome = manner if outcome or manner is not VisitOutcome.DONE else None
    return VisitLine(
        one.row,
        held_on,
        account,
        name,
        group,
        one.wanted("slot", slot_of, None) or _slot_behind(one.raw("held_on")),
        cells.words(one.shown("leader")),
        members_of(one.shown("members")),
        outcome,
        one.notes(),
        said_of_it.open,
    )


def _slot_behind(text: str) -> Slot | None:
    """The half day that stands behind a day (`115年5月6日 下午`, `115/5/6 14:00`)."""
    found = half_day(text)
    clock = CLOCK_BEHIND.search(text)
    if found is not None or clock is None:
        return found
    minute = minute_of(clock[0].strip())
    return None if not minute else Slot.AM if minute < NOON else Slot.PM


def _refuse_unread_outcome(one: RowReader, unused: Sequence[int]) -> None:
    """Without a column of outcomes, a cell of an unused column that says the visit was not held refuses the row."""
    for at in unused:
        text = one.cell(at)
        if text and says_outcome(text) and (found := became(text)) and (found.open or found.outcome in NOT_HELD):
            told = {"heading": one.mapping.headings[at] or letters(at), "text": tidy(text)}
            one.fault("held_on", said("{heading} says “{text}”: say with --map {heading}=outcome what it means.", **told))


def members_of(text: str) -> tuple[str, ...]:
    """The names in a cell, in their order, without doubles."""
    names = [] if cells.is_nothing(text) else [tidy(name) for name in NAME_SIGNS.split(text)]
    return tuple(dict.fromkeys(name for name in names if name))
