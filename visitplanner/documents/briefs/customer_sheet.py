"""The customer's sheet: the recommendation, two charts, the options, what to do next; it stays with the customer, and nothing
internal is on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.briefs.answer import hero
from visitplanner.documents.briefs.figures import demand_part, hours_part
from visitplanner.documents.briefs.options import also_possible, options_part, small_print
from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.listings import Section, columns, titled
from visitplanner.documents.typesetting.paragraphs import Paragraph, Words
from visitplanner.documents.typesetting.sheets import Page, RuledRoom, height_of
from visitplanner.documents.typesetting.style import BODY, HAIR, LABEL, SECTION, SMALL, SMALL_MUTED, TITLE, TextStyle
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.programme.topics import TopicKind
from visitplanner.domain.tariffs.findings.savings import Need
from visitplanner.i18n import Language
from visitplanner.services.papers.briefs import Brief

GAP, MOST_GAP = 7.0, 16.0
WRITING, MOST_WRITING = 60.0, 200.0
"""Points from which on what is left of the page is ruled for notes, and how many at most."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How much is shown. chart, hours: heights in points; contracts, options: lines of the table; programmes: names in all."""

    chart: float
    hours: float
    contracts: int = 5
    options: int = 3
    findings: int = 4
    programmes: int = 8


FITS = (
    Fit(140.0, 104.0),
    Fit(124.0, 92.0),
    Fit(108.0, 84.0),
    Fit(96.0, 76.0, programmes=6),
    Fit(90.0, 70.0, contracts=3, options=2, programmes=6),
    Fit(84.0, 66.0, contracts=2, options=2, findings=3, programmes=4),
    Fit(78.0, 62.0, contracts=2, options=1, findings=2, programmes=4),
    Fit(70.0, 56.0, contracts=2, options=1, findings=1, programmes=2),
)
"""From roomy to tight; the first in which everything fits is taken."""


def customer_page(brief: Brief, language: Language) -> Page:
    """The sheet on its one page."""
    contact = _contact(brief, language)
    room = style.HEIGHT - height_of(contact) - GAP
    parts, used = list[Flowable](), 0.0
    for fit in FITS:
        parts = _parts(brief, language, fit)
        used = sum(height_of(part) for part in parts)
        if used + GAP * (len(parts) - 1) <= room:
            break
    gap = min(MOST_GAP, max(GAP, (room - used) / max(1, len(parts))))
    page, top = Page(), 0.0
    for part in parts:
        page.place(top, part)
        top += height_of(part) + gap
    left = room - top
    if left >= WRITING:
        heading = Section(language.text("Your notes"))
        page.place(top, heading)
        page.place(top + height_of(heading), RuledRoom(min(left - height_of(heading), MOST_WRITING)))
    page.place(style.HEIGHT - height_of(contact), contact)
    return page


def _parts(brief: Brief, language: Language, fit: Fit) -> list[Flowable]:
    parts: list[Flowable] = [_header(brief, language), hero(brief, language)]
    clear = brief.withheld is None
    own = brief.picture is not None and not brief.picture.measured_at
    parts += demand_part(brief, language, fit.chart) if own else []
    parts += hours_part(brief, language, fit.hours) if own else []
    if clear and brief.advice is not None:
        parts += options_part(brief.advice, language, fit.contracts, fit.options)
        parts += also_possible(brief.advice, language, fit.findings)
    parts += _next_steps(brief, language)
    parts += _programmes(brief, language, fit.programmes)
    if clear and brief.advice is not None:
        parts += small_print(brief.advice, language, 2, annexed=True)
    return parts


def _header(brief: Brief, language: Language) -> Flowable:
    label = Paragraph(language.text("What your electricity could cost"), SECTION.but(size=10.0))
    stamp = Paragraph(language.date(brief.printed_on), SMALL_MUTED.but(align="right"))
    stack: list[Flowable] = [columns([[label], [stamp]], (3, 1)), Paragraph(brief.name, title_style(brief.name))]
    if len(brief.sites) == 1:
        site = brief.sites[0].customer
        about = [language.text("account {account}", account=account_printed(site.account)), site.address or site.township]
        stack.append(Paragraph("　".join(filter(None, about)), SMALL_MUTED.but(most_lines=2)))
    elif brief.picture is not None and brief.picture.site:
        stack.append(Paragraph(language.text("Shown here: {site}", site=brief.picture.site), SMALL_MUTED))
    looks = [("LINEBELOW", (0, 0), (-1, -1), 1.4, style.ACCENT), ("BOTTOMPADDING", (0, 0), (-1, -1), 5)]
    looks += [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING")]
    return Table([[stack]], colWidths=[style.WIDTH], style=TableStyle(looks))


def title_style(name: str) -> TextStyle:
    """Long names are set smaller before they take a second line."""
    for size in (TITLE.size, 16.0, 14.0, 12.5):
        if fonts.width_of(fonts.printable(name), size, bold=True) <= style.WIDTH:
            return TITLE.but(size=size, leading=size * 1.35, most_lines=1)
    return TITLE.but(size=12.5, leading=16.0, most_lines=2)


def _next_steps(brief: Brief, language: Language) -> list[Flowable]:
    """What to do, one after another, and from when it takes effect."""
    steps = list(_steps(brief, language))
    if not steps:
        return []
    rows = [[Paragraph(f"{number}", BODY.but(bold=True, color=style.ACCENT)), Paragraph(step, BODY)]
            for number, step in enumerate(steps, 1)]  # fmt: skip
    looks = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    looks += [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5)]
    table = Table(rows, colWidths=[16.0, style.WIDTH - 16.0], style=TableStyle(looks))
    return [titled(language.text("What to do next"), [table])]


def _steps(brief: Brief, language: Language) -> Iterator[str]:
    text, advice, picture = language.text, brief.advice, brief.picture
    if picture is None or picture.from_readings or (picture.whole_months < 12 and advice is None):
        yield text("Export the 15-minute demand of the last 12 months from the portal for high-voltage customers as CSV.")
        yield text("Send us the file; we compute contracts and options and bring you the result.")
    if brief.withheld is not None or advice is None:
        return
    best = next((row for row in advice.rows if row.recommended), None)
    if best is not None:
        day = best.earliest_change
        yield (
            text("Apply to us for the change; it can take effect from {day} on.", day=day)
            if day
            else text("Apply to us for the change; the day from which it holds is confirmed when you apply.")
        )
        yield text("Tell us beforehand of any new machines or closures: they change which contracts are best.")
    if any(part.need is Need.EQUIPMENT for part in advice.savings.besides):
        yield text("Have your electrician look at the capacitors: the power factor is below 95 %.")


def _programmes(brief: Brief, language: Language, most: int) -> list[Flowable]:
    """Programmes to join and leaflets to take along, those for the customer's line of business alone."""
    fitting = [point for point in brief.topics if point.kind in (TopicKind.PROGRAMME, TopicKind.LEAFLET)][:most]
    if not fitting:
        return []
    names = [point.name_in(language.code) for point in fitting]
    half = (len(names) + 1) // 2
    stacks = [[_bullet(name) for name in part] for part in (names[:half], names[half:])]
    return [titled(language.text("Programmes and leaflets for you"), [columns(stacks, (1, 1))])]


def _bullet(name: str) -> Flowable:
    return Paragraph([Words("·　", bold=True, color=style.ACCENT), name], SMALL.but(most_lines=2))


def _contact(brief: Brief, language: Language) -> Flowable:
    """Whom to turn to; the telephone is written in by hand, or a card put there."""
    who = brief.specialist or (brief.planned.leader if brief.planned else "")
    name: Sequence[str | Words] = [Words(brief.office or language.text("Taiwan Power Company"), bold=True), f"　{who}"]
    left = [Paragraph(language.text("Your contact"), LABEL), Paragraph(name, BODY.but(size=11.0, leading=16.0))]
    right = [Paragraph(language.text("telephone, e-mail"), LABEL), RuledRoom(16.0, 15.5)]
    looks = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEABOVE", (0, 0), (-1, 0), HAIR, style.MUTED)]
    looks += [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "BOTTOMPADDING")]
    looks += [("TOPPADDING", (0, 0), (-1, -1), 4)]
    return Table([[left, right]], colWidths=[style.WIDTH * 0.55, style.WIDTH * 0.45], style=TableStyle(looks))
