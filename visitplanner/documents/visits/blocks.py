"""A visit as a block of the day's sheet: everything the person on the way needs, and lines to write on."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.flow import Group
from visitplanner.documents.typesetting.listings import facts
from visitplanner.documents.typesetting.paragraphs import Content, Paragraph, Words
from visitplanner.documents.typesetting.sheets import RuledRoom
from visitplanner.documents.typesetting.style import BODY, HAIR, LABEL, SMALL, SMALL_MUTED, TextStyle
from visitplanner.documents.visits.words import (
    StateChip,
    address_of,
    case_words,
    identity,
    people,
    remarks,
    site_line,
    where,
)
from visitplanner.domain.core.money import rounded
from visitplanner.domain.visits.times import part_of_day
from visitplanner.i18n import Language
from visitplanner.services.papers.visit_sheets import PrintedVisit, SiteLine

GAP = 14.0
MOST_LINES, MOST_REMARK_LINES = 6, 24
"""Of any one text, so that each part is lower than a page whatever stands in a record."""
MOST_SITES = 24
CONTACTS, CONTACTS_A_SITE = 6, 3
LABEL_WIDTH = 62.0
WRITING_ROOM = 62.0
"""Points: three lines to write on."""
SITE_WIDTHS = (92.0, 120.0, 135.0, style.WIDTH - 347.0)
"""電號 and contract, name, address, contacts; in points."""

BODY_TEXT = BODY.but(size=10.0, leading=14.0, most_lines=MOST_LINES)


def block(visit: PrintedVisit, language: Language, number: int = 0) -> Group:
    """The visit's parts; kept on one page where one can hold them. number: its place in the day, 0 for the only one."""
    parts: list[Flowable] = [
        _title(visit, language, number=number),
        _spaced(facts(_facts(visit, language), style.WIDTH, LABEL_WIDTH, BODY_TEXT)),
    ]
    parts += [_remark(name, words) for name, words in remarks(visit, language)]
    if len(visit.sites) > 1:
        parts += _sites(visit, language)
    parts += [_line(case_words(case, language), SMALL.but(most_lines=MOST_LINES)) for case in visit.overdue]
    if visit.row.visit.is_open:
        parts.append(_writing(language))
    return Group(parts, again=_title(visit, language, again=True, number=number), whole=True, gap=GAP)


def _title(visit: PrintedVisit, language: Language, *, again: bool = False, number: int = 0) -> Flowable:
    row, text = visit.row, BODY.but(size=11.0, leading=15.0, bold=True)
    chip = StateChip(row.visit.state, language)
    name: list[str | Words] = [row.subject]
    if again:
        name.append(Words("　" + language.text("continued"), bold=False, color=style.MUTED))
    when = f"{f'{number}　' if number else ''}{language.say(part_of_day(row.visit))}"
    cells = [Paragraph(when, text), chip, Paragraph(name, text.but(most_lines=3))]
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, -1), style.SOFT),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    first = max(44.0, fonts.width_of(when, text.size, bold=True) + 16)
    widths = [first, chip.width + 10, style.WIDTH - first - chip.width - 10]
    return Table([cells], colWidths=widths, style=TableStyle(looks))


def _facts(visit: PrintedVisit, language: Language) -> list[tuple[str, Paragraph]]:
    text, row = language.text, visit.row
    team: list[str | Words] = [Words(row.leader or "—", bold=True)]
    if row.members:
        team += [Words(f"　{text('with')} ", color=style.MUTED), language.listed(row.members)]
    before = text("Never visited, as far as is known.")
    if visit.before is not None:
        before = "　".join(part for part in (language.date(visit.before.held_on, weekday=True), visit.before.leader) if part)
    one = len(visit.sites) <= 1
    contacts = people(visit.sites, CONTACTS, language) if one else text("see the sites")
    rows: list[tuple[str, Content]] = [
        (text("Customer"), "　".join(identity(visit, language).split("\n"))),
        (text("address"), (where(visit) if one else "") or row.township or "—"),
        (
            text("contacts"),
            contacts or text("none known; please ask"),
        ),
        (text("Who goes"), team),
        (text("last visit"), before),
        *([(text("last words"), visit.before.said.strip())] if visit.before and visit.before.said.strip() else []),
        *([(text("to be saved"), [saved])] if (saved := _saved(visit, language)) else []),
        (text("Open cases"), _counted(visit, language)),
    ]
    return [(name, Paragraph(words, BODY_TEXT)) for name, words in rows]


def _saved(visit: PrintedVisit, language: Language) -> Words | None:
    """What the customer surely saves a year."""
    if visit.least_ntd is None:
        return None
    return Words(language.text("at least NT$ {ntd:,} a year", ntd=rounded(visit.least_ntd)), bold=True, color=style.OK)


def _remark(name: str, words: str) -> Flowable:
    return facts([(name, Paragraph(words, BODY_TEXT.but(most_lines=MOST_REMARK_LINES)))], style.WIDTH, LABEL_WIDTH, BODY_TEXT)


def _counted(visit: PrintedVisit, language: Language) -> list[str | Words]:
    if not visit.cases:
        return [language.text("None.")]
    words: list[str | Words] = [language.text("{count} open", count=len(visit.cases))]
    if visit.overdue:
        late = language.text("{count} overdue", count=len(visit.overdue))
        words += ["，" if language.code != "en" else ", ", Words(late, bold=True, color=style.DANGER)]
    return words


def _sites(visit: PrintedVisit, language: Language) -> list[Flowable]:
    """A line a site, the largest contract first, under the names of the columns."""
    text = language.text
    names = (text("Account number"), text("Customer"), text("address"), text("contacts"))
    rows = [_site(site, language) for site in visit.sites[:MOST_SITES]]
    parts: list[Flowable] = [_row([[Paragraph(name, LABEL) for name in names], rows[0]]), *(_row([row]) for row in rows[1:])]
    if len(visit.sites) > MOST_SITES:
        more = text("… and {count} more sites, see the customer list", count=len(visit.sites) - MOST_SITES)
        parts.append(_line(more, SMALL_MUTED))
    return parts


def _site(site: SiteLine, language: Language) -> list[object]:
    few = SMALL.but(most_lines=5)
    number = site_line(site, language).split(" ")[-1]
    return [
        Paragraph(f"{number}\n{language.text('regular {kw:,} kW', kw=site.customer.regular_kw)}", few),
        Paragraph(site.customer.name, few),
        Paragraph(address_of(site) or "—", few),
        Paragraph(people([site], CONTACTS_A_SITE, language) or "—", few),
    ]


def _row(lines: list[list[object]]) -> Table:
    looks = [*_CLOSE, ("LINEBELOW", (0, 0), (-1, -1), HAIR, style.HAIRLINE)]
    return Table(lines, colWidths=SITE_WIDTHS, style=TableStyle(looks))


def _line(words: str | list[str | Words], text: TextStyle) -> Table:
    return Table([[Paragraph(words, text)]], colWidths=[style.WIDTH], style=TableStyle(_CLOSE))


def _spaced(part: Flowable) -> Table:
    """A part with a little room above it."""
    return Table([[part]], colWidths=[style.WIDTH], style=TableStyle([*_CLOSE, ("TOPPADDING", (0, 0), (-1, -1), 4)]))


def _writing(language: Language) -> Table:
    """Lines for notes, beside their name."""
    cells = [[Spacer(0, 7), Paragraph(language.text("Notes of the visit"), LABEL)], RuledRoom(WRITING_ROOM)]
    looks = [*_CLOSE, ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    return Table([cells], colWidths=[LABEL_WIDTH, style.WIDTH - LABEL_WIDTH], style=TableStyle(looks))


_CLOSE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.0),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
]
