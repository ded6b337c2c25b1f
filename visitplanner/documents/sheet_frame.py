"""What every sheet of the calendar has around it: title and day of printing, a warning, the foot, the next page's head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.listings import Section, boxed, columns
from visitplanner.documents.typesetting.paragraphs import Paragraph
from visitplanner.documents.typesetting.sheets import Foot
from visitplanner.documents.typesetting.style import BODY, SECTION, SMALL, SMALL_MUTED, TITLE
from visitplanner.i18n import Language


def opening(
    title: str, told: str, muted: Sequence[str], printed_on: dt.date, language: Language, *, provisional: bool
) -> list[Flowable]:
    """Title, what is told below it, and the warning where the days are not sure. muted: further lines; empty ones left out."""
    printed = language.text("printed {day}", day=language.date(printed_on, weekday=True))
    label = Paragraph(language.text("Customer visits"), SECTION.but(size=9.5))
    top = columns([[label], [Paragraph(printed, SMALL_MUTED.but(align="right"))]], (1, 1))
    name = Paragraph(title, TITLE.but(size=16.0, leading=22.0))
    stack: list[Flowable] = [top, name, Paragraph(told, BODY)]
    stack += [Paragraph(words, SMALL_MUTED) for words in muted if words]
    parts: list[Flowable] = [Table([[stack]], colWidths=[style.WIDTH], style=TableStyle(_TITLE_LOOKS))]
    if provisional:
        words = language.text("Provisional: the office calendar of this year is not published yet; the days may change.")
        parts.append(boxed([Paragraph(words, SMALL.but(bold=True, color=style.WARN))], border=style.WARN, padding=4))
    return parts


def foot(office: str, language: Language, *, demonstration: bool) -> Foot:
    """The office's name and for whom it is; demonstration data are marked."""
    mark = language.text("demonstration data, invented") if demonstration else ""
    return Foot("　｜　".join(part for part in (office, language.text("for internal use only")) if part), mark)


def continued(title: str, language: Language) -> Flowable:
    """The head of the pages after the first."""
    return Section(title, language.text("continued"))


_TITLE_LOOKS = [
    ("LINEBELOW", (0, 0), (-1, -1), 1.4, style.ACCENT),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
]
