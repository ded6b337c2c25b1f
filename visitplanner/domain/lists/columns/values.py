"""What kind of value a cell holds, told from the value alone: the second witness beside a column's heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.texts import plain
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.columns.visit_words import held_by, says_outcome
from visitplanner.domain.lists.moments import looks_like_day, month_in
from visitplanner.domain.lists.texts import is_error

COMPANY = re.compile(
    r"公司|企業社|工廠|廠$|商行|醫院|大學|學校|中心|農場|飯店|局$|處$|所$|\b(?:co|corp|inc|ltd|company|group)\b", re.I
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"(?=(?:\D*\d){7,15}(?:\D*(?:#|分機|轉|ext\D{0,2})\D*\d{1,6})?\D*$)[\d\-()+\s#、,;/.轉分機ext:*~]+", re.I)
MOBILE_OR_AREA = re.compile(r"\(?(?:\+?886|0\d)")
ADDRESS = re.compile(r".*(?:[縣市區鄉鎮村里路街段巷]).*\d+.*號|.*[縣市].{1,3}[區鄉鎮市].+")
TOWNSHIP = re.compile(r"(?:\S{2}[縣市])?\S{1,3}[區鄉鎮市]")
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s*(?:kwh|kw|瓩|度|元|%|千瓦|仟瓦))?", re.I)
CAPACITY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d+)?\s*(?:[十百千仟萬]?瓩|[kmg]w|千瓦|仟瓦|百萬瓦)?", re.I)
PERSON = re.compile(r"[\u4e00-\u9fff〇·‧ ]{2,6}|[A-Za-z][A-Za-z.\- ]+")
SECTOR = re.compile(r"\d{2,4}(?:\s*\D.*)?")
ACCOUNT = re.compile(r"'?\d{2}-?\d{2}-?\d{4}-?\d{2}-?\d|'?\d{10}")
ACCOUNT_IN = re.compile(r"(?<!\d)\d{2}-?\d{2}-?\d{4}-?\d{2}-?\d(?!\d)")
SAMPLE = 60
"""Filled cells of a column looked at; a list of 10,000 rows tells no more than its first."""


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        try:
            read(text)
        except Refused:
            return False
        return True

    return holds


def _township(text: str) -> bool:
    return TOWNSHIP.fullmatch(text.replace(" ", "")) is not None


def _capacity(text: str) -> bool:
    return CAPACITY.fullmatch(text) is not None or (_reads(cells.contracts_in)(text) and cells.contracts_in(text) is not None)


HOLDS: dict[str, Callable[[str], bool]] = {
    "account": lambda text: ACCOUNT.fullmatch(text.replace(" ", "")) is not None,
    "tax_id": lambda text: re.fullmatch(r"\d{8}", text) is not None and cells.tax_id_holds(text),
    "voltage": _reads(cells.supply),
    "option": _reads(cells.option),
    "kw": _capacity,
    "number": lambda text: NUMBER.fullmatch(text) is not None,
    "date": looks_like_day,
    "month": lambda text: month_in(text) is not None,
    "phone": lambda text: PHONE.fullmatch(text) is not None and MOBILE_OR_AREA.match(text) is not None,
    "email": lambda text: EMAIL.fullmatch(text) is not None,
    "address": lambda text: ADDRESS.match(text) is not None,
    "township": _township,
    "townships": lambda text: all(_township(part) for part in re.split(r"[、,;/\s]+", text) if part),
    "company": lambda text: COMPANY.search(text) is not None,
    "person": lambda text: PERSON.fullmatch(text) is not None,
    "sector": lambda text: SECTOR.fullmatch(text) is not None,
    "outcome": says_outcome,
    "manner": _reads(held_by),
    "rank": lambda text: (
        re.search(
            r"(處長|經理|組長|課長|股長|主管|專員|職員)$|(director|manager|supervisor|staff|section (?:chief|head)|specialist)$",
            text,
            re.I,
        )
        is not None
    ),
    "skill": lambda text: re.fullmatch(r"(業務|電務|business|technical|[、,;/\s及和與])+", text, re.I) is not None,
}
CERTAIN = frozenset(
    {"account", "voltage", "option", "tax_id", "email", "address", "township", "phone", "company", "rank", "skill", "outcome"}
)
"""Kinds that tell what a column means even when its heading does not: few other columns look like them."""


def filled_sample(column: Iterable[str]) -> list[str]:
    """The first filled cells of a column in half-width signs, without dashes and spreadsheet errors."""
    found: list[str] = []
    for text in column:
        shown = plain(text)
        if shown and not cells.is_nothing(shown) and not is_error(shown):
            found.append(shown)
            if len(found) == SAMPLE:
                break
    return found


def share(kind: str, sample: list[str]) -> float:
    """Which part of a sample is of a kind, 0 to 1; 0 for an empty one."""
    test = HOLDS[kind]
    return sum(map(test, sample)) / len(sample) if sample else 0.0
