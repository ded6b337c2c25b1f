"""What the page of intelligence shows, as rows and sentences; without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.industries import INDUSTRY_NAMES
from visitplanner.domain.intelligence.roll_up import LoadSum, PlannedLoad, RollUp
from visitplanner.domain.intelligence.submissions import LoadDifference
from visitplanner.i18n import Language
from visitplanner.services.intelligence.roll_up import IntelligenceOverview
from visitplanner.ui.core.rows_model import NOTHING

PLACES = 3


@dataclass(frozen=True)
class IndustryLine:
    """One industry: its sums in the chosen year, in all later years, and of plans without a month."""

    place: int
    name: str
    year: LoadSum
    later: LoadSum
    undated: LoadSum


@dataclass(frozen=True)
class MonthLine:
    """One month of the year and who plans something from it on."""

    month: int
    total: LoadSum
    loads: tuple[PlannedLoad, ...]


@dataclass(frozen=True)
class ChangeLine:
    """One difference, with the name of whom it is of as the office knows it."""

    difference: LoadDifference
    name: str


def industry_lines(roll_up: RollUp, language: Language) -> list[IndustryLine]:
    """The industries that plan anything, in the order of the plan's clause."""
    later = [year for year in roll_up.years if year > roll_up.year]
    return [
        IndustryLine(
            place,
            language.say(INDUSTRY_NAMES[row.industry]),
            row.year(roll_up.year),
            sum((row.year(year) for year in later), LoadSum()),
            row.undated,
        )
        for place, row in enumerate(roll_up.rows)
    ]


def month_lines(roll_up: RollUp) -> list[MonthLine]:
    """The twelve months."""
    dated = [load for load in roll_up.loads if load.month and load.month.year == roll_up.year]
    return [
        MonthLine(month, roll_up.month(month), tuple(load for load in dated if load.month and load.month.month == month))
        for month in range(1, 13)
    ]


def change_lines(overview: IntelligenceOverview) -> list[ChangeLine]:
    """Names that were withheld from headquarters are shown: the window is the office's own."""
    names = {row.card.id: row.name for row in overview.cards}
    return [ChangeLine(each, names.get(each.either.card_id, each.either.name) or NOTHING) for each in overview.differences]


def megawatts(kw: int | Decimal, language: Language) -> str:
    """Kilowatts as megawatts with three decimals; nothing is a plain 0, so that the others are seen."""
    return language.number(Decimal(kw) / 1000, PLACES) if kw else "0"


def weighted(total: LoadSum, language: Language) -> str:
    """The weighted figure; a dash where plans have no probability at all."""
    return NOTHING if total.plans and total.unweighed == total.plans else megawatts(total.weighted_kw, language)


def told(overview: IntelligenceOverview, language: Language) -> str:
    """One line about the whole: when it was submitted last, and what the figures leave out."""
    roll_up, last = overview.roll_up, overview.last
    parts: list[Message] = [
        said("Submitted last on {day}; changes since: {count}.", day=last.made_on, count=len(overview.differences))
        if last
        else said("Nothing was submitted before.")
    ]
    if roll_up.all_loads.unweighed:
        count = roll_up.all_loads.unweighed
        parts.append(said("Plans without a probability, left out of the weighted figures: {count}.", count=count))
    return language.together(parts)
