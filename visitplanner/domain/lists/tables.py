"""A list from a spreadsheet as plain text, and finding out which of its columns means what."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Generic, TypeVar

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said

L = TypeVar("L")

HEADER_WITHIN_ROWS = 60
"""How far down a header is looked for; above it stand titles, dates and remarks."""
FEWEST_HEADINGS = 3
SUM_ROW = re.compile(r"^(總計|合計|小計|總數|共計|total)", re.IGNORECASE)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as text. rows: every row from `first_row` on, ragged. first_row: the spreadsheet's number of rows[0]."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1
    source: str = ""

    def cell(self, row: int, column: int) -> str:
        """The text at a spreadsheet row (1-based) and column (0-based); empty outside the sheet."""
        cells = self.rows[row - self.first_row]
        return cells[column] if column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Field:
    """What a column can mean. exact: headings that mean it; contains: words that suggest it; both as `heading_key` gives them."""

    key: str
    exact: tuple[str, ...]
    contains: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column holds which field. header_row: spreadsheet row number; columns: field key to 0-based column."""

    header_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def fingerprint(self) -> str:
        """The same for every file with these headings in this order."""
        keys = "\x1f".join(heading_key(heading) for heading in self.headings)
        return hashlib.sha256(keys.encode()).hexdigest()[:16]

    def heading(self, key: str) -> str:
        """The file's own name of a field's column; empty when the file has none."""
        return self.headings[self.columns[key]] if key in self.columns else ""

    def by_heading(self) -> dict[str, str]:
        """Field key to the file's own heading."""
        return {key: self.headings[column] for key, column in self.columns.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong or was mended in one cell: spreadsheet row, heading as in the file, text as in the file, and why."""

    row: int
    column: str
    value: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Judged(Generic[L]):
    """A whole table read: rows that hold data, lines that can be kept, and a fault for every other row or doubtful cell."""

    rows: int
    lines: tuple[L, ...]
    rejected: tuple[Fault, ...] = ()
    duplicates: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    repairs: tuple[Fault, ...] = ()


def tidy(text: str) -> str:
    """Without invisible signs and with single blanks between words; the ideographic blank is a blank."""
    return " ".join(text.translate(INVISIBLE).split())


def plain(text: str) -> str:
    """Tidy and in half-width signs (Unicode NFKC): `１，２５０　瓩` becomes `1,250 瓩`."""
    return tidy(unicodedata.normalize("NFKC", text))


def heading_key(heading: str) -> str:
    """A heading without blanks, signs and units, in half-width small letters: `經常契約容量(瓩)` becomes `經常契約容量`."""
    bare = re.sub(r"\((瓩|kw|仟瓦|kv)\)", "", plain(heading).casefold())
    return re.sub(r"[\W_]+", "", bare)


def is_blank(cells: Iterable[str]) -> bool:
    return not any(tidy(cell) for cell in cells)


def guess(headings: Sequence[str], fields: Sequence[Field]) -> tuple[dict[str, int], list[tuple[Field, int, int]]]:
    """The columns whose headings mean a field, and the fields that two columns could equally well be."""
    keys = [heading_key(heading) for heading in headings]
    found: dict[str, int] = {}
    clashes: list[tuple[Field, int, int]] = []
    for sought, wording in [(sought, "exact") for sought in fields] + [(sought, "contains") for sought in fields]:
        if sought.key in found:
            continue
        taken = set(found.values())
        fits = [at for at, key in enumerate(keys) if key and at not in taken and _means(sought, key, wording)]
        if fits:
            found[sought.key] = fits[0]
        if len(fits) > 1:
            clashes.append((sought, fits[0], fits[1]))
    return found, clashes


def _means(sought: Field, key: str, wording: str) -> bool:
    return key in sought.exact if wording == "exact" else any(word in key for word in sought.contains)


def find_header(table: Table, fields: Sequence[Field]) -> int | None:
    """The spreadsheet row whose cells name the most fields, or None when no row names three."""
    best, best_count = None, FEWEST_HEADINGS - 1
    for offset, cells in enumerate(table.rows[:HEADER_WITHIN_ROWS]):
        count = len(guess(cells, fields)[0])
        if count > best_count:
            best, best_count = table.first_row + offset, count
    return best


def choose_table(tables: Sequence[Table], fields: Sequence[Field]) -> Table:
    """The one sheet that holds such a list; raises `Refused` when none does, or several do and a person must choose."""
    filled = [table for table in tables if not all(is_blank(cells) for cells in table.rows)]
    if not filled:
        raise Refused(said("The file holds no data: every sheet is empty."))
    fitting = [table for table in filled if find_header(table, fields) is not None]
    if len(fitting) > 1:
        names = "、".join(table.sheet for table in fitting)
        raise Refused(
            said("Several sheets look like such a list: {sheets}.", sheets=names),
            mend=said("Name the one to read with --sheet."),
            field="sheet",
        )
    if not fitting:
        wanted = "、".join(sought.exact[0] for sought in fields if sought.required)
        raise Refused(
            said("No row of headings was found; this list needs columns like {headings}.", headings=wanted), field="sheet"
        )
    return fitting[0]


def map_columns(
    table: Table,
    fields: Sequence[Field],
    remembered: Callable[[str], Mapping[str, int] | None] = lambda fingerprint: None,
    named: Iterable[tuple[str, str]] = (),
) -> ColumnMap:
    """Which column of `table` means what.

    remembered: gives the columns chosen before for a header's fingerprint. named: (heading, field key) a person gave now;
    they go before everything else. Raises `Refused` when two columns are to be one field, or a required field has no column.
    """
    header = find_header(table, fields)
    if header is None:
        header = _header_named(table, [heading for heading, _ in named])
    headings = tuple(tidy(cell) for cell in table.rows[header - table.first_row])
    bare = ColumnMap(header, headings)
    given = _given(bare, fields, named)
    kept = remembered(bare.fingerprint)
    if kept is not None:
        columns = {key: at for key, at in kept.items() if at < len(headings) and key in {sought.key for sought in fields}}
    else:
        columns, clashes = guess(headings, fields)
        _settle(clashes, given, headings)
    columns = {key: at for key, at in columns.items() if key not in given and at not in given.values()} | given
    return checked(ColumnMap(header, headings, dict(sorted(columns.items(), key=lambda item: item[1]))), fields)


def _header_named(table: Table, wanted: Sequence[str]) -> int:
    keys = {heading_key(heading) for heading in wanted}
    for offset, cells in enumerate(table.rows[:HEADER_WITHIN_ROWS]):
        if keys and keys <= {heading_key(cell) for cell in cells}:
            return table.first_row + offset
    raise Refused(said("No row of headings was found in the first {count} rows.", count=HEADER_WITHIN_ROWS), field="sheet")


def _given(bare: ColumnMap, fields: Sequence[Field], named: Iterable[tuple[str, str]]) -> dict[str, int]:
    known = {sought.key for sought in fields}
    keys = [heading_key(heading) for heading in bare.headings]
    given: dict[str, int] = {}
    for heading, key in named:
        if key not in known:
            raise Refused(said("There is no field {field}; the fields are {fields}.", field=key, fields=", ".join(sorted(known))))
        if heading_key(heading) not in keys:
            raise Refused(
                said("The file has no column {heading}; it has {headings}.", heading=heading, headings="、".join(bare.headings))
            )
        if key in given:
            raise _two_columns(label(key, fields), bare.headings[given[key]], heading)
        given[key] = keys.index(heading_key(heading))
    return given


def _settle(clashes: Iterable[tuple[Field, int, int]], given: Mapping[str, int], headings: Sequence[str]) -> None:
    for sought, first, second in clashes:
        if sought.key not in given and (sought.required or headings[first] != headings[second]):
            raise _two_columns(sought.exact[0], headings[first], headings[second])


def label(key: str, fields: Sequence[Field]) -> str:
    """What people call a field: its first heading."""
    return next((sought.exact[0] for sought in fields if sought.key == key), key)


def _two_columns(field_name: str, first: str, second: str) -> Refused:
    return Refused(
        said("Two columns, {first} and {second}, are both taken for {field}.", first=first, second=second, field=field_name),
        mend=said("Say which one it is with --map HEADING=FIELD."),
        field="mapping",
    )


def checked(mapping: ColumnMap, fields: Sequence[Field]) -> ColumnMap:
    """The mapping itself; raises `Refused` when a required field has no column or one column serves two fields."""
    missing = [sought for sought in fields if sought.required and sought.key not in mapping.columns]
    if missing:
        raise Refused(
            said("No column was found for {headings}.", headings="、".join(sought.exact[0] for sought in missing)),
            mend=said(
                "Say which one it is with --map HEADING=FIELD; FIELD is one of {fields}.",
                fields=", ".join(sought.key for sought in missing),
            ),
            field="mapping",
        )
    taken: dict[int, str] = {}
    for key, at in mapping.columns.items():
        if at in taken:
            raise Refused(
                said(
                    "One column, {heading}, cannot be both {first} and {second}.",
                    heading=mapping.headings[at],
                    first=label(taken[at], fields),
                    second=label(key, fields),
                ),
                field="mapping",
            )
        taken[at] = key
    return mapping


def from_choices(
    header_row: int, headings: Sequence[str], choices: Iterable[tuple[int, str]], fields: Sequence[Field]
) -> ColumnMap:
    """The mapping a person put together, column by column; raises `Refused` when two columns are to be one field."""
    columns: dict[str, int] = {}
    for at, key in choices:
        if key in columns:
            raise _two_columns(label(key, fields), headings[columns[key]], headings[at])
        columns[key] = at
    return checked(ColumnMap(header_row, tuple(headings), columns), fields)


def data_rows(table: Table, mapping: ColumnMap) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(spreadsheet row, cells) under the header, without blank rows, sums and headers repeated on each printed page."""
    for offset in range(mapping.header_row - table.first_row + 1, len(table.rows)):
        cells = table.rows[offset]
        if is_blank(cells) or _is_sum(cells) or _is_header(cells, mapping.headings):
            continue
        yield table.first_row + offset, cells


def _is_header(cells: Sequence[str], headings: Sequence[str]) -> bool:
    return all(tidy(cell) == heading for cell, heading in zip_longest(cells, headings, fillvalue=""))


def _is_sum(cells: Sequence[str]) -> bool:
    first = next(plain(cell) for cell in cells if tidy(cell))
    return SUM_ROW.match(first.replace(" ", "")) is not None
