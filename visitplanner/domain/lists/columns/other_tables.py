"""Where below a list, on the same sheet, another table begins: a count by district, a legend."""

from __future__ import annotations

from visitplanner.domain.core.texts import tidy
from visitplanner.domain.lists.columns.values import ACCOUNT
from visitplanner.domain.lists.tables import ColumnMap, Table, is_blank


def other_table(table: Table, mapping: ColumnMap, key: str) -> int | None:
    """The row where, below a blank one, another table begins: headings without a figure, and no account anywhere below."""
    first = mapping.header_row - table.first_row + 1
    if key != "account":
        return None
    last = next(
        (at for at in range(len(table.rows) - 1, first - 1, -1) if any(ACCOUNT.fullmatch(tidy(cell)) for cell in table.rows[at])),
        None,
    )
    if last is None:
        return None
    for at in range(last + 2, len(table.rows) - 1):
        names = [tidy(cell) for cell in table.rows[at] if tidy(cell)]
        figures = any(sign.isdecimal() for name in names for sign in name)
        if len(names) > 1 and not figures and is_blank(table.rows[at - 1]) and not is_blank(table.rows[at + 1]):
            return table.first_row + at
    return None
