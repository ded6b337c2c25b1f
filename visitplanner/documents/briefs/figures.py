"""The figures of the briefing sheet: some at a glance, demand against the contracts, when the peak is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.briefs.answer import recommended_of
from visitplanner.documents.briefs.options import over_text
from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.charts import Bar, DemandChart, HoursChart, Limit
from visitplanner.documents.typesetting.listings import boxed, titled
from visitplanner.documents.typesetting.paragraphs import Paragraph
from visitplanner.documents.typesetting.style import BODY, FIGURE, HAIR, LABEL, SECTION, SMALL, SMALL_MUTED
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.customers.customers import Contracts, account_printed
from visitplanner.i18n import Language
from visitplanner.services.loads.pictures import SHOWN_MONTHS, LoadPicture
from visitplanner.services.papers.briefs import Brief

APART = "　"
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
    """Up to four figures side by side; what is not known has none."""
    made = [make(brief, language) for make in (_demand_tile, _saving_tile, _cases_tile, _last_tile)]
    tiles = [tile for tile in made if tile is not None]
    cells = [
        [
            Paragraph(tile.label, LABEL.but(most_lines=1)),
            Paragraph(tile.figure, FIGURE.but(color=tile.color, most_lines=1)),
            Paragraph(tile.remark, ALARM if tile.alarm else SMALL_MUTED.but(most_lines=4)),
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
    return Table([cells], colWidths=[style.WIDTH / len(tiles)] * len(tiles), style=TableStyle(looks))


def _demand_tile(brief: Brief, language: Language) -> Tile | None:
    label = language.text("Highest demand")
    picture = brief.picture
    if picture is None:
        return None
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


def _saving_tile(brief: Brief, language: Language) -> Tile | None:
    """The figure, or the true reason why none is stated."""
    label = language.text("Possible saving a year")
    advice = brief.advice
    if brief.picture is None:
        return None
    if brief.withheld is not None or advice is None:
        why = language.say(brief.withheld) if brief.withheld else ""
        return Tile(label, language.text("not stated"), why, style.MUTED)
    best = recommended_of(advice)
    if best is None or best.saving_ntd is None or best.sure_ntd is None:
        return Tile(label, language.text("no change"), language.text("nothing surely saves enough to change"), style.INK)
    remark = language.say(OPTION_NAMES[best.option])
    if best.sure_ntd < best.saving_ntd:
        remark = language.text("at least {ntd:,}; {option}", ntd=rounded(best.sure_ntd), option=remark)
    return Tile(label, _money(best.saving_ntd), remark, style.OK)


def _cases_tile(brief: Brief, language: Language) -> Tile | None:
    late = len(brief.overdue)
    remark = language.text("▲ {count} overdue", count=late) if late else language.text("none overdue")
    figure = language.text("{count} cases", count=len(brief.issues))
    return Tile(language.text("Open cases"), figure, remark, alarm=late > 0)


def _last_tile(brief: Brief, language: Language) -> Tile | None:
    label = language.text("Last visit")
    if brief.last_visit is None:
        return Tile(label, language.text("never"), language.text("as far as is known"), style.MUTED)
    held = brief.last_visit.held_on
    months, days = _months(held, brief.printed_on), max(0, (brief.printed_on - held).days)
    since = language.text("{months} months ago", months=months) if months else language.text("{days} days ago", days=days)
    return Tile(label, language.date(held), since)


def demand_part(brief: Brief, language: Language, height: float) -> list[Flowable]:
    """The highest demand of each month against the contracts; nothing without a load or readings."""
    picture = brief.picture
    if picture is None:
        return []
    chart = DemandChart(_bars(picture, language), _limits(picture.contracts, language), style.WIDTH, height)
    title = language.text("Highest demand of each month (kW)")
    room = style.WIDTH - fonts.width_of(title, SECTION.size, bold=True) - 12
    remarks = _remarks(picture, language)
    while len(remarks) > 1 and fonts.width_of(fonts.printable(APART.join(remarks)), SMALL_MUTED.size) > room:
        del remarks[0]
    return [titled(title, [chart], APART.join(remarks))]


def hours_part(brief: Brief, language: Language, height: float) -> list[Flowable]:
    """When the peak is: the highest demand of each hour of the day; only a load tells it."""
    picture = brief.picture
    if picture is None or not picture.hours or picture.peak_at is None:
        return []
    at = f"{language.date(picture.peak_at.date(), weekday=True)} {picture.peak_at:%H:%M}"
    peak = f"{max(picture.hours):,.0f}"
    sum_kw = picture.contracts.sum_kw
    limit = Limit(language.text("all contracts"), sum_kw) if sum_kw else None
    chart = HoursChart(picture.hours, limit, peak, style.WIDTH, height)
    aside = language.text("highest on {when}", when=at)
    return [titled(language.text("When the peak is: highest demand of each hour (kW)"), [chart], aside)]


def doubt_lines(brief: Brief, language: Language) -> list[Flowable]:
    """What makes the figures doubtful: another account's load, and one line of the first doubt and how many more there are."""
    found: list[str] = []
    if brief.picture is not None and brief.picture.measured_at:
        account = account_printed(brief.picture.measured_at)
        found.append(language.text("The load data come from account {account}.", account=account))
    if brief.doubts:
        first, more = language.say(brief.doubts[0]), len(brief.doubts) - 1
        found.append(language.text("{doubt} (and {count} more)", doubt=first, count=more) if more else first)
    return [Paragraph(f"▲ {one}", ALARM) for one in found]


def _remarks(picture: LoadPicture, language: Language) -> list[str]:
    """What is said beside the chart's title, what may be left out for want of room first."""
    first, last = picture.months[0], picture.months[-1]
    span = language.text(
        "{first} to {last}, {kwh:,.0f} kWh",
        first=language.month_in_short(first.year, first.month),
        last=language.month_in_short(last.year, last.month),
        kwh=picture.kwh,
    )
    remarks = [span, picture.site]
    if picture.from_readings:
        remarks.append(language.text("from monthly readings"))
    if picture.over_contract:
        over = picture.over
        remarks.append(language.text("over contract: {what}", what=over_text(over, language)))
    if picture.interval_minutes > 15:
        remarks.append(language.text("values of {minutes} minutes, demand understated", minutes=picture.interval_minutes))
    if not all(month.is_whole for month in picture.months):
        remarks.append(language.text("* month with gaps"))
    return [remark for remark in remarks if remark]


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


def asked_for(brief: Brief, language: Language) -> list[Flowable]:
    """The box that names the file to ask for, where there is no load or too little of it."""
    text, picture = language.text, brief.picture
    if picture is None:
        title = text("Please ask the customer for the load file")
        words = text(
            "From the portal for high-voltage customers: the 15-minute demand of the last 12 months as CSV. "
            "Imported, it adds the demand chart and the tariff options in NT$ a year to this sheet."
        )
    elif not picture.from_readings and picture.whole_months < SHOWN_MONTHS:
        count = picture.whole_months
        title = text("The tariff comparison needs 12 whole months of load; {count} are imported.", count=count)
        words = text("Please export the last 12 months from the portal for high-voltage customers and import them.")
    else:
        return []
    return [boxed([Paragraph(title, BODY.but(bold=True, color=style.ACCENT)), Paragraph(words, SMALL)], border=style.ACCENT)]


def _money(amount: Decimal) -> str:
    return f"NT$ {rounded(amount):,}"


def _months(earlier: dt.date, later: dt.date) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))
