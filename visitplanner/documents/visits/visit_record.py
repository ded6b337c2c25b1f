"""The visit record for signature: one A4 page filled from the visit, or blank with room to write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from visitplanner.documents.sheet_frame import foot, opening
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.listings import Section, columns, listing
from visitplanner.documents.typesetting.paragraphs import Content, Paragraph
from visitplanner.documents.typesetting.sheets import Page, RuledRoom, SignatureBoxes, height_of, write_pages
from visitplanner.documents.typesetting.style import BODY, HAIR, LABEL, SMALL
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.times import part_of_day
from visitplanner.domain.visits.visits import OUTCOME_NAMES
from visitplanner.i18n import Language
from visitplanner.services.papers.record_sheets import RecordPaper

GAP = 8.0
EMPTY, TICKED = "□", "■"
BLANKS = ((5, 4), (4, 3), (3, 3), (3, 2))
"""Lines for what is said and rows for what is raised, on a record to be written on; the first that fits its page."""
PITCH = 20.0
NOTE_LINES = 30
"""Of the notes, so that a record stays below a page."""


def write_record(sheet: RecordPaper, path: Path, language: Language) -> int:
    """Write the record; returns its pages: one, or more where what was said and raised is long. The same sheet gives the same
    bytes. Raises OSError when the file cannot be written."""
    title = language.text("Visit record: {name}", name=sheet.name) if sheet.name else language.text("Visit record")
    signed = _signed(language)
    top = opening(title, _told(sheet, language), (), sheet.printed_on, language, provisional=False)
    parts, room = list[Flowable](), 0.0
    for lines, cases in BLANKS:
        parts = _parts(sheet, language, lines, cases)
        used = sum(height_of(part) + GAP for part in (*top, *parts)) + height_of(signed)
        room = style.HEIGHT - used - GAP
        if room >= 0:
            break
    if room >= 0:
        pages = [_one_page([*top, *parts], room, signed, language)]
    else:
        groups = [Group([part], gap=GAP) for part in parts]
        pages = flow(Run(top, groups, Section(title, language.text("continued")), None, signed))
    return write_pages(pages, path, title, foot(sheet.office, language, demonstration=sheet.demonstration), language)


def _one_page(parts: Sequence[Flowable], room: float, signed: Flowable, language: Language) -> Page:
    page, top = Page(), 0.0
    for part in parts:
        page.place(top, part)
        top += height_of(part) + GAP
    if room > 3 * PITCH:
        heading = Section(language.text("Further notes"))
        page.place(top, heading)
        page.place(top + height_of(heading), RuledRoom(room - height_of(heading), PITCH))
    page.place(style.HEIGHT - height_of(signed), signed)
    return page


def _told(sheet: RecordPaper, language: Language) -> str:
    if sheet.row is None:
        return language.text("To be filled in at the visit.")
    visit = sheet.row.visit
    kind = language.say(KIND_NAMES[visit.subject_kind])
    count = language.text("{ordinal}. visit of {year}", ordinal=visit.ordinal, year=language.year(visit.year))
    how = language.say(OUTCOME_NAMES[visit.outcome]) if visit.outcome else language.text("to be filled in at the visit")
    return "　".join((kind, count, how))


def _parts(sheet: RecordPaper, language: Language, lines: int, cases: int) -> list[Flowable]:
    return [
        _facts(sheet, language),
        _topics(sheet, language),
        *_notes(sheet, language, lines),
        _cases(sheet, language, cases),
        _learnt(sheet, language),
        _satisfaction(sheet, language),
    ]


def _facts(sheet: RecordPaper, language: Language) -> Flowable:
    """A form of two columns: what is known stands there, the rest is room to write."""
    text, row = language.text, sheet.row
    site = sheet.sites[0] if len(sheet.sites) == 1 else None
    account = account_printed(site.account) if site else (text("{count} sites", count=len(sheet.sites)) if sheet.sites else "")
    day = (row.visit.held_on or row.visit.day) if row else None
    when = f"{language.date(day, weekday=True)} {language.say(part_of_day(row.visit))}" if row and day else ""
    met = row.visit.met if row and row.visit.met else tuple(contact.name for contact in sheet.contacts[:3])
    whom = text("Met") if row and row.visit.met else text("contacts")
    cells = [
        (text("Customer"), sheet.name, text("Account number"), account),
        (text("address"), sheet.sites[0].address if sheet.sites else "", text("Day"), when),
        (whom, language.listed(met), text("Who went"), language.listed((row.leader, *row.members)) if row else ""),
    ]
    look = BODY.but(most_lines=3)
    rows = [
        [Paragraph(name, LABEL), Paragraph(value, look), Paragraph(other, LABEL), Paragraph(second, look)]
        for name, value, other, second in cells
    ]
    looks = [
        ("GRID", (0, 0), (-1, -1), HAIR, style.HAIRLINE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BACKGROUND", (0, 0), (0, -1), style.WASH),
        ("BACKGROUND", (2, 0), (2, -1), style.WASH),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
    ]
    name = 62.0
    rest = (style.WIDTH - 2 * name) / 2
    return Table(rows, colWidths=[name, rest + 20, name, rest - 20], style=TableStyle(looks))


def _topics(sheet: RecordPaper, language: Language) -> Flowable:
    told = {point.id for point in sheet.told}
    shown = list({point.id: point for point in (*sheet.topics, *sheet.told)}.values())
    names = [f"{TICKED if point.id in told else EMPTY} {point.name_in(language.code)}" for point in shown]
    half = (len(names) + 1) // 2
    stacks = [[Paragraph(name, SMALL.but(most_lines=2)) for name in part] for part in (names[:half], names[half:])]
    return columns([[Section(language.text("Spoken of")), columns(stacks, (1, 1))]], (1,))


def _notes(sheet: RecordPaper, language: Language, lines: int) -> list[Flowable]:
    heading = Section(language.text("What was said"))
    said = sheet.row.visit.notes.strip() if sheet.row and sheet.filled else ""
    if said:
        return [columns([[heading, Paragraph(said, BODY.but(most_lines=NOTE_LINES))]], (1,))]
    if sheet.filled:
        return []
    return [columns([[heading, RuledRoom(lines * PITCH, PITCH)]], (1,))]


def _cases(sheet: RecordPaper, language: Language, blank: int) -> Flowable:
    text = language.text
    head = [text(name) for name in ("what was raised", "window", "owner", "due")]
    rows: list[list[Content | Flowable]] = [
        [one.case.text, language.say(WINDOW_NAMES[one.case.window]), one.owner or "—", language.date(one.case.due_on)]
        for one in sheet.raised
    ]
    heading = Section(text("What the customer raised"))
    if sheet.filled and not rows:
        return columns([[heading, Paragraph(text("Nothing was raised."), SMALL.but(color=style.MUTED))]], (1,))
    rows += [] if sheet.filled else [[Paragraph("\n", BODY), "", "", ""] for _ in range(blank - len(rows))]
    return columns([[heading, listing(head, rows, (58, 12, 14, 16))]], (1,))


def _learnt(sheet: RecordPaper, language: Language) -> Flowable:
    """What headquarters ask: how business goes, what is to be built, how much load from when."""
    text = language.text
    learnt = sheet.row.visit.intelligence if sheet.row and sheet.filled else None
    if learnt is None:
        asked = (
            text("Business so far and to come: ____________________________________________"),
            text("For headquarters: additional load ______ kW, from ______ on, how sure: □ high □ medium □ low"),
        )
        return columns(
            [[Section(text("Business and outlook")), *(Paragraph(line, BODY.but(leading=20.0)) for line in asked)]], (1,)
        )
    load = text("{kw:,} kW", kw=learnt.planned_kw) if learnt.planned_kw is not None else ""
    month = language.month_in_short(learnt.planned_month.year, learnt.planned_month.month) if learnt.planned_month else ""
    told = [
        (text("past"), learnt.past),
        (text("outlook"), learnt.outlook),
        (text("expansion"), learnt.expansion),
        (text("additional load"), "　".join(filter(None, (load, month, learnt.confidence)))),
    ]
    told_lines = [f"{name}　{words}" for name, words in told if words.strip()] or [text("Nothing was noted.")]
    return columns(
        [[Section(text("Business and outlook")), *(Paragraph(line, BODY.but(most_lines=6)) for line in told_lines)]], (1,)
    )


def _satisfaction(sheet: RecordPaper, language: Language) -> Flowable:
    given = sheet.row.visit.satisfaction if sheet.row and sheet.filled else None
    boxes = "　".join(f"{TICKED if number == given else EMPTY} {number}" for number in range(1, 6))
    words = language.text("Satisfaction (5 is best): {boxes}", boxes=boxes)
    return Paragraph(words, BODY)


def _signed(language: Language) -> Flowable:
    """A line for the customer, the boxes for the office."""
    name = Paragraph(language.text("Signature of the customer"), LABEL.but(leading=24.0))
    customer = columns([[name], [RuledRoom(24.0, 22.0)]], (30, 70))
    return columns([[customer, Spacer(0, 8), SignatureBoxes(language)]], (1,))
