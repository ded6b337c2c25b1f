"""From the rows of the office's own list of visits to visits held or agreed, or to the reason why a row is none."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.columns.vocabulary import VISIT_FIELDS
from visitplanner.domain.lists.moments import minute_of
from visitplanner.domain.lists.reading import RowReader
from visitplanner.domain.lists.rows import sorted_rows
from visitplanner.domain.lists.tables import ColumnMap, Fault, Judged, Table
from visitplanner.domain.visits.visits import Slot, VisitOutcome

__all__ = ("VISIT_FIELDS", "VisitLine", "judge_visits", "members_of", "outcome_of", "slot_of")

NAME_SIGNS = re.compile(r"[、,;/+&\n]+|\s{1,}(?=[\u4e00-\u9fff])")
NOON = 12 * 60
OUTCOME_WORDS = (
    (VisitOutcome.CANCELLED, r"取消|cancel"),
    (VisitOutcome.POSTPONED, r"延期|改期|順延|postpon"),
    (VisitOutcome.PHONE, r"電話|電訪|phone"),
    (VisitOutcome.VIDEO, r"視訊|線上|video|online"),
    (VisitOutcome.DONE, r"完成|已訪|已洽|已拜訪|已辦理|結案|done|held|complete"),
)
AHEAD_WORDS = r"預定|待訪|未訪|尚未|已約|約定|排定|暫定|planned|booked|agreed"
"""Words of a visit that is still to come."""
SLOT_WORDS = ((Slot.AM, r"上午|早上|am|a\.m|morning"), (Slot.PM, r"下午|午後|pm|p\.m|afternoon"))


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One row of the list. row: its spreadsheet row number.

    account: eleven digits, or empty; name, group: as written. One of the three is given. outcome: None when the row says
    nothing or that the visit is still to come; slot: None when no half day is said.
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


def judge_visits(table: Table, mapping: ColumnMap) -> Judged[VisitLine]:
    """Every row under the header judged. Refused is a row without a day or without a customer or group; a row that says the
    same as an earlier one is a duplicate."""
    lines: dict[tuple[object, ...], VisitLine] = {}
    rejected: list[Fault] = []
    duplicates: list[Fault] = []
    doubts: list[Fault] = []
    repairs: list[Fault] = []
    data, passed, notes = sorted_rows(table, mapping, "account" if "account" in mapping.columns else "held_on")
    for row in data:
        one = RowReader(table, mapping, row)
        line = _read(one)
        if line is None:
            rejected.extend(one.faults)
            continue
        key = (line.account or line.name or line.group, line.group, line.held_on, line.slot)
        earlier = lines.setdefault(key, line)
        if earlier is line:
            doubts.extend(one.doubts)
            repairs.extend(one.repairs)
        else:
            reason = said("The same visit stands in row {row} already.", row=earlier.row)
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


def _read(one: RowReader) -> VisitLine | None:
    """The line of a row, or None when it lacks what identifies a visit."""
    held_on = one.day("held_on", needed=True)
    if held_on is None and not one.faults:
        one.fault("held_on", said("The day of the visit is missing."))
    account = "" if cells.is_nothing(one.raw("account")) else one.cleaned("account", cells.account_no, needed=True)
    name, group = cells.words(one.shown("name")), cells.group_name(one.shown("group"))
    if not (account or name or group) and not one.faults:
        one.fault("account" if "account" in one.mapping.columns else "name", said("No customer and no group is named."))
    if one.faults or held_on is None:
        return None
    return VisitLine(
        one.row,
        held_on,
        account,
        name,
        group,
        one.wanted("slot", slot_of, None),
        cells.words(one.shown("leader")),
        members_of(one.shown("members")),
        one.wanted("outcome", outcome_of, None),
        one.notes(),
    )


def slot_of(text: str) -> Slot | None:
    """The half day a text names, by its words or its time of day; None for none. Raises `Refused` for anything else."""
    if cells.is_nothing(text):
        return None
    shown = plain(text).casefold()
    for slot, words in SLOT_WORDS:
        if re.search(words, shown):
            return slot
    minute = minute_of(re.split(r"[-~至]", shown)[0].strip())
    if minute is None:
        raise Refused(said("A half day is 上午 or 下午, or a time of day; it stays open."))
    return Slot.AM if minute < NOON else Slot.PM


def outcome_of(text: str) -> VisitOutcome | None:
    """What became of a visit; None when nothing is said or it is still to come. Raises `Refused` for other words."""
    if cells.is_nothing(text):
        return None
    shown = plain(text).casefold()
    if re.search(AHEAD_WORDS, shown):
        return None
    for outcome, words in OUTCOME_WORDS:
        if re.search(words, shown):
            return outcome
    raise Refused(said("It is not clear what became of this visit: 完成, 取消, 延期, 電話 or 視訊; it stays open."))


def members_of(text: str) -> tuple[str, ...]:
    """The names in a cell, in their order, without doubles."""
    names = [] if cells.is_nothing(text) else [tidy(name) for name in NAME_SIGNS.split(text)]
    return tuple(dict.fromkeys(name for name in names if name))
