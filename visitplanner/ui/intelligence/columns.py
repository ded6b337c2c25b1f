"""The columns of 情資: industries, months, and what is different since the last submission."""

from __future__ import annotations

from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.industries import INDUSTRY_NAMES
from visitplanner.domain.intelligence.roll_up import PlannedLoad
from visitplanner.domain.intelligence.submissions import LOAD_CHANGE_NAMES, LoadChange
from visitplanner.i18n import Language
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.intelligence.presenter import ChangeLine, IndustryLine, MonthLine, megawatts, weighted

CHIPS = {
    LoadChange.NEW: (Shape.SOLID, Tone.ACCENT),
    LoadChange.CHANGED: (Shape.HALF, Tone.WARN),
    LoadChange.GONE: (Shape.STRUCK, Tone.PLAIN),
}


def change_chip(line: ChangeLine, language: Language) -> Chip | None:
    """What became of a plan, by word and shape."""
    shape, tone = CHIPS[line.difference.change]
    return Chip(language.say(LOAD_CHANGE_NAMES[line.difference.change]), shape, tone)


def from_to(before: str, after: str) -> str:
    """`before → after`, or what both are."""
    return after if before == after else f"{before} → {after}"


def loads_told(line: MonthLine, language: Language) -> str:
    """Who plans what from the month on, as headquarters may read it."""
    unnamed = language.text("(not named)")
    return "、".join(f"{load.name or unnamed} {megawatts(load.kw, language)}" for load in line.loads) or NOTHING


def month_of(load: PlannedLoad | None, language: Language) -> str:
    return language.month_in_short(load.month.year, load.month.month) if load and load.month else NOTHING


def likely(load: PlannedLoad | None) -> str:
    return NOTHING if load is None or load.probability is None else f"{load.probability} %"


def kilowatts(load: PlannedLoad | None, language: Language) -> str:
    return NOTHING if load is None else language.number(load.kw)


INDUSTRIES: tuple[Column[IndustryLine], ...] = (
    Column("industry", said("Industry"), lambda row: row.place, lambda row, _: row.name, stretch=True),
    Column("plans", said("Plans of the year"), lambda row: row.year.plans, width=92, right=True, spare=2),
    Column("planned", said("planned (MW)"), lambda row: row.year.planned_kw,
           lambda row, to: megawatts(row.year.planned_kw, to), width=104, right=True),
    Column("certain", said("certain (MW)"), lambda row: row.year.certain_kw,
           lambda row, to: megawatts(row.year.certain_kw, to), width=104, right=True),
    Column("weighted", said("weighted (MW)"), lambda row: row.year.weighted_kw,
           lambda row, to: weighted(row.year, to), width=108, right=True),
    Column("later", said("later years (MW)"), lambda row: row.later.planned_kw,
           lambda row, to: megawatts(row.later.planned_kw, to), width=116, right=True, spare=1),
    Column("undated", said("no month (MW)"), lambda row: row.undated.planned_kw,
           lambda row, to: megawatts(row.undated.planned_kw, to), width=108, right=True, spare=1),
)  # fmt: skip
MONTHS_OF_YEAR: tuple[Column[MonthLine], ...] = (
    Column("month", said("Month"), lambda row: row.month, lambda row, to: to.month_name(row.month), width=80),
    Column("planned", said("planned (MW)"), lambda row: row.total.planned_kw,
           lambda row, to: megawatts(row.total.planned_kw, to), width=104, right=True),
    Column("certain", said("certain (MW)"), lambda row: row.total.certain_kw,
           lambda row, to: megawatts(row.total.certain_kw, to), width=104, right=True),
    Column("weighted", said("weighted (MW)"), lambda row: row.total.weighted_kw,
           lambda row, to: weighted(row.total, to), width=108, right=True),
    Column("loads", said("Who (MW)"), lambda row: len(row.loads), loads_told, stretch=True, tip=loads_told),
)  # fmt: skip
CHANGED: tuple[Column[ChangeLine], ...] = (
    Column("change", said("How it differs"), lambda row: list(LoadChange).index(row.difference.change),
           chip=change_chip, width=124),
    Column("name", said("Customer"), lambda row: row.name, width=180, tip=lambda row, _: row.name, spare=2),
    Column("industry", said("Industry"), lambda row: list(INDUSTRY_NAMES).index(row.difference.either.industry),
           lambda row, to: to.say(INDUSTRY_NAMES[row.difference.either.industry]), width=96, spare=3),
    Column("text", said("Extension"), lambda row: row.difference.either.text, stretch=True,
           tip=lambda row, _: row.difference.either.text),
    Column("kw", said("Load (kW)"), lambda row: row.difference.kw,
           lambda row, to: from_to(kilowatts(row.difference.before, to), kilowatts(row.difference.after, to)),
           width=136, right=True),
    Column("month", said("Needed from"), lambda row: row.difference.either.month,
           lambda row, to: from_to(month_of(row.difference.before, to), month_of(row.difference.after, to)), width=140),
    Column("probability", said("Probability"), lambda row: row.difference.either.probability,
           lambda row, _: from_to(likely(row.difference.before), likely(row.difference.after)), width=116),
)  # fmt: skip
