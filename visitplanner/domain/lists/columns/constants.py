"""What holds for every row of a list: said by a person, or guessed from a title or a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import plain, tidy
from visitplanner.domain.lists.columns.values import ACCOUNT_IN
from visitplanner.domain.lists.tables import Field, Table
from visitplanner.domain.lists.texts import constant_in, year_named

YEARLESS = re.compile(r"\d{1,2}(?:月份?)?|\d{1,2}\s*(?:月|[/.-])\s*\d{1,2}\s*日?")
"""A month or a day that names no year."""
CLASS_NAMED = re.compile(r"(?<!特)高壓(?!以上)|特高壓|(?<![a-z])e?hv(?![a-z])", re.IGNORECASE)
SUFFIX = re.compile(r"\.\w{2,4}$")


def parted(named: Iterable[tuple[str, str]], fields: Sequence[Field]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What a person said of the whole list (`全部:高壓=voltage`), by field key, and of single columns.

    Raises `Refused` for a field that there is not.
    """
    whole: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    known = sorted(field.key for field in fields)
    for heading, key in named:
        text = constant_in(heading)
        if text is None:
            others.append((heading, key))
        elif key not in known:
            raise Refused(said("There is no field {field}; the fields are {fields}.", field=key, fields=", ".join(known)))
        else:
            whole[key] = text
    return whole, others


def guessed(
    table: Table, header_row: int, fields: Sequence[Field], known: Mapping[str, int], samples: Sequence[list[str]]
) -> tuple[dict[str, str], list[Message]]:
    """What the rows above the header, the sheet's or the file's name say of fields without a column, each told as a guess.

    A year is only taken where the months or days of the list have none.
    """
    found: dict[str, str] = {}
    told: list[Message] = []
    for sought in fields:
        named = NAMED.get(sought.titled)
        if named is None or sought.key in known or (sought.titled == "year" and not _yearless(fields, known, samples)):
            continue
        for source in _sources(table, header_row):
            text = named(source)
            if text:
                found[sought.key] = text
                told.append(
                    said(
                        "No column names {field}: by “{source}”, all rows are taken as {value}; is it right?",
                        field=sought.exact[0],
                        source=source,
                        value=text,
                    )
                )
                break
    return found, told


def _sources(table: Table, header_row: int) -> Iterator[str]:
    above = table.rows[: max(header_row - table.first_row, 0)]
    yield from (tidy(cell) for cells in above for cell in cells if tidy(cell))
    if table.sheet != table.source:
        yield table.sheet
    yield SUFFIX.sub("", table.source)


def _yearless(fields: Sequence[Field], known: Mapping[str, int], samples: Sequence[list[str]]) -> bool:
    dates = [known[one.key] for one in fields if one.required and one.holds in ("month", "date") and known.get(one.key, -1) >= 0]
    return any(YEARLESS.fullmatch(text) for at in dates for text in samples[at])


def _class_named(text: str) -> str:
    """The one class of voltage that a text names; a list of both names none."""
    found: Collection[str] = {one.upper() for one in CLASS_NAMED.findall(plain(text))}
    return next(iter(found)) if len(found) == 1 else ""


def _year_named(text: str) -> str:
    year = year_named(text)
    return "" if year is None else str(year)


def _account_named(text: str) -> str:
    found = ACCOUNT_IN.findall(plain(text))
    return str(found[0]) if len(found) == 1 else ""


NAMED: dict[str, Callable[[str], str]] = {"voltage": _class_named, "year": _year_named, "account": _account_named}
