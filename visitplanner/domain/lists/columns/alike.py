"""Several sheets of one list (a year, a month, a voltage each) taken together, where all have the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import tidy
from visitplanner.domain.lists.columns.constants import guessed
from visitplanner.domain.lists.columns.recognition import find_header, guess, headed, label, samples_of
from visitplanner.domain.lists.tables import Field, Table
from visitplanner.domain.lists.texts import heading_key, year_named


def together(tables: Sequence[Table], fields: Sequence[Field], named: Iterable[str] = ()) -> Table | None:
    """One table of all sheets that hold such a list; None unless there are several and their headings are the same.

    What a sheet's name or title says of its rows (year, voltage, 電號) gets a column of its own. Sheets of several years are
    not one list where the list knows no year: who left since would come in again. named: headings a person gave.
    """
    fitting = [table for table in tables if find_header(table, fields) is not None]
    if len(fitting) < 2 or (_of_years(fitting) and not any(field.titled == "year" for field in fields)):
        return None
    heads = [headed(table, fields, named) for table in fitting]
    names = [tuple(tidy(cell) for cell in table.rows[row - table.first_row]) for table, row in heads]
    keys = [_keys(headings) for headings in names]
    if any(one != keys[0] for one in keys):
        return None
    width = len(keys[0])
    parts = [(table, row, *_said_of(table, row, headings, fields)) for (table, row), headings in zip(heads, names, strict=True)]
    further = [field.key for field in fields if any(field.key in constants for _, _, constants, _ in parts)]
    return _joined(parts, names[0][:width], further, fields)


def _of_years(tables: Sequence[Table]) -> bool:
    return sum(year_named(table.sheet) is not None for table in tables) > 1


def _keys(headings: Sequence[str]) -> tuple[str, ...]:
    keys = [heading_key(heading) for heading in headings]
    while keys and not keys[-1]:
        keys.pop()
    return tuple(keys)


def _said_of(
    table: Table, row: int, headings: Sequence[str], fields: Sequence[Field]
) -> tuple[Mapping[str, str], tuple[Message, ...]]:
    samples = samples_of(table, row, len(headings))
    try:
        constants, told = guessed(table, row, fields, guess(headings, fields, samples)[0], samples)
    except Refused:
        return {}, ()
    return constants, tuple(told)


def _joined(
    parts: Sequence[tuple[Table, int, Mapping[str, str], tuple[Message, ...]]],
    headings: Sequence[str],
    further: Sequence[str],
    fields: Sequence[Field],
) -> Table:
    width = len(headings)
    rows: list[tuple[str, ...]] = [(*headings, *(label(key, fields) for key in further))]
    file_rows, sheets = [parts[0][1]], [parts[0][0].sheet]
    unread: dict[tuple[int, int], str] = {}
    merged: set[tuple[int, int]] = set()
    for table, header, constants, _ in parts:
        values = [constants.get(key, "") for key in further]
        shift = len(rows) - header
        for at, cells in enumerate(table.rows[header - table.first_row + 1 :], header + 1):
            filled = any(tidy(cell) for cell in cells)
            beyond = cells[width:]
            rows.append((*cells[:width], *[""] * (width - len(cells)), *(values if filled else ()), *beyond))
            file_rows.append(table.file_row(at))
            sheets.append(table.sheet)
        unread |= {(row + shift, column): kind for (row, column), kind in table.unread.items() if row > header}
        merged |= {(row + shift, column) for row, column in table.merged if row > header}
    names = "、".join(table.sheet for table, *_ in parts)
    told = said("The sheets {sheets} have the same columns and are read together; to read one alone: --sheet.", sheets=names)
    others = [one for table, _, _, guesses in parts for one in (*table.told, *guesses)]
    others = list({str(one): one for one in others}.values())
    return Table(
        names, tuple(rows), 1, parts[0][0].source, unread, frozenset(merged), (told, *others), tuple(file_rows), tuple(sheets)
    )
