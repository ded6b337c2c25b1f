"""A kind of record made up for tests: 公告欄 with a field of every type, in a table that exists only while they run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import pytest
from sqlalchemy import Column, ForeignKey, Table

from visitplanner.cli.core import app
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, Flag, Number, OneOf, Reference, SomeOf, Words, YearMonth
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.records import kinds
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.store import sql
from visitplanner.store.office import SqlOffice
from visitplanner.store.rows.kinds import stored
from visitplanner.store.tables import METADATA
from visitplanner.store.types import Day as DayColumn
from visitplanner.store.types import Flag as FlagColumn
from visitplanner.store.types import Identity, Whole, choice, structured
from visitplanner.store.types import Words as Text


class Surface(StrEnum):
    CORK = "cork"
    STEEL = "steel"


class Subject(StrEnum):
    OUTAGES = "outages"
    TARIFFS = "tariffs"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBoard(Record):
    customer_id: UUID
    place: str
    surface: Surface
    put_up_on: dt.date | None = None
    looked_after_in: dt.date | None = None
    height_cm: int = 0
    cost_cents: int = 0
    lit: bool = False
    shown: tuple[Subject, ...] = ()
    keeper_ids: tuple[UUID, ...] = ()
    notes: str = ""


def checked_board(board: NoticeBoard) -> NoticeBoard:
    if board.lit and board.surface is Surface.CORK:
        raise Refused(Message("Cork and lamps burn."), field="lit")
    return board


SURFACES = OneOf({Surface.CORK: Message("corkboard"), Surface.STEEL: Message("steel plate")})
BOARDS = Kind(
    name="notice_boards",
    record=NoticeBoard,
    noun=Message("a notice board"),
    plural=Message("Notice boards"),
    label=lambda board: Message("the notice board “{place}”", {"place": board.place}),
    order=("place",),
    fields=(
        RecordField("customer_id", Message("Where"), Reference((CUSTOMERS,))),
        RecordField("place", Message("Place"), Words(), hint=Message("As the porter calls it.")),
        RecordField(
            "surface", Message("Surface"), OneOf({Surface.CORK: Message("corkboard"), Surface.STEEL: Message("steel plate")})
        ),
        RecordField("put_up_on", Message("Put up on"), Day()),
        RecordField("looked_after_in", Message("Looked after in"), YearMonth(), beside=True),
        RecordField("height_cm", Message("Height"), Number(most=300), unit=Message("cm")),
        RecordField("cost_cents", Message("Cost"), Number(places=2), unit=Message("NT$"), beside=True),
        RecordField("lit", Message("Lit"), Flag()),
        RecordField(
            "shown",
            Message("Shown"),
            SomeOf(OneOf({Subject.OUTAGES: Message("outage plans"), Subject.TARIFFS: Message("prices")})),
        ),
        RecordField("keeper_ids", Message("Keepers"), SomeOf(Reference((PEOPLE,)))),
        RecordField("notes", Message("Notes"), Words(3)),
    ),
    check=checked_board,
    named=lambda board: (board.place,),
)


@contextmanager
def described() -> Iterator[None]:
    """The kind is one of the office's, as a line in `domain/records/kinds.py` and a file in `store/tables` make it."""
    table = Table(
        BOARDS.name,
        METADATA,
        Column("id", Identity, primary_key=True),
        Column("version", Whole, nullable=False),
        Column("customer_id", Identity, ForeignKey("customers.id"), nullable=False),
        Column("place", Text, nullable=False, unique=True),
        Column("surface", choice(Surface), nullable=False),
        Column("put_up_on", DayColumn),
        Column("looked_after_in", DayColumn),
        Column("height_cm", Whole, nullable=False),
        Column("cost_cents", Whole, nullable=False),
        Column("lit", FlagColumn, nullable=False),
        Column("shown", structured(tuple[Subject, ...]), nullable=False),
        Column("keeper_ids", structured(tuple[UUID, ...]), nullable=False),
        Column("notes", Text, nullable=False),
        sqlite_strict=True,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "KINDS", (*kinds.KINDS, BOARDS))
        patch.setitem(app.FEATURES, "records.records", tuple(kind.word for kind in kinds.plain_kinds()))  # pyright: ignore[reportArgumentType]
        yield
    METADATA.remove(table)
    stored.cache_clear()


def make_table(office: SqlOffice) -> None:
    """As the kind's migration makes it."""
    with sql.writing(office._engine) as connection:
        METADATA.tables[BOARDS.name].create(connection)
