"""情資彙總 for headquarters (plan 伍一(二)3): by industry and year, by month, every card, and what is different since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.customers.industries import INDUSTRY_NAMES
from visitplanner.domain.intelligence.cards import CONFIDENTIALITY_NAMES
from visitplanner.domain.intelligence.roll_up import LoadSum, PlannedLoad
from visitplanner.domain.intelligence.submissions import LOAD_CHANGE_NAMES, LoadDifference
from visitplanner.exchange.sheets_out import PERCENT, THREE_PLACES, WHOLE, Cell, SheetColumn, SheetOut, write_sheets
from visitplanner.i18n import Language
from visitplanner.services.intelligence.roll_up import CardRow, IntelligenceReport

THREE_FIGURES = (said("planned (MW)"), said("certain (MW)"), said("weighted (MW)"))


def write_intelligence(report: IntelligenceReport, path: Path, language: Language) -> None:
    """Four sheets in the language. Raises OSError when the file cannot be written."""
    sheets = (by_year(report, language), by_month(report, language), every_card(report, language), changes(report, language))
    write_sheets(sheets, path, _title(report, language), report.made_on, report.office)


def mw(kw: int | Decimal) -> Decimal:
    """Kilowatts as megawatts, to the last one."""
    return Decimal(kw) / 1000


def _title(report: IntelligenceReport, language: Language) -> str:
    return language.text(
        "{office}: planned additional demand, {year}", office=report.office, year=language.year(report.overview.roll_up.year)
    )


def _above(report: IntelligenceReport, language: Language) -> list[str]:
    whole = report.overview.roll_up.all_loads
    told = [language.text("Made on {day}.", day=report.made_on)]
    if report.demonstration:
        told.append(language.text("Demonstration data: all of it is invented."))
    if whole.unweighed:
        told.append(
            language.text("Plans without a probability, left out of the weighted figures: {count}.", count=whole.unweighed)
        )
    return [_title(report, language), language.together(told)]


def figures(total: LoadSum) -> tuple[Decimal, Decimal, Decimal | None]:
    """Planned, certain and weighted in megawatts; nothing weighted where no plan has a probability."""
    known = not total.plans or total.unweighed < total.plans
    return mw(total.planned_kw), mw(total.certain_kw), mw(total.weighted_kw) if known else None


def by_year(report: IntelligenceReport, language: Language) -> SheetOut:
    roll_up = report.overview.roll_up
    names = [language.say(name) for name in THREE_FIGURES]
    parts = [*(language.year(year) for year in roll_up.years), language.text("month not known")]
    columns = [SheetColumn(language.text("Industry"), 18)]
    columns += [SheetColumn(f"{part} {name}", 12, THREE_PLACES) for part in parts for name in names]

    def cells(sums: Sequence[LoadSum]) -> list[Cell]:
        return [figure for total in sums for figure in figures(total)]

    rows = [
        (language.say(INDUSTRY_NAMES[row.industry]), *cells([*(row.year(year) for year in roll_up.years), row.undated]))
        for row in roll_up.rows
    ]
    totals = (language.text("All together"), *cells([*(roll_up.of(year) for year in roll_up.years), roll_up.undated]))
    return SheetOut(language.text("By year"), _above(report, language), columns, rows, [totals])


def by_month(report: IntelligenceReport, language: Language) -> SheetOut:
    roll_up = report.overview.roll_up
    columns = [SheetColumn(language.text("Industry"), 18), SheetColumn(language.text("Figure"), 14)]
    columns += [SheetColumn(language.month_name(month), 9, THREE_PLACES) for month in range(1, 13)]
    columns += [SheetColumn(language.text("the year in all"), 10, THREE_PLACES)]

    def lines(name: str, months: Sequence[LoadSum], year: LoadSum) -> Iterator[list[Cell]]:
        for place, figure in enumerate(THREE_FIGURES):
            yield [name, language.say(figure), *(figures(month)[place] for month in months), figures(year)[place]]

    rows = [
        line
        for row in roll_up.rows
        for line in lines(language.say(INDUSTRY_NAMES[row.industry]), row.months, row.year(roll_up.year))
    ]
    months = [roll_up.month(month) for month in range(1, 13)]
    totals = list(lines(language.text("All together"), months, roll_up.of_year))
    return SheetOut(language.text("Month by month"), _above(report, language), columns, rows, totals, frozen=2)


def every_card(report: IntelligenceReport, language: Language) -> SheetOut:
    _ = language.text
    columns = (
        SheetColumn(_("Industry"), 14),
        SheetColumn(_("Customer"), 28),
        SheetColumn(_("Account number"), 17),
        SheetColumn(_("Extension"), 34),
        SheetColumn(_("Planned load (kW)"), 11, WHOLE),
        SheetColumn(_("Needed from"), 10),
        SheetColumn(_("Probability"), 8, PERCENT),
        SheetColumn(_("Business so far"), 28),
        SheetColumn(_("Business outlook"), 28),
        SheetColumn(_("Who said so"), 14),
        SheetColumn(_("Confidentiality"), 12),
        SheetColumn(_("Collected on"), 12),
    )
    rows = [_card(row, language) for row in report.overview.cards]
    return SheetOut(_("Cards"), _above(report, language), columns, rows, frozen=2)


def _card(row: CardRow, language: Language) -> list[Cell]:
    """One card; of a customer that is not to be named neither name, account number nor who said it."""
    card = row.card
    return [
        language.say(INDUSTRY_NAMES[card.industry]),
        language.text("(not named)") if row.sealed else row.name,
        "" if row.sealed else account_printed(row.account),
        card.expansion,
        card.planned_kw,
        month_words(card.planned_month, language),
        card.probability,
        card.past,
        card.outlook,
        "" if row.sealed else card.informant,
        language.say(CONFIDENTIALITY_NAMES[card.confidentiality]),
        card.collected_on,
    ]


def month_words(month: dt.date | None, language: Language) -> str:
    """A month of a year in the language's calendar, empty for None."""
    return "" if month is None else language.month_in_short(month.year, month.month)


def changes(report: IntelligenceReport, language: Language) -> SheetOut:
    _, last = language.text, report.overview.last
    columns = (
        SheetColumn(_("How it differs"), 12),
        SheetColumn(_("Industry"), 14),
        SheetColumn(_("Customer"), 28),
        SheetColumn(_("Extension"), 34),
        SheetColumn(_("Load before (kW)"), 11, WHOLE),
        SheetColumn(_("Load now (kW)"), 11, WHOLE),
        SheetColumn(_("Needed from, before"), 10),
        SheetColumn(_("Needed from, now"), 10),
        SheetColumn(_("Probability before"), 9, PERCENT),
        SheetColumn(_("Probability now"), 9, PERCENT),
    )
    since = (
        _("Since submission {number} of {day}.", number=last.number, day=last.made_on)
        if last
        else _("Nothing was submitted before.")
    )
    rows = [_difference(each, language) for each in report.overview.differences]
    return SheetOut(_("Changes"), [*_above(report, language), since], columns, rows, frozen=0)


def _difference(each: LoadDifference, language: Language) -> list[Cell]:
    def part(load: PlannedLoad | None) -> tuple[Cell, str, Cell]:
        return (load.kw, month_words(load.month, language), load.probability) if load else (None, "", None)

    (kw, month, likely), (new_kw, new_month, new_likely) = part(each.before), part(each.after)
    return [
        language.say(LOAD_CHANGE_NAMES[each.change]),
        language.say(INDUSTRY_NAMES[each.either.industry]),
        each.either.name or language.text("(not named)"),
        each.either.text,
        kw,
        new_kw,
        month,
        new_month,
        likely,
        new_likely,
    ]
