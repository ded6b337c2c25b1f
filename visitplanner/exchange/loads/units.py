"""Units of a load: read from a heading, from a line above the table or from the cells; never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.loads.loads import Unit

WORDS = (
    (
        Unit.KWH,
        r"kwh|kw[-·. ]h(?:r|our)?s?\b|"
        r"(?<![千仟])(?:瓩時|瓩小時)|千瓦時|千瓦小時|仟瓦時|仟瓦小時|(?<![千仟])度(?:數)?(?=$|[)\]\s])|用電度",
    ),
    (Unit.MWH, r"mwh|百萬瓦時|千度|仟度|千瓩時|仟瓩時"),
    (Unit.WH, r"(?<![a-z])wh(?![a-z])|(?<![千仟萬])瓦(?:小)?時"),
    (Unit.KW, r"kw(?![a-z])|(?<![千仟])瓩(?!時|小時)|(?:千|仟)瓦(?!時|小時)"),
    (Unit.MW, r"(?<![a-z])mw(?![a-z])|百萬瓦(?!時)|(?:千|仟)瓩(?!時|小時)"),
    (Unit.W, r"(?<![a-z])w(?![a-z])|(?<![a-z])watts?(?![a-z])|(?<![千仟萬])瓦(?!時|小時)"),
)
ABOVE = re.compile(r"單位|unit", re.IGNORECASE)
MANIFOLD = re.compile(
    r"[十百萬]\s*(?:瓩|度|千瓦|仟瓦|kwh?)|(?:瓩|度|千瓦|仟瓦|kwh?|mwh?)\W{0,2}\s*[x×*]\s*\d+|[x×*]\s*\d+\s*(?:瓩|度|kwh?)",
    re.IGNORECASE,
)
"""A unit that is a multiple of one: 百瓩, 萬度, kW x10."""
BEHIND = re.compile(r"^\s*[+-]?[\d.,]+\s*(kwh|mwh|wh|kw|mw|w|瓩|千瓦|仟瓦|度)\s*$", re.IGNORECASE)


def units_in(text: str) -> set[Unit]:
    """The units a heading names: `Power (W)`, `Usage_kWh`, `用電量(度)`; empty when it names none."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("_", " ").replace("\n", " ")
    found = {unit for unit, words in WORDS if re.search(words, plain)}
    if "需量" in plain and not found & {Unit.KW, Unit.MW, Unit.W}:
        found.add(Unit.KW)
    if Unit.KW in found and Unit.KWH in found and not re.search(r"kw(?!h|[-·. ]h)", plain) and "需量" not in plain:
        found.discard(Unit.KW)
    return found


def unit_above(rows: Iterable[Sequence[str]]) -> Unit | None:
    """The unit a line above the table states (`單位：kW`)."""
    for row in rows:
        line = " ".join(row)
        if ABOVE.search(line):
            refuse_manifold(line)
            found = units_in(line)
            if len(found) == 1:
                return found.pop()
    return None


CONTRACT = re.compile(r"契約|contract", re.IGNORECASE)
"""A line above the table that is about the contract: its kW says nothing of the values."""


def unit_in_brackets(rows: Iterable[Sequence[str]]) -> Unit | None:
    """The unit that a title above the table has in brackets (`114年7月用電(kW)`)."""
    for row in rows:
        if CONTRACT.search(" ".join(row)):
            continue
        for part in re.findall(r"\(([^()]{1,12})\)", unicodedata.normalize("NFKC", " ".join(row))):
            refuse_manifold(part)
            found = units_in(part)
            if len(found) == 1:
                return found.pop()
    return None


def without_units(column: list[str], name: str) -> tuple[list[str], Unit | None]:
    """A column's texts without a unit behind the numbers, and that unit; Refused when the cells name several."""
    sample = next((text for text in column if text.strip()), "")
    if not (sample and BEHIND.match(unicodedata.normalize("NFKC", sample))):
        return column, None
    bare: list[str] = []
    named: set[Unit] = set()
    for text in column:
        found = BEHIND.match(unicodedata.normalize("NFKC", text))
        if found:
            named |= units_in(found[1])
            text = text[: len(text.rstrip()) - len(found[1])]
        bare.append(text)
    if len(named) != 1:
        raise Refused(
            said("The cells of the column {column} name several units.", column=name),
            mend=said("Write all numbers of the column in one unit."),
        )
    return bare, named.pop()


def refuse_manifold(text: str) -> None:
    """Refused when a heading or a line above the table names a multiple of a unit, which would be taken for the unit itself."""
    found = MANIFOLD.search(unicodedata.normalize("NFKC", text))
    if found:
        raise Refused(
            said("{text} names a multiple of a unit: {unit}.", text=text.strip(), unit=found[0].strip()),
            mend=said("Write the values in W, kW, MW, Wh, kWh or MWh, and this unit into the heading."),
            field="unit",
        )


def settled(heading: str, in_heading: set[Unit], in_cells: Unit | None, above: Unit | None, chosen: Unit | None) -> Unit:
    """The one unit of a column; Refused when nothing tells it, or two witnesses disagree."""
    if chosen is not None:
        return chosen
    refuse_manifold(heading)
    if in_cells is not None and in_heading and in_cells not in in_heading:
        raise Refused(
            said("The heading {heading} and the cells below it name different units.", heading=heading),
            mend=said("Say with --unit (w, kw, mw, wh, kwh or mwh) which it is."),
            field="unit",
        )
    witness = in_cells or (next(iter(in_heading)) if len(in_heading) == 1 else None) or (None if in_heading else above)
    if witness is None:
        raise Refused(
            said("The file does not say in what unit its numbers are: W, kW, MW, Wh, kWh or MWh."),
            mend=said("Say with --unit (w, kw, mw, wh, kwh or mwh) which it is."),
            field="unit",
        )
    return witness
