"""One row of a list being read: its cells by field, and what was found wrong, doubtful or mended in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeVar

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import LONGEST_LINE, LONGEST_TEXT, has_control_signs, plain, tidy
from visitplanner.domain.lists.cells import Cleaned, is_nothing, words
from visitplanner.domain.lists.moments import DayRead, day_in
from visitplanner.domain.lists.rows import unread_why
from visitplanner.domain.lists.tables import ColumnMap, Fault, Table
from visitplanner.domain.lists.texts import added_heading

V = TypeVar("V")
MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:月|[/.-])\s*(\d{1,2})\s*日?(?:\s*\(.\))?")
YEAR_ALONE = re.compile(r"(?:民國)?\s*(\d{2,4})\s*(?:年度?)?")
NAMES = frozenset(
    {"address", "contact", "contact_2", "department", "email", "email_2", "group", "name", "park", "phone", "phone_2"}
)
LONGEST_QUOTED = 60
"""So many signs of a cell a message repeats."""


class RowReader:
    """Gives values of a row; collects refusals of needed cells as faults, of others as doubts, and mended cells as repairs."""

    def __init__(self, table: Table, mapping: ColumnMap, row: int) -> None:
        self.table = table
        self.mapping = mapping
        self.row = row
        self.faults: list[Fault] = []
        self.doubts: list[Fault] = []
        self.repairs: list[Fault] = []
        self._constants = mapping.constants
        self._cells = table.rows[row - table.first_row]

    def raw(self, key: str) -> str:
        """What stands in a field's cell, or what holds for all rows; empty without either."""
        if key in self._constants:
            return self._constants[key]
        column = self.mapping.columns.get(key, -1)
        return self._cells[column] if 0 <= column < len(self._cells) else ""

    def cell(self, at: int) -> str:
        """What stands in a column, whether or not a field is taken from it."""
        return self._cells[at] if at < len(self._cells) else ""

    def _at(self, key: str, reason: Message) -> Fault:
        text = tidy(self.raw(key))
        quoted = text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"
        return Fault(self.row, self.mapping.heading(key), quoted, reason)

    def fault(self, key: str, reason: Message) -> None:
        self.faults.append(self._at(key, reason))

    def doubt(self, key: str, reason: Message) -> None:
        self.doubts.append(self._at(key, reason))

    def repair(self, key: str, reason: Message) -> None:
        self.repairs.append(self._at(key, reason))

    def _unread(self, key: str, text: str) -> Message | None:
        most = LONGEST_LINE if key in NAMES else LONGEST_TEXT
        if len(text) > most:
            return said("This text has {count:,} signs; at most {most:,} are kept.", count=len(text), most=most)
        if (not self.table.unread and text[0] not in "#E") or key in self._constants:
            return None
        return unread_why(self.table, self.row, self.mapping.columns[key])

    def shown(self, key: str) -> str:
        """A cell's text as it stands; empty, with a doubt, where the cell holds no value. Control signs are told of."""
        text = self.raw(key)
        if not text:
            return ""
        why = self._unread(key, text)
        if why is not None:
            self.doubt(key, why)
            return ""
        self._note_signs(key, text)
        return text

    def _note_signs(self, key: str, text: str) -> None:
        if has_control_signs(text):
            self.repairs.append(self._at(key, said("Signs that are not to be seen (control or direction signs) were left out.")))

    def needed(self, key: str, read: Callable[[str], V], otherwise: V) -> V:
        """The cell's value; what cannot be read is a fault, and the row is refused."""
        text = self.raw(key)
        why = self._unread(key, text) if text else None
        if why is not None:
            self.fault(key, why)
            return otherwise
        if text:
            self._note_signs(key, text)
        try:
            return read(text)
        except Refused as refusal:
            self.fault(key, refusal.what)
            return otherwise

    def wanted(self, key: str, read: Callable[[str], V], otherwise: V) -> V:
        """The cell's value; what cannot be read is a doubt, and the row is kept without it."""
        text = self.shown(key)
        try:
            return read(text)
        except Refused as refusal:
            self.doubt(key, refusal.what)
            return otherwise

    def notes(self) -> str:
        """The notes, and under their headings the further columns a person added to them."""
        parts = [words(self.shown("notes"))]
        further = [key for key in self.mapping.columns if key.startswith("notes.")]
        parts += [f"{added_heading(self.mapping.heading(key))}：{text}" for key in further if (text := words(self.shown(key)))]
        return "；".join(part for part in parts if part)

    def cleaned(self, key: str, read: Callable[[str], Cleaned], *, needed: bool = False) -> str:
        """A value with what was mended and what stays doubtful about it."""
        found = (self.needed if needed else self.wanted)(key, read, Cleaned(""))
        if found.doubt is not None:
            self.doubt(key, found.doubt)
        if found.repaired is not None:
            self.repairs.append(self._at(key, found.repaired))
        return found.value

    def _with_year(self, text: str) -> str:
        """A day of no year with the year that the row or the whole list names."""
        found = MONTH_DAY.fullmatch(plain(text))
        year = YEAR_ALONE.fullmatch(plain(self.raw("year"))) if found else None
        return f"{year[1]}/{found[1]}/{found[2]}" if found and year else text

    def _no_day(self, text: str) -> Message:
        if MONTH_DAY.fullmatch(plain(text)):
            return said(
                "“{text}” names no year; write it as 114/03/12, or say the year of all rows: --map all:114=year.", text=text
            )
        return said("“{text}” is no whole date; write it as 114/03/12.", text=text)

    def day(self, key: str, *, needed: bool = False) -> dt.date | None:
        """The day of a cell; a whole date that does not exist is a fault, a text that is none only a doubt unless needed."""
        text = self.shown(key)
        if not text or is_nothing(text):
            return None
        found: DayRead = self.needed(key, lambda text: day_in(self._with_year(text)), DayRead(None))
        if found.doubt is not None:
            if needed:
                self.fault(key, self._no_day(tidy(text)))
            else:
                self.doubt(key, found.doubt)
        if found.repaired is not None:
            self.repairs.append(self._at(key, found.repaired))
        return found.value
