"""The columns of a list of records, as their kind describes them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from visitplanner.domain.core.fields import Day, Flag, Number, OneOf, Reference, SomeOf, Wording, YearMonth
from visitplanner.domain.core.kinds import NOTHING, Kind, RecordField
from visitplanner.i18n import Language
from visitplanner.ui.core import rows_model
from visitplanner.ui.core.rows_model import Column

USUAL = 120
WIDTHS: dict[type, int] = {Day: 96, YearMonth: 84, Number: 84, Flag: 72, SomeOf: 180, Reference: 180}
"""Pixels at 100 %, by what a column holds; no less than its heading needs."""
WIDE_SIGN, NARROW_SIGN, AROUND = 13, 7, 36


def columns_of(kind: Kind[Any], wording: Callable[[], Wording], hidden: Collection[str] = ()) -> tuple[Column[Any], ...]:
    """A column a field; the longest texts, or else the last ones, take the room that is left.

    wording: how values are written when they are shown, for the names of other records arrive with them.
    """
    shown = [field for field in kind.fields if field.name not in hidden]
    broad = max(range(len(shown)), key=lambda place: (getattr(shown[place].type, "lines", 0), place))
    say = wording().say
    return tuple(
        column_of(kind, field, wording, width=width_of(field, say(field.heading)), stretch=place == broad)
        for place, field in enumerate(shown)
    )


def width_of(field: RecordField, heading: str) -> int:
    needed = AROUND + sum(NARROW_SIGN if sign.isascii() else WIDE_SIGN for sign in heading)
    return max(WIDTHS.get(type(field.type), USUAL), needed)


def column_of(kind: Kind[Any], field: RecordField, wording: Callable[[], Wording], *, width: int, stretch: bool) -> Column[Any]:
    def value(record: Any) -> Any:
        """By which the list is sorted."""
        held = getattr(record, field.name)
        if held in NOTHING or isinstance(field.type, Day | YearMonth | Number | Flag):
            return held if held not in NOTHING else None
        return list(field.type.names).index(held) if isinstance(field.type, OneOf) else kind.written(record, field, wording())

    def text(record: Any, _language: Language) -> str:
        return " ".join(kind.written(record, field, wording()).split("\n")) or rows_model.NOTHING

    return Column(
        field.name,
        field.heading,
        value,
        text,
        width=width,
        right=isinstance(field.type, Number),
        stretch=stretch,
        tip=lambda record, _: kind.written(record, field, wording()),
    )
