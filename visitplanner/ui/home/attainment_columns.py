"""Lists of 達成: the parts of a year's visits against the time gone by, and the names behind one part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.attainment import Attainment
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.i18n import Language
from visitplanner.services.programme.obligations import URGENCY, DueRow, Part, Standing
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.states import owed_chip
from visitplanner.ui.core.style import Tone


@dataclass(frozen=True)
class PartRow:
    """One part: its key in the standing, its name for people, its figures and what they count."""

    key: str
    name: str
    of: Attainment
    rows: Sequence[DueRow]

    @property
    def behind(self) -> int:
        """Whole visits that should be done by now and are not; 0 when the part keeps pace."""
        return max(0, floor(self.of.expected) - self.of.done)


def parts_of(standing: Standing, by: Part, language: Language) -> list[PartRow]:
    """The parts with their names, kinds in the order of the programme, others by name, those without a name last."""
    rows = [PartRow(key, named(key, by, language), part, standing.rows[key]) for key, part in standing.parts.items()]
    kinds = [kind.value for kind in SubjectKind]
    return sorted(rows, key=lambda row: (kinds.index(row.key) if by is Part.KIND else 0, not row.key, row.name))


def named(key: str, by: Part, language: Language) -> str:
    """The name of a part for a person; empty ones are named as such."""
    if by is Part.KIND:
        return language.say(KIND_NAMES[SubjectKind(key)])
    if not key and by is Part.PERSON:
        return language.text("(nobody in charge)")
    return key or language.text("(not stated)")


def pace(row: PartRow, language: Language) -> Chip:
    """Whether the part keeps pace with the time gone by."""
    if row.of.done >= row.of.required:
        return Chip(language.text("all done"), Shape.TICK, Tone.OK)
    if not row.behind:
        return Chip(language.text("on time"), Shape.SOLID, Tone.ACCENT)
    covered = row.of.done + row.of.booked >= floor(row.of.expected)
    return Chip(language.text("{count} behind", count=row.behind), Shape.HALF if covered else Shape.ALERT, tone_of(row, covered))


def tone_of(row: PartRow, covered: bool) -> Tone:
    """Behind, but what is agreed makes up for it; or not."""
    return Tone.WARN if covered or row.behind == 1 else Tone.DANGER


def percent(value: float | None) -> str:
    """A share without decimals; a dash for none."""
    return NOTHING if value is None else f"{value:.0f} %"


PARTS = (
    Column[PartRow]("name", said("By what"), lambda row: row.name, stretch=True, tip=lambda row, _: row.name),
    Column[PartRow]("required", said("Required"), lambda row: row.of.required, width=52, right=True),
    Column[PartRow]("done", said("Done"), lambda row: row.of.done, width=52, right=True),
    Column[PartRow]("unrecorded", said("No record"), lambda row: row.of.unrecorded, width=64, right=True, spare=2),
    Column[PartRow]("agreed", said("Agreed"), lambda row: row.of.agreed, width=52, right=True, spare=3),
    Column[PartRow]("tentative", said("Tentative"), lambda row: row.of.tentative, width=52, right=True, spare=4),
    Column[PartRow]("suggested", said("Suggested"), lambda row: row.of.suggested, width=52, right=True, spare=5),
    Column[PartRow]("left", said("To book"), lambda row: row.of.to_book, width=52, right=True),
    Column[PartRow](
        "percent", said("Attained"), lambda row: row.of.done_percent, lambda row, _: percent(row.of.done_percent), 72, right=True
    ),
    Column[PartRow](
        "forecast",
        said("Forecast"),
        lambda row: row.of.forecast_percent,
        lambda row, _: percent(row.of.forecast_percent),
        80,
        right=True,
        spare=1,
    ),
    Column[PartRow]("pace", said("Against the time"), lambda row: row.behind, chip=pace, width=116),
)
NAMES = (
    Column[DueRow](
        "state",
        said("State"),
        lambda row: URGENCY.index(row.obligation.state),
        chip=lambda row, say: owed_chip(row.obligation, say),
        width=96,
    ),
    Column[DueRow]("subject", said("Customer"), lambda row: row.subject, stretch=True, tip=lambda row, _: row.subject),
    Column[DueRow]("due", said("By"), lambda row: row.obligation.due, width=104),
    Column[DueRow]("person", said("In charge"), lambda row: row.person, width=88, spare=1),
)
