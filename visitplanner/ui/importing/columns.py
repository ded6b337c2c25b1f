"""How the rows of an import look: those that are taken in, with the values that will be kept, and what is said of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.staff.staff import Absence
from visitplanner.i18n import Language
from visitplanner.services.lists.imports import ImportReport
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import NOTHING, Column, written
from visitplanner.ui.core.style import Tone
from visitplanner.ui.importing.presenter import FaultRow, Kind

VERDICTS = {
    "rejected": (said("refused"), Shape.ALERT, Tone.DANGER),
    "warning": (said("doubtful"), Shape.HALF, Tone.WARN),
    "duplicate": (said("double"), Shape.OUTLINE, Tone.PLAIN),
    "repair": (said("mended"), Shape.TICK, Tone.OK),
    "passed": (said("no data"), Shape.OUTLINE, Tone.PLAIN),
    "new": (said("new"), Shape.SOLID, Tone.OK),
    "changed": (said("changed"), Shape.HALF, Tone.ACCENT),
}
ORDER = list(VERDICTS)
WIDTHS = {
    "account": 138,
    "name": 230,
    "address": 220,
    "notes": 220,
    "email": 170,
    "group": 110,
    "half_peak_kw": 130,
    "saturday_kw": 165,
    "off_peak_kw": 120,
    "regular_kw": 120,
    "voltage": 130,
    "option": 190,
    "away": 200,
}
JOINED = frozenset({"mobile", "plant", "year"})
"""Fields whose value is kept in another one: a mobile telephone beside the telephone, the plant in the name."""


@dataclass(frozen=True)
class TakenRow:
    """A row that will be written. line: as it will be kept; verdict: new or changed."""

    verdict: str
    line: Any


def verdict_chip(row: FaultRow | TakenRow, language: Language) -> Chip:
    """What becomes of a row or cell."""
    name, shape, tone = VERDICTS[row.verdict]
    return Chip(language.say(name), shape, tone)


FAULTS = (
    Column[FaultRow]("verdict", said("Result"), lambda each: ORDER.index(each.verdict), chip=verdict_chip, width=92),
    Column[FaultRow]("row", said("Row"), lambda each: each.row, width=60, right=True),
    Column[FaultRow]("name", said("Name"), lambda each: each.name, width=150, tip=lambda each, _: each.name),
    Column[FaultRow]("column", said("Column"), lambda each: each.fault.column, width=120),
    Column[FaultRow]("value", said("Cell"), lambda each: each.fault.value, width=130, tip=lambda each, _: each.fault.value),
    Column[FaultRow](
        "reason",
        said("Why"),
        lambda each: str(each.fault.reason),
        lambda each, language: language.say(each.fault.reason),
        stretch=True,
        tip=lambda each, language: language.say(each.fault.reason),
    ),
)


def taken_rows(report: ImportReport[Any]) -> list[TakenRow]:
    """The rows that will be written, in the file's order."""
    rows = [*(TakenRow("new", line) for line in report.new), *(TakenRow("changed", line) for line in report.updates)]
    return sorted(rows, key=lambda each: each.line.row)


def taken_columns(kind: Kind) -> tuple[Column[TakenRow], ...]:
    """A column for what becomes of the row, for its number, and for every field."""
    first = (
        Column[TakenRow]("verdict", said("Result"), lambda each: ORDER.index(each.verdict), chip=verdict_chip, width=92),
        Column[TakenRow]("row", said("Row"), lambda each: each.line.row, width=60, right=True),
    )
    return (*first, *(_field_column(kind, key, name) for key, name in kind.names.items() if key not in JOINED))


def _field_column(kind: Kind, key: str, name: Message) -> Column[TakenRow]:
    def value(each: TakenRow) -> Any:
        return kind.value(each.line, key)

    def text(each: TakenRow, language: Language) -> str:
        return shown(value(each), language)

    return Column[TakenRow](
        key,
        name,
        value,
        text,
        WIDTHS.get(key, 110),
        right=key.endswith("_kw") or key.startswith(("kwh_", "kw_")) or key in ("power_factor", "amount"),
        tip=text,
        sort=lambda each: str(value(each)) if isinstance(value(each), tuple | Message) else value(each),
    )


def shown(value: Any, language: Language) -> str:
    """A value as people read it; several values one after the other."""
    if isinstance(value, tuple):
        parts: Sequence[Any] = value  # pyright: ignore[reportUnknownVariableType]
        return "、".join(shown(part, language) for part in parts) or NOTHING
    if isinstance(value, Absence):
        first, last = language.date(value.first), language.date(value.last)
        return first if value.first == value.last else f"{first}–{last}"
    return written(value, language)
