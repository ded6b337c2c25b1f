"""談定事項 on paper: one A4 page with nothing internal on it, for the customer's table."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.listings import boxed, columns, facts, listing
from visitplanner.documents.typesetting.paragraphs import Paragraph
from visitplanner.documents.typesetting.sheets import Foot, Page, RuledRoom, height_of, write_pages
from visitplanner.documents.typesetting.style import BODY, LABEL, SECTION, SMALL_MUTED, TITLE
from visitplanner.domain.core.money import rounded
from visitplanner.domain.customers.customers import account_printed
from visitplanner.i18n import Language
from visitplanner.services.papers.agreements import AgreedContract, AgreementSheet

GAP = 12.0
LARGE = TITLE.but(size=30.0, leading=38.0)
ROOM_TO_WRITE, ROOM_TO_SIGN = 120.0, 46.0


def write_agreement(sheet: AgreementSheet, path: Path, language: Language) -> int:
    """Write what was agreed; returns the pages. The same sheet gives the same bytes. Raises OSError where nothing can be
    written."""
    title = language.text("What we agreed")
    page, top = Page(), 0.0
    for part in _parts(sheet, title, language):
        page.place(top, part)
        top += height_of(part) + GAP
    mark = language.text("demonstration data, invented") if sheet.demonstration else ""
    return write_pages([page], path, title, Foot(sheet.office, mark), language)


def _parts(sheet: AgreementSheet, title: str, language: Language) -> list[Flowable]:
    text = language.text
    day = Paragraph(language.date(sheet.agreed_on, weekday=True), SMALL_MUTED.but(align="right"))
    parts: list[Flowable] = [
        columns([[Paragraph(title, SECTION)], [day]], (1, 1)),
        Paragraph(sheet.customer, TITLE),
        Paragraph(account_printed(sheet.account), SMALL_MUTED),
        boxed(_figure(sheet, language), ground=style.SOFT, padding=12),
        listing(
            [text("contract"), text("now (kW)"), text("agreed (kW)"), text("change (kW)")],
            [_line(each, language) for each in sheet.contracts],
            (40, 20, 20, 20),
            right=(1, 2, 3),
            text=BODY,
        ),
    ]
    if sheet.words:
        parts += [Paragraph(text("Agreed besides"), SECTION), Paragraph(sheet.words, BODY)]
    parts += [
        RuledRoom(ROOM_TO_WRITE),
        columns([_signed(text("For the customer")), _signed(text("For the office"))], (1, 1)),
        Paragraph(language.together([sheet.basis, text("What is billed depends on the use to come.")]), SMALL_MUTED),
    ]
    return parts


def _figure(sheet: AgreementSheet, language: Language) -> list[Flowable]:
    text, lines = language.text, list[Flowable]()
    if sheet.saving_ntd is not None:
        saves, changes = sheet.saving_ntd >= 0, bool(rounded(sheet.saving_ntd))
        name = text("Saving a year (NT$)") if saves else text("Dearer a year (NT$)")
        colour = (style.OK if saves else style.DANGER) if changes else style.INK
        lines += [Paragraph(name, LABEL), Paragraph(f"{abs(rounded(sheet.saving_ntd)):,}", LARGE.but(color=colour))]
        if sheet.least_ntd is not None and changes:
            lines.append(facts([(text("at least"), f"{rounded(sheet.least_ntd):,}")], style.WIDTH - 28, 72, BODY))
    return [*lines, Paragraph(language.say(sheet.worst), BODY)]


def _line(one: AgreedContract, language: Language) -> list[str]:
    before = language.text("unknown") if one.before_kw is None else f"{one.before_kw:,}"
    change = "—" if one.before_kw is None else f"{one.after_kw - one.before_kw:+,}" if one.after_kw != one.before_kw else "0"
    return [language.say(one.name), before, f"{one.after_kw:,}", change]


def _signed(who: str) -> list[Flowable]:
    return [Paragraph(who, LABEL), Spacer(1, ROOM_TO_SIGN - 20), RuledRoom(20.0)]
