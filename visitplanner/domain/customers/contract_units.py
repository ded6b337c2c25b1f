"""In which unit a contracted capacity stands: in its cell, its heading, or a line that says so for the whole list."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import plain

UNITS = (
    (Decimal(1_000_000), r"(?<![a-z])gw(?!h)"),
    (Decimal(10_000), r"[萬万]瓩"),
    (Decimal(1_000), r"[千仟]瓩|(?<![a-z])mw(?!h)|百萬瓦|megawatts?"),
    (Decimal(100), r"[百佰]瓩|(?<!\d)100\s*kw(?!h)"),
    (Decimal(10), r"[十拾]瓩|(?<!\d)10\s*kw(?!h)"),
    (Decimal(1), r"瓩|(?<![a-z])kw(?!h)|[千仟]瓦|kilowatts?"),
    (Decimal("0.001"), r"瓦特?(?!時)|(?<![a-z])w(?![a-z])"),
)
"""kW in one of each; 1 瓩 is 1 kW, so 千瓩 is the MW."""
FOREIGN = r"kva|馬力|(?<![a-z])hp(?![a-z])|安培|(?<![a-z])va(?![a-z])"
"""Units that are no power of a contract."""
SAYS_UNIT = re.compile(r"(?:單位|unit).{0,12}", re.IGNORECASE)
KW = Decimal(1)
REMEMBERED = 4096
"""Headings and cells of which the unit is remembered: a list asks for each of its headings once a row."""


@lru_cache(REMEMBERED)
def unit_in(text: str) -> Decimal | None:
    """kW in one of the unit a text names; None when it names none. Raises `Refused` for a unit that is no power."""
    shown = plain(text).casefold()
    if re.search(FOREIGN, shown, re.A):
        raise Refused(said("“{text}” is no unit of a contracted capacity; write it in kW.", text=text))
    return next((factor for factor, words in UNITS if re.search(words, shown, re.A)), None)


def unit_said(lines: list[str]) -> Decimal | None:
    """The unit that a line beside the list gives for all of it (`單位：千瓩`); None when none does."""
    for line in lines:
        for part in SAYS_UNIT.findall(plain(line)):
            try:
                factor = unit_in(part)
            except Refused:
                continue
            if factor is not None:
                return factor
    return None
