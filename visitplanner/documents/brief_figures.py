"""The figures of the briefing sheet: four at a glance, demand against the contracts, the tariff options in NT$."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.charts import Bar, DemandChart, Limit
from visitplanner.documents.typesetting.listings import boxed, listing, titled
from visitplanner.documents.typesetting.paragraphs import Paragraph, Words, lines_of
from visitplanner.documents.typesetting.style import BODY, FIGURE, FINE, HAIR, LABEL, SMALL, SMALL_MUTED, TextStyle
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.customers.customers import Contracts, account_printed
from visitplanner.i18n import Language
from visitplanner.services.loads.pictures import SHOWN_MONTHS, LoadPicture
from visitplanner.services.papers.briefs import Brief
from visitplanner.services.tariffs.sheet_advice import AdviceBlock, AdviceRow

ALARM = SMALL.but(bold=True, color=style.DANGER, most_lines=1)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its name above and a remark below; alarm: the remark is a warning."""

    label: str
    figure: str
    remark: str
    color: Color = style.INK
    alarm: bool = False


def glance(brief: Brief, language: Language) -> Flowable:
    """Four figures side by side."""
    tiles = [make(brief, language) for make in (_demand_tile, _saving_tile, _cases_tile, _last_tile)]
    cells = [
        [
            Paragraph(tile.label, LABEL.but(most_lines=1)),
            Paragraph(tile.figure, FIGURE.but(color=tile.color, most_lines=1)),
            Paragraph(tile.remark, ALARM if tile.alarm else SMALL_MUTED.but(most_lines=2)),
        ]
        for tile in tiles
    ]
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("LINEAFTER", (0, 0), (-2, -1), HAIR, style.HAIRLINE),
    ]
    return Table([cells], colWidths=[style.WIDTH / 4] * 4, style=TableStyle(looks))


def _demand_tile(brief: Brief, language: Language) -> Tile:
    label = language.text("Highest demand")
    picture = brief.picture
    if picture is None:
        return Tile(label, "—", language.text("no load imported"), style.MUTED)
    highest = picture.highest
    remark = language.text(
        "{month}; contracts {kw:,} kW", month=_month(highest.year, highest.month, language), kw=picture.contracts.sum_kw
    )
    color = style.DANGER if picture.over_contract else style.INK
    return Tile(label, f"{highest.max_kw:,.0f} {language.text('kW')}", remark, color)


def _saving_tile(brief: Brief, language: Language) -> Tile:
    label = language.text("Possible saving a year")
    advice = brief.advice
    if advice is None or not advice.rows:
        return Tile(label, "—", language.text("not calculated"), style.MUTED)
    best = max(advice.rows, key=lambda row: row.sure_ntd if row.sure_ntd is not None else Decimal(-1))
    if best.saving_ntd is None or best.sure_ntd is None:
        return Tile(label, language.text("unknown"), language.text("present contracts are not certain"), style.MUTED)
    if best.sure_ntd <= 0:
        return Tile(label, _money(Decimal(0)), language.text("the present choice is the cheapest"), style.INK)
    remark = language.say(OPTION_NAMES[best.option])
    if best.sure_ntd < best.saving_ntd:
        remark = language.text("at least {ntd:,}; {option}", ntd=rounded(best.sure_ntd), option=remark)
    return Tile(label, _money(best.saving_ntd), remark, style.OK)


def _cases_tile(brief: Brief, language: Language) -> Tile:
    late = len(brief.overdue)
    remark = language.text("▲ {count} overdue", count=late) if late else language.text("none overdue")
    figure = language.text("{count} cases", count=len(brief.issues))
    return Tile(language.text("Open cases"), figure, remark, alarm=late > 0)


def _last_tile(brief: Brief, language: Language) -> Tile:
    label = language.text("Last visit")
    if brief.last_visit is None:
        return Tile(label, language.text("never"), language.text("as far as is known"), style.MUTED)
    held = brief.last_visit.held_on
    months, days = _months(held, brief.printed_on), max(0, (brief.printed_on - held).days)
    since = language.text("{months} months ago", months=months) if months else language.text("{days} days ago", days=days)
    return Tile(label, language.date(held), since)


def load_part(brief: Brief, language: Language, height: float) -> Flowable:
    """The chart, or the box that names the file to ask for."""
    picture = brief.picture
    if picture is None:
        return _file_to_ask_for(language)
    chart = DemandChart(_bars(picture, language), _limits(picture.contracts, language), style.WIDTH, height)
    parts: list[Flowable] = [chart]
    if picture.measured_at:
        whose = language.text("The load data come from account {account}.", account=account_printed(picture.measured_at))
        parts.append(Paragraph(f"▲ {whose}", ALARM))
    return titled(language.text("Highest demand of each month (kW)"), parts, _remark(picture, language))


def _remark(picture: LoadPicture, language: Language) -> str:
    first, last = picture.months[0], picture.months[-1]
    span = language.text(
        "{first} to {last}, {kwh:,.0f} kWh",
        first=_month(first.year, first.month, language),
        last=_month(last.year, last.month, language),
        kwh=picture.kwh,
    )
    remarks = [picture.site, span]
    if picture.from_readings:
        remarks.append(language.text("from monthly readings"))
    if picture.over_contract:
        remarks.append(language.text("{count} months above contract", count=len(picture.over_contract)))
    if picture.interval_minutes > 15:
        remarks.append(language.text("values of {minutes} minutes, demand understated", minutes=picture.interval_minutes))
    if not all(month.is_whole for month in picture.months):
        remarks.append(language.text("* month with gaps"))
    return "　".join(remark for remark in remarks if remark)


def _bars(picture: LoadPicture, language: Language) -> list[Bar]:
    bars: list[Bar] = []
    over = set(picture.over_contract)
    year = 0
    for month in picture.months:
        below = language.year(month.year) if month.year != year else ""
        year = month.year
        bars.append(Bar(f"{month.month}", below, month.max_kw, month in over, month.is_whole))
    return bars


def _limits(contracts: Contracts, language: Language) -> list[Limit]:
    limits = [Limit(language.text("regular contract"), contracts.regular_kw)]
    if contracts.sum_kw != contracts.regular_kw:
        limits.append(Limit(language.text("all contracts"), contracts.sum_kw))
    return limits


def _file_to_ask_for(language: Language) -> Flowable:
    return boxed(
        [
            Paragraph(language.text("Please ask the customer for the load file"), BODY.but(bold=True, color=style.ACCENT)),
            Paragraph(
                language.text(
                    "From the portal for high-voltage customers: the 15-minute demand of the last 12 months as CSV. "
                    "Imported, it adds the demand chart and the tariff options in NT$ a year to this sheet."
                ),
                SMALL,
            ),
        ],
        border=style.ACCENT,
    )


def advice_parts(brief: Brief, language: Language, options: int, assumption_lines: int) -> list[Flowable]:
    """The options side by side, what else was found, and the assumptions in small print; nothing without the engine's word."""
    advice = brief.advice
    if advice is None or not advice.rows:
        return _months_to_ask_for(brief, language)
    aside = language.text("prices of {day}", day=advice.prices_of)
    if advice.draft:
        aside += f"　{language.text('draft prices')}：{advice.draft}"
    parts = [_options_table(advice, language, options), *_small_print(advice, language, assumption_lines)]
    return [titled(language.text("Tariff options (NT$ a year)"), parts, aside)]


def _months_to_ask_for(brief: Brief, language: Language) -> list[Flowable]:
    """What is missing for the comparison when the load is too short for a year."""
    whole = brief.picture.whole_months if brief.picture and not brief.picture.from_readings else SHOWN_MONTHS
    if whole >= SHOWN_MONTHS:
        return []
    need = language.text("The tariff comparison needs 12 whole months of load; {count} are imported.", count=whole)
    ask = language.text("Please export the last 12 months from the portal for high-voltage customers and import them.")
    return [boxed([Paragraph(need, BODY.but(bold=True, color=style.ACCENT)), Paragraph(ask, SMALL)], border=style.ACCENT)]


def _options_table(advice: AdviceBlock, language: Language, most: int) -> Flowable:
    rows = [row for row in advice.rows if not row.is_present][:most]
    best = max(rows, key=lambda row: (row.sure_ntd or Decimal(0), -row.year_ntd), default=None)
    shown = ([advice.present] if advice.present else []) + rows
    head = [language.text(name) for name in ("option", "contracts (kW)", "a year", "saving", "change from")]
    cells = [_option_cells(row, row is best, language) for row in shown]
    gains = best is not None and (best.sure_ntd is None or best.sure_ntd > 0)
    marked = [number for number, row in enumerate(shown) if row is best and gains]
    return listing(head, cells, (28, 30, 15, 13, 14), right=(2, 3, 4), marked=marked)


def _option_cells(row: AdviceRow, is_best: bool, language: Language) -> list[Flowable]:
    name: list[str | Words] = [Words(language.say(OPTION_NAMES[row.option]), bold=is_best)]
    if row.is_present:
        name.append(Words("　" + language.text("present"), color=style.MUTED))
    figures = SMALL.but(align="right", bold=is_best)
    saving = "—" if row.is_present else language.text("unknown")
    if row.saving_ntd is not None and not row.is_present:
        saving = f"{rounded(row.saving_ntd):,}"
    earliest = language.date(row.earliest_change) if row.earliest_change else ("" if row.is_present else language.text("unknown"))
    gain = row.saving_ntd is not None and row.saving_ntd > 0 and not row.is_present
    return [
        Paragraph(name, SMALL.but(most_lines=1)),
        Paragraph(named_contracts(row.contracts, row.option, language), SMALL),
        Paragraph(f"{rounded(row.year_ntd):,}", figures),
        Paragraph(saving, figures.but(color=style.OK) if gain else figures),
        Paragraph(earliest, SMALL.but(align="right")),
    ]


def named_contracts(contracts: Contracts, option: TariffOption, language: Language) -> str:
    """The contracts that are not zero, by name: 經常 1,040、離峰 200."""
    second = "non-summer" if option in (TariffOption.TWO_STAGE, TariffOption.BATCH) else "half-peak"
    named = (
        ("regular", contracts.regular_kw),
        (second, contracts.half_peak_kw),
        ("Saturday half-peak", contracts.saturday_kw),
        ("off-peak", contracts.off_peak_kw),
    )
    return "、".join(f"{language.text(name)} {kw:,}" for name, kw in named if kw)


def _small_print(advice: AdviceBlock, language: Language, lines: int) -> list[Flowable]:
    parts: list[Flowable] = []
    if advice.findings:
        told = [_clause(finding.text, language) for finding in advice.findings[:2]]
        both = "；".join(told)
        parts.append(Paragraph(both if _fits(both, SMALL, 2) else told[0], SMALL))
    if advice.assumptions:
        parts.append(Paragraph(_whole_sentences(advice.assumptions, language, lines), FINE))
    return parts


def _whole_sentences(assumptions: Sequence[Message], language: Language, lines: int) -> str:
    """The first assumptions, which are the loudest, as many as fit into so many lines but at least one; none is cut in the
    middle, the others are counted."""
    clauses = [_clause(message, language) for message in assumptions]

    def told(count: int) -> str:
        text = language.text("Assumptions: {list}.", list="；".join(clauses[:count]))
        left = len(clauses) - count
        return f"{text}{language.text('{count} more assumptions: see Tariffs › Assumptions.', count=left)}" if left else text

    return next((told(count) for count in range(len(clauses), 1, -1) if _fits(told(count), FINE, lines)), told(1))


def _clause(message: Message, language: Language) -> str:
    return language.say(message).rstrip("。.")


def _fits(text: str, look: TextStyle, lines: int) -> bool:
    return len(lines_of(text, style.WIDTH, look)) <= lines


def _money(amount: Decimal) -> str:
    return f"NT$ {rounded(amount):,}"


def _month(year: int, month: int, language: Language) -> str:
    return f"{year}-{month:02}" if language.code == "en" else f"{year - 1911}/{month:02}"


def _months(earlier: dt.date, later: dt.date) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))
