"""Readings with a column for each month, as a year is kept in a spreadsheet: turned into a row for each month.

What the figures are is told by the months' headings, a row below them, a column of items, or the title; else it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.lists.columns.reading_words import READING_FIELDS
from visitplanner.domain.lists.columns.recognition import HEADER_WITHIN_ROWS, guess, label
from visitplanner.domain.lists.columns.values import ACCOUNT, NUMBER
from visitplanner.domain.lists.moments import NAMED_MONTH, month_in
from visitplanner.domain.lists.tables import Table, letters
from visitplanner.domain.lists.texts import SUM_ROW, heading_key

UNITS: dict[str, dict[str, int]] = {
    "kwh_": {"mwh": 1000, "百萬度": 1_000_000, "萬度": 10_000, "千度": 1000, "仟度": 1000, "gwh": 1_000_000},
    "kw_": {"mw": 1000},
    "amount": {"百萬元": 1_000_000, "萬元": 10_000, "千元": 1000, "仟元": 1000},
}
"""By the beginning of a field's key: what a unit in its heading is worth in kWh, kW or NT$; without one, one."""
MONTH_HEADING = re.compile(
    r"(?:1[0-2]|0?[1-9])月份?|(?:十[一二]?|[一二三四五六七八九])月份?"
    r"|(?:民國)?\d{3,4}(?:年度?|[./-])(?:1[0-2]|0?[1-9])(?![\d./-]|月\d)月?份?"
)
BARE_MONTH = re.compile(r"\d{5,6}|(?:20|19)\d\d-\d\d-01")
NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
YEAR = re.compile(r"(?:民國)?(\d{2,3}|20\d\d)(?=\s*年)")
FEWEST_SIDE_BY_SIDE = 3
FIGURES = ("kwh_", "kw_", "power_factor", "amount")
TITLE_FIGURES = ("kwh_total", "kw_highest", "power_factor", "amount")


@dataclass(frozen=True, slots=True)
class _Month:
    """A column of figures. month: `2025-03`, or the number of a month whose year is not in its heading. item: what they are."""

    at: int
    month: str
    item: str


def month_rows(table: Table, figure: str = "") -> Table:
    """The table with a row for each month where the months stand side by side, else the table itself.

    figure: the field a person says the figures are, where the table does not say it itself. Raises `Refused` where nothing says
    what the figures are, or of which year the months are.
    """
    found = _side_by_side(table)
    return table if found is None else _Turning(table, *found, figure).table()


def _side_by_side(table: Table) -> tuple[int, list[_Month]] | None:
    """The offset of the row of months, and the months."""
    for offset, cells in enumerate(table.rows[:HEADER_WITHIN_ROWS]):
        found = _months(cells)
        if len({one.month for one in found}) >= FEWEST_SIDE_BY_SIDE:
            return offset, found
    return None


def figure_given(table: Table, named: Iterable[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """The field of a reading that a person gave to one of the months' columns (empty when to none), and what was given to others.

    named: (heading or letter, field key).
    """
    months = _side_by_side(table)
    if months is None:
        return "", list(named)
    cells = table.rows[months[0]]
    names = {name for one in months[1] for name in (heading_key(cells[one.at]), heading_key(letters(one.at)))}
    figure, others = "", list[tuple[str, str]]()
    for heading, key in named:
        if heading_key(heading) not in names:
            others.append((heading, key))
        elif key.startswith(FIGURES):
            figure = figure or key
    return figure, others


def _months(cells: Sequence[str]) -> list[_Month]:
    """The cells of a row that name months: bare numbers (11401, 11402) only when they follow on."""
    shown = [plain(cell).replace(" ", "") for cell in cells]
    if any(ACCOUNT.fullmatch(text) for text in shown):
        return []
    worded = [one for at, text in enumerate(shown) if (one := _worded(at, text)) is not None]
    if worded:
        return worded
    bare = [(at, found) for at, text in enumerate(shown) if BARE_MONTH.fullmatch(text) and (found := month_in(text)) is not None]
    follow = all((two.year - one.year) * 12 + two.month - one.month == 1 for (_, one), (_, two) in pairwise(bare))
    return [_Month(at, f"{month:%Y-%m}", "") for at, month in bare] if follow else []


def _worded(at: int, text: str) -> _Month | None:
    if text[-1:].isalnum() and NAMED_MONTH.fullmatch(text) and (named := month_in(text)) is not None:
        return _Month(at, f"{named:%Y-%m}", "")
    found = MONTH_HEADING.match(text)
    if found is None:
        return None
    item = re.sub(r"^[\s(（:：_/-]+|[)）]+$", "", text[found.end() :])
    words = found[0].replace("年度", "年").removesuffix("份")
    month = month_in(words)
    if month is not None:
        return _Month(at, f"{month:%Y-%m}", item)
    name = words.removesuffix("月")
    return _Month(at, str(NUMERALS.get(name) or int(name)), item)


def figure_of(item: str) -> str | None:
    """The field an item's name means (用電度數, 尖峰最高需量, 電費, kW); None for anything that is no figure of a reading."""
    found = guess((item,), READING_FIELDS)[0] if item else {}
    return next((key for key in found if key.startswith(FIGURES)), None)


class _Turning:
    """One table being turned. header: the offset of the row of months."""

    def __init__(self, table: Table, header: int, months: Sequence[_Month], figure: str) -> None:
        self._table, self._header = table, header
        width = max(map(len, table.rows))
        self._first = header + 1
        self._items = self._below(months, width)
        if self._items:
            self._first += 1
        months = self._items or months
        months_at = {one.at for one in months}
        self._ids = [at for at in range(width) if at not in months_at]
        self._item_at = None if any(one.item for one in months) else self._item_column(months_at)
        if self._item_at is not None:
            self._ids.remove(self._item_at)
        elif not any(one.item for one in months):
            named = self._with_unit(figure) if figure else self._named_above(months)
            months = [replace(one, item=named) for one in months]
        self._columns = self._with_year(months)

    def table(self) -> Table:
        """The rows above as they are, one row of headings, a row for each month; sums and notes as they are."""
        table, first = self._table, self._table.first_row
        items = list(dict.fromkeys(self._all_items()))
        headings = [*self._id_headings(), "年月", *items]
        rows: list[tuple[str, ...]] = [*table.rows[: self._header], tuple(headings)]
        lines = [*range(first, first + self._header), first + self._header]
        unread: dict[tuple[int, int], str] = {}
        for offsets in self._groups():
            for line, figures, places in self._of_group(offsets, items):
                for at, place in places.items():
                    if place in table.unread:
                        unread[first + len(rows), at] = table.unread[place]
                rows.append(tuple(figures))
                lines.append(first + line)
        months = self._columns
        told = said(
            "The months stand side by side ({first} to {last}); each was made a row of its own.",
            first=months[0].month,
            last=months[-1].month,
        )
        return replace(
            table, rows=tuple(rows), unread=unread, merged=frozenset(), told=(*table.told, told), file_rows=tuple(lines)
        )

    def _below(self, months: Sequence[_Month], width: int) -> list[_Month]:
        """Months over a second row of headings that says what each column is; a month stands over all up to the next."""
        if self._first >= len(self._table.rows):
            return []
        below = [plain(cell) for cell in self._table.rows[self._first]]
        above = self._table.rows[self._header]
        found = list[_Month]()
        for one, until in zip(months, [*(month.at for month in months[1:]), width], strict=True):
            for at in range(one.at, until):
                blank = at == one.at or not (at < len(above) and tidy(above[at]))
                if blank and at < len(below) and below[at] and not NUMBER.fullmatch(below[at]):
                    found.append(_Month(at, one.month, below[at]))
        return found if len(found) >= len(months) and any(figure_of(one.item) for one in found) else []

    def _item_column(self, months_at: set[int]) -> int | None:
        """The column that says in each row what its figures are."""
        below = self._table.rows[self._first :]
        for at in self._ids:
            texts = [tidy(cells[at]) for cells in below if at < len(cells) and tidy(cells[at])]
            known = sum(figure_of(text) is not None for text in texts)
            if known and known * 2 > len(texts):
                return at
        return None

    def _titles(self) -> str:
        return " ".join(plain(cell) for cells in self._table.rows[: self._header] for cell in cells)

    def _named_above(self, months: Sequence[_Month]) -> str:
        """What the figures are by the rows above the months, with the unit they state."""
        titles = self._titles()
        by_key = {one.key: one for one in READING_FIELDS}
        fits = [
            key
            for key in TITLE_FIGURES
            if any(re.search(word, titles) for word in (*by_key[key].contains, *by_key[key].exact[:1]))
        ]
        if len(fits) != 1:
            values = {"row": self._table.first_row + self._header, "first": months[0].month, "last": months[-1].month}
            raise Refused(
                said("Row {row}: nothing says what the figures below {first} to {last} are.", **values),
                mend=said(
                    "Give one month's column its meaning (--map {month}=kwh_total), or write 用電度數, 最高需量 or 電費 above "
                    "the table, behind the months or in a column 項目.",
                    month=tidy(self._table.rows[self._header][months[0].at]),
                ),
                field="sheet",
            )
        return self._with_unit(fits[0])

    def _with_unit(self, key: str) -> str:
        """The heading of a field, with the unit that the rows above the months state."""
        units = [word for begin, words in UNITS.items() if key.startswith(begin) for word in words]
        unit = next((word for word in units if word in self._titles().casefold()), "")
        return label(key, READING_FIELDS) + (f"({unit})" if unit else "")

    def _with_year(self, months: Sequence[_Month]) -> list[_Month]:
        """The months with the year of the title, where their headings have none and no column has it."""
        if all("-" in one.month for one in months) or "year" in guess(self._id_headings(), READING_FIELDS)[0]:
            return list(months)
        years = {found[1] for found in YEAR.finditer(self._titles())}
        numbers = [int(one.month) for one in months if "-" not in one.month]
        if len(years) != 1 or any(two < one for one, two in pairwise(numbers)):
            values = {"row": self._table.first_row + self._header}
            raise Refused(
                said("Row {row}: the months have no year.", **values),
                mend=said("Write the year with each month (114/01), in a column 年度 or above the table (114年)."),
                field="sheet",
            )
        year = years.pop()
        return [one if "-" in one.month else replace(one, month=f"{year}/{int(one.month):02}") for one in months]

    def _id_headings(self) -> list[str]:
        rows = self._table.rows[self._header : self._first]
        return [next((cells[at] for cells in rows if at < len(cells) and tidy(cells[at])), "") for at in self._ids]

    def _all_items(self) -> Iterator[str]:
        if self._item_at is None:
            yield from (one.item for one in self._columns)
            return
        for cells in self._table.rows[self._first :]:
            if self._item_at < len(cells) and figure_of(tidy(cells[self._item_at])):
                yield tidy(cells[self._item_at])

    def _groups(self) -> Iterator[list[int]]:
        """Offsets of rows that are months of one customer together: those of one item each, up to the next customer."""
        group: list[int] = []
        before: list[str] = []
        for offset in range(self._first, len(self._table.rows)):
            cells = self._table.rows[offset]
            whose = [tidy(cells[at]) if at < len(cells) else "" for at in self._ids]
            if group and (self._item_at is None or not (whose == before or not any(whose)) or not self._item(offset)):
                yield group
                group = []
            before = whose if any(whose) or not group else before
            group.append(offset)
        if group:
            yield group

    def _item(self, offset: int) -> str:
        cells = self._table.rows[offset]
        text = tidy(cells[self._item_at]) if self._item_at is not None and self._item_at < len(cells) else ""
        return text if figure_of(text) else ""

    def _of_group(
        self, offsets: Sequence[int], items: Sequence[str]
    ) -> Iterator[tuple[int, list[str], dict[int, tuple[int, int]]]]:
        """The rows of a customer: offset in the file, cells, and where each filled figure stood (row, column)."""
        cells = self._table.rows[offsets[0]]
        whose = [cells[at] if at < len(cells) else "" for at in self._ids]
        if self._item_at is not None and not self._item(offsets[0]):
            yield offsets[0], list(cells), {}
            return
        behind = len(whose) + 1
        by_month: dict[str, tuple[list[str], dict[int, tuple[int, int]]]] = {}
        for offset in offsets:
            row = self._table.rows[offset]
            for one in self._columns:
                if one.at >= len(row) or not tidy(row[one.at]):
                    continue
                figures, places = by_month.setdefault(one.month, ([""] * len(items), {}))
                at = items.index(self._item(offset) or one.item)
                figures[at] = row[one.at]
                places[behind + at] = (self._table.first_row + offset, one.at)
        first = next((tidy(cell) for cell in cells if tidy(cell)), "")
        if not by_month or SUM_ROW.match(first.replace(" ", "")):
            yield offsets[0], whose, {}
            return
        for month, (figures, places) in by_month.items():
            yield offsets[0], [*whose, month, *figures], places
