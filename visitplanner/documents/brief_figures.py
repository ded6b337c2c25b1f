"""The figures of the briefing sheet: four at a glance, demand against the contracts, the tariff options in NT$."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.brief_advice import over_text
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.charts import Bar, DemandChart, Limit
from visitplanner.documents.typesetting.listings import boxed, titled
from visitplanner.documents.typesetting.paragraphs import Paragraph
from visitplanner.documents.typesetting.style import BODY, FIGURE, HAIR, LABEL, SMALL, SMALL_MUTED
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.customers.customers import Contracts, account_printed
from visitplanner.i18n import Language
from visitplanner.services.loads.pictures import LoadPicture
from visitplanner.services.papers.briefs import Brief

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
    month, contracts = language.month_in_short(highest.year, highest.month), picture.contracts
    remark = language.text("{month}; contracts {kw:,} kW", month=month, kw=contracts.sum_kw)
    if contracts.sum_kw != contracts.regular_kw:
        regular = contracts.regular_kw
        remark = language.text(
            "{month}; regular {regular:,}, in all {kw:,} kW", month=month, regular=regular, kw=contracts.sum_kw
        )
    color = style.DANGER if picture.over_contract else style.INK
    return Tile(label, f"{highest.max_kw:,.0f} {language.text('kW')}", remark, color)


def _saving_tile(brief: Brief, language: Language) -> Tile:
    label = language.text("Possible saving a year")
    advice = brief.advice
    if advice is None or not advice.rows:
        return Tile(label, "—", language.text("not calculated"), style.MUTED)
    if all(row.saving_ntd is None for row in advice.rows):
        return Tile(label, language.text("unknown"), language.text("present contracts are not certain"), style.MUTED)
    best = next((row for row in advice.rows if row.recommended), None)
    if best is None or best.saving_ntd is None or best.sure_ntd is None:
        return Tile(label, language.text("no change"), language.text("nothing surely saves enough to change"), style.INK)
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
        return _file_to_ask_for(language, _doubt_line(brief, language))
    chart = DemandChart(_bars(picture, language), _limits(picture.contracts, language), style.WIDTH, height)
    parts: list[Flowable] = [chart]
    if picture.measured_at:
        whose = language.text("The load data come from account {account}.", account=account_printed(picture.measured_at))
        parts.append(Paragraph(f"▲ {whose}", ALARM))
    parts += _doubt_line(brief, language)
    return titled(language.text("Highest demand of each month (kW)"), parts, _remark(picture, language))


def _doubt_line(brief: Brief, language: Language) -> list[Flowable]:
    """One line of what makes the figures doubtful: the first doubt, and how many more there are."""
    if not brief.doubts:
        return []
    first, more = language.say(brief.doubts[0]), len(brief.doubts) - 1
    return [Paragraph(f"▲ {language.text('{doubt} (and {count} more)', doubt=first, count=more) if more else first}", ALARM)]


def _remark(picture: LoadPicture, language: Language) -> str:
    first, last = picture.months[0], picture.months[-1]
    span = language.text(
        "{first} to {last}, {kwh:,.0f} kWh",
        first=language.month_in_short(first.year, first.month),
        last=language.month_in_short(last.year, last.month),
        kwh=picture.kwh,
    )
    remarks = [picture.site, span]
    if picture.from_readings:
        remarks.append(language.text("from monthly readings"))
    if picture.over_contract:
        over = picture.over
        remarks.append(language.text("over contract: {what}", what=over_text(over, language)))
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


def _file_to_ask_for(language: Language, doubts: list[Flowable]) -> Flowable:
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
            *doubts,
        ],
        border=style.ACCENT,
    )


def _money(amount: Decimal) -> str:
    return f"NT$ {rounded(amount):,}"


def _months(earlier: dt.date, later: dt.date) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))
