"""Numbers of a load file: whole columns at once, each distinct text read once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.texts import is_error
from visitplanner.services.loads.loads import DecimalMark, Unit

BLANK = -1
"""How a cell without a number is told from a zero; readings are never negative."""

MICRO = 1_000_000
LARGEST_WATTS = 10_000_000_000
"""W or Wh in one row; ten gigawatts are no customer's."""
WATTS = {Unit.W: 1, Unit.WH: 1, Unit.KW: 1000, Unit.KWH: 1000, Unit.MW: 1_000_000, Unit.MWH: 1_000_000}
"""Watts or watt-hours of one of the unit."""
ENERGIES = frozenset({Unit.WH, Unit.KWH, Unit.MWH})

NO_NUMBER = frozenset({"-", "--", "N/A", "無", "缺"})
"""Signs for a reading that was not taken."""
_PLAIN = b"0123456789."
_POINT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d*\.?\d+|\d+\.")
_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d*)?|\d*,?\d+|\d+,")
_THOUSAND_OR_FRACTION = re.compile(r"\d{1,3},\d{3}")

Micros = NDArray[np.int64]


def decimal_mark(columns: Iterable[Sequence[str]], chosen: DecimalMark | None) -> DecimalMark:
    """What stands before the fraction in these columns: said by the person, else by the numbers themselves.

    Refused when every number with a comma could be read either way (1,234 is one thousand or one and a bit).
    """
    if chosen is not None:
        return chosen
    with_comma = {text.strip() for column in columns if "," in "".join(column) for text in column if "," in text}
    if not with_comma:
        return DecimalMark.POINT
    if any("." in text and text.rfind(".") > text.rfind(",") for text in with_comma):
        return DecimalMark.POINT
    if any(not _THOUSAND_OR_FRACTION.fullmatch(text) for text in with_comma if text.count(",") == 1):
        return DecimalMark.COMMA
    if any(text.count(",") > 1 for text in with_comma):
        return DecimalMark.POINT
    raise Refused(
        said("Numbers like {text} can be read with a decimal comma or with thousands.", text=min(with_comma)),
        mend=said("Say with --decimal comma or --decimal point which it is."),
        field="decimal",
    )


def micros(column: Sequence[str], name: str, lines: Sequence[int], mark: DecimalMark, unit: Unit = Unit.KW) -> Micros:
    """The column in millionths, int64 [rows], `BLANK` where a cell is empty or shows a spreadsheet's error.

    lines: the line of each row in the file, for refusals. A text that comes often is read once.
    Raises Refused for text, a number below zero or an impossible one.
    """
    distinct = set(column)
    plain = _is_plain(distinct)
    largest = LARGEST_WATTS // WATTS[unit]
    try:
        if plain and len(distinct) > len(column) // 3:
            return _quickly(column, largest)
        texts = list(distinct)
        amounts = _quickly(texts, largest).tolist() if plain else [_careful(text, mark, largest) for text in texts]
    except ValueError:
        raise _refusal(column, name, lines, mark, largest) from None
    known = dict(zip(texts, amounts, strict=True))
    return np.fromiter(map(known.__getitem__, column), dtype=np.int64, count=len(column))


def watt_hours(amounts: Micros, unit: Unit, interval_minutes: int) -> NDArray[np.int64]:
    """Millionths of a unit as whole Wh of an interval, half-up; blanks become 0."""
    used = np.where(amounts == BLANK, 0, amounts)
    minutes = 60 if unit in ENERGIES else interval_minutes
    return (used * (WATTS[unit] * minutes) + 30 * MICRO) // (60 * MICRO)


def micro_watt_hours(amounts: Micros, unit: Unit, interval_minutes: int) -> NDArray[np.int64]:
    """Millionths of a unit as millionths of a Wh of an interval, rounded down; blanks become 0."""
    used = np.where(amounts == BLANK, 0, amounts)
    minutes = 60 if unit in ENERGIES else interval_minutes
    return used * (WATTS[unit] * minutes) // 60


def filled_of(columns: Sequence[Micros], names: Sequence[str], lines: Sequence[int]) -> Micros:
    """The one filled cell of each row; a row with two is refused because nobody knows which holds."""
    if len(columns) == 1:
        return columns[0]
    present = np.array([column != BLANK for column in columns])
    twice = np.flatnonzero(present.sum(axis=0) > 1)
    if twice.size:
        row = int(twice[0])
        filled = [name for name, column in zip(names, columns, strict=True) if column[row] != BLANK]
        raise Refused(
            said("Row {row} has a number under {first} and under {second}.", row=lines[row], first=filled[0], second=filled[1]),
            mend=said("A quarter of an hour belongs to one period; mend the row or export the file again."),
        )
    return np.max(np.array(columns), axis=0)


def _is_plain(texts: Iterable[str]) -> bool:
    """Whether there are digits and points alone."""
    whole = "".join(texts)
    return whole.isascii() and not whole.encode("ascii").translate(None, _PLAIN)


def _quickly(column: Sequence[str], largest: int) -> Micros:
    """For digits and points alone; float holds the millionths of numbers up to 10 million exactly enough to round."""
    amounts = np.array([float(text) if text else -1.0 for text in column])
    if amounts.max(initial=0.0) > largest:
        raise ValueError
    return np.where(amounts < 0, BLANK, np.rint(amounts * MICRO)).astype(np.int64)


def _careful(text: str, mark: DecimalMark, largest: int) -> int:
    """One number in millionths, or ValueError."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or is_error(plain) or plain in NO_NUMBER:
        return BLANK
    pattern, grouping, point = (_POINT, ",", ".") if mark is DecimalMark.POINT else (_COMMA, ".", ",")
    if not pattern.fullmatch(plain):
        raise ValueError
    amount = float(plain.replace(grouping, "").replace(point, "."))
    if amount > largest:
        raise ValueError
    return round(amount * MICRO)


def _refusal(column: Sequence[str], name: str, lines: Sequence[int], mark: DecimalMark, largest: int) -> Refused:
    """Name the first cell that cannot be read, and how many more there are."""
    faulty = {text for text in set(column) if _is_faulty(text, mark, largest)}
    rows = [number for number, text in enumerate(column) if text in faulty]
    cell = column[rows[0]].strip()
    values = {"row": lines[rows[0]], "column": name, "value": cell}
    if cell.startswith("-"):
        what = said("Row {row}, column {column}: {value} is below zero{others}.", **values, others=_others(len(rows) - 1))
    else:
        what = said(
            "Row {row}, column {column}: “{value}” is no possible number{others}.", **values, others=_others(len(rows) - 1)
        )
    return Refused(what, mend=said("Mend these rows in the file; a blank cell counts as a gap."))


def _others(more: int) -> Message | str:
    """How many more cells have the same fault; nothing when there is none."""
    return said(" ({more} more rows like it)", more=more) if more else ""


def _is_faulty(text: str, mark: DecimalMark, largest: int) -> bool:
    try:
        _careful(text, mark, largest)
    except ValueError:
        return True
    return False
