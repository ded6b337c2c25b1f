"""What a table is and which of its columns hold what: by headings, and by the values below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import tidy
from visitplanner.domain.lists.columns.constants import guessed, parted
from visitplanner.domain.lists.columns.values import ACCOUNT, CERTAIN, filled_sample, share
from visitplanner.domain.lists.tables import ColumnMap, Field, Table, is_blank, letters
from visitplanner.domain.lists.texts import heading_key, is_added

HEADER_WITHIN_ROWS = 60
"""How far down a header is looked for; above it stand titles, dates and remarks."""
FEWEST_HEADINGS = 3
ROWS_LOOKED_AT = 200
"""Rows below a header whose values help to tell what a column means."""
SUGGESTED = 0.5
"""At least this part of a column's filled cells must be of the kind its heading merely suggests."""
CERTAINLY = 0.8
"""At least this part, when the heading says nothing."""
UNIT = re.compile(r"(?<![a-z])[km]w(?![a-z])|瓩|千瓦|仟瓦|百萬瓦", re.IGNORECASE)
EXTRA = ("notes",)
"""Fields that several columns may hold: their texts join under their headings."""

Clash = tuple[Field, int, int]


def guess(
    headings: Sequence[str], fields: Sequence[Field], samples: Sequence[list[str]] | None = None
) -> tuple[dict[str, int], list[Clash]]:
    """The columns that mean a field, and the fields that two columns could equally well be.

    samples: filled cells of each column; they decide where a heading only suggests a meaning, or says nothing.
    """
    keys = [heading_key(heading) for heading in headings]
    found: dict[str, int] = {}
    clashes: list[Clash] = []
    for suggested in (False, True):
        for sought in fields:
            if sought.key in found:
                continue
            taken = set(found.values())
            fits = [at for at, key in enumerate(keys) if key and at not in taken and _means(sought, key, suggested)]
            fits = _fitting(sought, fits, samples, suggested)
            if fits:
                found[sought.key] = fits[0]
            if len(fits) > 1:
                clashes.append((sought, fits[0], fits[1]))
    return found, clashes


def _means(sought: Field, key: str, suggested: bool) -> bool:
    if not suggested:
        return key in sought.exact
    return any(re.search(word, key) for word in sought.contains) and not any(re.search(word, key) for word in sought.without)


def _fitting(sought: Field, fits: list[int], samples: Sequence[list[str]] | None, suggested: bool) -> list[int]:
    """The columns that hold what the field is made of. A whole heading counts even over strange values, unless two bear it."""
    if samples is None or not sought.holds or not (suggested or len(fits) > 1):
        return fits
    good = [at for at in fits if not samples[at] or share(sought.holds, samples[at]) >= SUGGESTED]
    filled = [at for at in good if samples[at]]
    if suggested:
        return filled or good
    return filled or good or fits


def by_values(fields: Sequence[Field], found: Mapping[str, int], samples: Sequence[list[str]]) -> dict[str, int]:
    """Further fields known by their columns' values alone: the one free column that certainly holds such values."""
    told: dict[str, int] = {}
    for sought in fields:
        if sought.holds not in CERTAIN or sought.key in found or sought.key.endswith("_2") or sought.key == "mobile":
            continue
        taken = {*found.values(), *told.values()}
        fits = [
            at
            for at, sample in enumerate(samples)
            if at not in taken and len(sample) > 1 and share(sought.holds, sample) >= CERTAINLY
        ]
        if len(fits) == 1:
            told[sought.key] = fits[0]
    return told


def by_unit(
    fields: Sequence[Field], found: Mapping[str, int], headings: Sequence[str], samples: Sequence[list[str]]
) -> dict[str, int]:
    """The required capacity, known by the kW in its heading or cells: the one free column of such numbers."""
    sought = next((one for one in fields if one.holds == "kw" and one.required and one.key not in found), None)
    if sought is None:
        return {}
    taken = set(found.values())
    fits = [
        at
        for at, sample in enumerate(samples)
        if at not in taken
        and share("kw", sample) >= CERTAINLY
        and (UNIT.search(headings[at]) or all(UNIT.search(cell) for cell in sample))
        and not any(re.search(word, heading_key(headings[at])) for word in sought.without)
    ]
    return {sought.key: fits[0]} if len(fits) == 1 else {}


def find_header(table: Table, fields: Sequence[Field]) -> int | None:
    """The spreadsheet row whose cells, alone or with the row above, name the most fields.

    None when no row names three, or two that are all the list needs.
    """
    found = _header(table, fields)
    return found[0] if found else None


def _header(table: Table, fields: Sequence[Field]) -> tuple[int, tuple[str, ...]] | None:
    best: tuple[int, tuple[str, ...]] | None = None
    best_count = FEWEST_HEADINGS - 2
    required = {field.key for field in fields if field.required}
    above: tuple[str, ...] = ()
    for offset, cells in enumerate(table.rows[:HEADER_WITHIN_ROWS]):
        alone = tuple(tidy(cell) for cell in cells)
        for headings in (alone, _joined(above, alone)) if above and not _is_title(above) and not _holds_data(alone) else (alone,):
            found = guess(headings, fields)[0]
            count = len(found)
            if count > best_count and (count >= FEWEST_HEADINGS or (required and required <= found.keys())):
                best, best_count = (table.first_row + offset, headings), count
        above = alone
    return best


def _is_title(cells: Sequence[str]) -> bool:
    """One text that begins above the first column stands over the whole list, not over columns of it."""
    return bool(cells[0]) and len({cell for cell in cells if cell}) == 1


def _holds_data(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    figures = sum(1 for cell in filled if any(sign.isdecimal() for sign in cell))
    return not filled or figures * 2 > len(filled) or any(ACCOUNT.fullmatch(cell) for cell in filled)


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Two rows of headings as one; a heading above stands over all filled cells below it until the next one begins."""
    headings: list[str] = []
    over = ""
    for at in range(max(len(above), len(below))):
        upper = above[at] if at < len(above) else ""
        lower = below[at] if at < len(below) else ""
        over = upper if upper or not lower else over
        headings.append(upper if not lower else lower if over in ("", lower) else f"{over} {lower}")
        over = over if lower else ""
    return tuple(headings)


def headed(table: Table, fields: Sequence[Field], named: Iterable[str] = ()) -> tuple[Table, int]:
    """The table with its headings in one row, and that row's number in the spreadsheet.

    Headings over two rows are joined; a table that has none, but certainly holds accounts, gets a row of column letters.
    named: headings a person gave, for a table in which none is known. Raises `Refused` when there are no headings.
    """
    found = _header(table, fields)
    if found is not None:
        row, headings = found
        rows = list(table.rows)
        rows[row - table.first_row] = headings
        return replace(table, rows=tuple(rows)), row
    keys = {heading_key(heading) for heading in named}
    for offset, cells in enumerate(table.rows[:HEADER_WITHIN_ROWS]):
        if keys and keys <= {heading_key(cell) for cell in cells}:
            return table, table.first_row + offset
    row = _above_the_values(table)
    if row is None:
        raise Refused(said("No row of headings was found in the first {count} rows.", count=HEADER_WITHIN_ROWS), field="sheet")
    if row >= table.first_row and not is_blank(table.rows[row - table.first_row]):
        return table, row
    width = max(len(cells) for cells in table.rows)
    lettered = tuple(letters(at) for at in range(width))
    return replace(table, rows=(lettered, *table.rows[row + 1 - table.first_row :]), first_row=row), row


def _above_the_values(table: Table) -> int | None:
    """The row above the first one with an account number, when several rows have one in the same column."""
    first: dict[int, int] = {}
    count: dict[int, int] = {}
    for offset, cells in enumerate(table.rows[:ROWS_LOOKED_AT]):
        for at, cell in enumerate(cells):
            if cell and ACCOUNT.fullmatch(tidy(cell)):
                first.setdefault(at, offset)
                count[at] = count.get(at, 0) + 1
    column = max(count, key=lambda at: count[at], default=None)
    if column is None or count[column] < 2:
        return None
    return table.first_row + first[column] - 1


def choose_table(tables: Sequence[Table], fields: Sequence[Field]) -> Table:
    """The one sheet that holds such a list; raises `Refused` when none does, or several do and a person must choose."""
    filled = [table for table in tables if not all(is_blank(cells) for cells in table.rows)]
    if not filled:
        raise Refused(said("The file holds no data: every sheet is empty."))
    fitting = [table for table in filled if find_header(table, fields) is not None]
    if not fitting and any(field.holds == "account" for field in fields):
        fitting = [table for table in filled if _above_the_values(table) is not None]
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


def samples_of(table: Table, header_row: int, width: int) -> list[list[str]]:
    """Filled cells of each column below the header, headings repeated on a printed page left out."""
    header = tuple(tidy(cell) for cell in table.rows[header_row - table.first_row])
    below = [
        cells
        for cells in table.rows[header_row - table.first_row + 1 :][:ROWS_LOOKED_AT]
        if tuple(tidy(cell) for cell in cells) != header
    ]
    return [filled_sample(cells[at] for cells in below if at < len(cells)) for at in range(width)]


def map_columns(
    table: Table,
    fields: Sequence[Field],
    remembered: Callable[[str], Mapping[str, int] | None] = lambda fingerprint: None,
    named: Iterable[tuple[str, str]] = (),
) -> ColumnMap:
    """Which column of `table`, as `headed` gives it, means what.

    remembered: gives the columns chosen before for a header's fingerprint. named: (heading, field key) a person gave now;
    they go before everything else; a heading `全部:…` is what holds for all rows. Raises `Refused` when two columns are to be one
    field, or a required field has neither.
    """
    whole, named = parted(named, fields)
    table, header = headed(table, fields, [heading for heading, _ in named])
    headings = tuple(tidy(cell) for cell in table.rows[header - table.first_row])
    bare = ColumnMap(header, headings)
    given = _given(bare, fields, named)
    kept = remembered(bare.fingerprint)
    told: list[Message] = []
    samples = samples_of(table, header, len(headings))
    if kept is not None:
        columns = {key: at for key, at in kept.items() if at < len(headings) and _plain_key(key) in {one.key for one in fields}}
    else:
        columns, clashes = guess(headings, fields, samples)
        _settle(clashes, {**given, **dict.fromkeys(whole, -1)}, headings)
        columns = {key: at for key, at in columns.items() if key not in whole}
        known = {**columns, **given, **dict.fromkeys(whole, -1)}
        further = by_values(fields, known, samples)
        further |= by_unit(fields, {**known, **further}, headings, samples)
        columns |= further
        _add_notes(columns, headings, {*given.values()}, fields)
        told += [_told(headings[at] or letters(at), label(key, fields)) for key, at in further.items()]
    columns = {key: at for key, at in _with_given(columns, given).items() if key not in whole}
    by_title, of_titles = guessed(table, header, fields, {**columns, **dict.fromkeys(whole, -1)}, samples)
    in_order = dict(sorted(columns.items(), key=lambda item: item[1]))
    return checked(ColumnMap(header, headings, in_order, (*told, *of_titles), {**by_title, **whole}), fields)


def _add_notes(columns: dict[str, int], headings: Sequence[str], given: set[int], fields: Sequence[Field]) -> None:
    """Further columns headed as notes, or as a list of refused rows heads them, join the notes."""
    for sought in fields:
        if sought.key not in EXTRA:
            continue
        for at, heading in enumerate(headings):
            if at not in given and at not in columns.values() and (heading_key(heading) in sought.exact or is_added(heading)):
                columns[free_key(sought.key, columns)] = at


def _told(heading: str, field_name: str) -> Message:
    return said("The column {heading} is taken for {field} by what it holds.", heading=heading, field=field_name)


def _plain_key(key: str) -> str:
    return key.partition(".")[0]


def _with_given(columns: Mapping[str, int], given: Mapping[str, int]) -> dict[str, int]:
    """The guessed columns under those a person named; a further column for the notes joins the one that is there."""
    joined = dict(given)
    for key, at in columns.items():
        if at in given.values():
            continue
        if key not in joined:
            joined[key] = at
        elif key in EXTRA:
            joined[free_key(key, joined)] = joined[key]
            joined[key] = at
    return joined


def free_key(key: str, columns: Mapping[str, int]) -> str:
    """The key under which a further column of a field goes; `notes.2` beside notes, the field's own key otherwise."""
    if key not in columns or key not in EXTRA:
        return key
    return next(place for number in range(2, 999) if (place := f"{key}.{number}") not in columns)


def _given(bare: ColumnMap, fields: Sequence[Field], named: Iterable[tuple[str, str]]) -> dict[str, int]:
    known = {sought.key for sought in fields}
    keys = [heading_key(heading) for heading in bare.headings]
    given: dict[str, int] = {}
    for heading, key in named:
        if key not in known:
            raise Refused(said("There is no field {field}; the fields are {fields}.", field=key, fields=", ".join(sorted(known))))
        column = _column_named(heading, bare.headings, keys)
        if key in given and key not in EXTRA:
            raise _two_columns(label(key, fields), bare.headings[given[key]], heading)
        given[free_key(key, given)] = column
    return given


def _column_named(heading: str, headings: Sequence[str], keys: Sequence[str]) -> int:
    """A column by its heading or its letter."""
    if heading_key(heading) in keys:
        return keys.index(heading_key(heading))
    by_letter = {letters(at): at for at in range(len(headings))}
    if heading.strip().upper() in by_letter:
        return by_letter[heading.strip().upper()]
    raise Refused(said("The file has no column {heading}; it has {headings}.", heading=heading, headings="、".join(headings)))


def _settle(clashes: Iterable[Clash], given: Mapping[str, int], headings: Sequence[str]) -> None:
    for sought, first, second in clashes:
        if sought.key not in given and (sought.required or (sought.asks and headings[first] != headings[second])):
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
    missing = [sought for sought in fields if sought.required and not mapping.gives(sought.key)]
    if missing:
        raise Refused(
            said("No column was found for {headings}.", headings="、".join(sought.exact[0] for sought in missing)),
            mend=said(
                "Say which one it is with --map HEADING=FIELD, or with --map all:VALUE=FIELD what holds for all rows; FIELD is "
                "one of {fields}.",
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
