"""What the readings' grid decides: what it is filled with, what is said of each cell, what is kept, what is not kept yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID
from weakref import WeakKeyDictionary

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message
from visitplanner.domain.lists.columns.reading_words import READING_FIELDS
from visitplanner.domain.lists.columns.recognition import label
from visitplanner.domain.lists.moments import month_in
from visitplanner.domain.lists.reading_grid import GRID_KEYS, MONTH, Cells, Pasted, grid_row, grid_table, pasted
from visitplanner.domain.lists.reading_import import judge_readings
from visitplanner.domain.lists.tables import Fault
from visitplanner.i18n import Language
from visitplanner.services.lists.typed_readings import KeepReadings, KeptReadings, ReadingsToType
from visitplanner.services.tariffs.printed_bills import WithinBounds, bill_words
from visitplanner.ui.core.session import Owned, Session
from visitplanner.ui.core.style import Tone
from visitplanner.ui.readings.grid_model import CellMark

COLUMNS = {label(key, READING_FIELDS): at for at, key in enumerate(GRID_KEYS)}
AMOUNT = GRID_KEYS.index("amount")
Typed = tuple[KeptReadings, tuple[Cells, ...]]
_typed: WeakKeyDictionary[Session, dict[UUID, Typed]] = WeakKeyDictionary()
"""What was typed and is not kept yet, of each window, by customer: turning to another page does not lose it."""


class ReadingsView(Protocol):
    """What shows the grid of one customer."""

    def show_readings(self, kept: KeptReadings, rows: Sequence[Cells]) -> None:
        """Show what is kept, as these rows."""
        ...

    def show_marks(self, marks: dict[tuple[int, int], CellMark], told: Sequence[str], *, unkept: bool) -> None:
        """Show what is said of single cells and of the grid as a whole. unkept: something was typed that is not kept yet."""
        ...

    def show_rows(self, done: Pasted) -> None:
        """Show the grid as it is after a paste."""
        ...

    def show_none(self, why: Refused) -> None:
        """Show that this subject has no readings of its own."""
        ...


class ReadingsPresenter:
    """The readings of one customer."""

    def __init__(self, session: Owned, language: Language, subject: UUID, view: ReadingsView) -> None:
        self._session, self._language, self._subject, self._view = session, language, subject, view
        self._kept: KeptReadings | None = None
        self._told: tuple[Message, ...] = ()
        self._typed = _typed.setdefault(session.session, {})

    @property
    def unkept(self) -> bool:
        return self._subject in self._typed

    def refresh(self) -> None:
        """Show what is kept; what was typed here before and is not kept yet goes before it."""
        typed = self._typed.get(self._subject)
        if typed is None:
            self._session.ask(ReadingsToType(self._subject), self._arrived, self._view.show_none)
        else:
            self._show(*typed)

    def forget(self) -> None:
        """Leave out what was typed."""
        self._typed.pop(self._subject, None)
        self._told = ()
        self.refresh()

    def edited(self, rows: tuple[Cells, ...]) -> None:
        """Somebody changed cells: judge the grid again."""
        assert self._kept is not None
        self._typed[self._subject] = (self._kept, rows)
        self._judge(rows)

    def paste(self, rows: tuple[Cells, ...], at: tuple[int, int], text: str) -> None:
        """Put cells of a spreadsheet in."""
        assert self._kept is not None
        done = pasted(rows, at, text, self._kept.customer.account)
        self._told = done.told
        if done.cells:
            self._view.show_rows(done)
        else:
            self._judge(rows)

    def keep(self, rows: tuple[Cells, ...], then: Callable[[], None], refused: Callable[[Refused], None]) -> None:
        """Keep the grid as it is."""
        assert self._kept is not None

        def done(_outcome: object) -> None:
            self.forget()
            then()

        self._session.do(KeepReadings(self._subject, rows, self._kept.readings), done, refused)

    def _arrived(self, kept: KeptReadings) -> None:
        self._show(kept, kept.rows(lambda month: self._language.date(month.first)[:-3]))

    def _show(self, kept: KeptReadings, rows: tuple[Cells, ...]) -> None:
        self._kept = kept
        self._view.show_readings(kept, rows)
        self._judge(rows)

    def _judge(self, rows: tuple[Cells, ...]) -> None:
        kept = self._kept
        assert kept is not None
        table, mapping = grid_table(rows)
        judged = judge_readings(table, mapping, account=kept.customer.account, today=kept.today)
        marks = self._bills(kept, rows)
        for tone, faults in (
            (Tone.WARN, (*judged.warnings, *judged.passed)),
            (Tone.DANGER, (*judged.duplicates, *judged.rejected)),
        ):
            marks |= {self._place(fault): CellMark(tone, self._language.say(fault.reason)) for fault in faults}
        self._view.show_marks(marks, [self._language.say(each) for each in self._told], unkept=self.unkept)

    def _place(self, fault: Fault) -> tuple[int, int]:
        return grid_row(fault.row), COLUMNS.get(fault.column, MONTH)

    def _bills(self, kept: KeptReadings, rows: Sequence[Cells]) -> dict[tuple[int, int], CellMark]:
        """What is said of printed amounts, in rows that still stand as they are kept."""
        if not kept.bills:
            return {}
        same = set(kept.rows(lambda month: self._language.date(month.first)[:-3]))
        found: dict[tuple[int, int], CellMark] = {}
        for number, row in enumerate(rows):
            month = month_in(row[MONTH]) if row in same and row[MONTH] else None
            if month is not None and month in kept.bills:
                bill = kept.bills[month]
                tone = Tone.OK if isinstance(bill, WithinBounds) else Tone.WARN
                found[number, AMOUNT] = CellMark(tone, self._language.say(bill_words(bill)))
        return found
