"""The office's reply to a customer on something it raised: a letter with the receipt number and its QR code, and every document
it takes with a box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import segno
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.listings import BARE, Section, boxed, columns, facts
from visitplanner.documents.typesetting.paragraphs import Paragraph
from visitplanner.documents.typesetting.sheets import Foot, RuledRoom, write_pages
from visitplanner.documents.typesetting.style import BODY, LABEL, SMALL, SMALL_MUTED, TITLE
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.i18n import Language
from visitplanner.services.papers.reply_letter import ReplyLetter

TEXT = BODY.but(size=11.0, leading=18.0)
GAP = 14.0
QR = 62.0
"""Side of the code in points."""
PARAGRAPH_LINES = 36
ROOM_TO_WRITE = 220.0
RECEIVED, MISSING = "■", "□"
TOGETHER = 10
LISTED = TEXT.but(leading=17.0, most_lines=3)


class QrCode(Flowable):
    """A text as a QR code, error correction M, drawn in vectors."""

    def __init__(self, text: str, side: float = QR) -> None:
        super().__init__()
        self.code = segno.make(text, error="m", micro=False)
        self.width = self.height = side

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        return self.width, self.height

    def draw(self) -> None:
        rows = [bytes(row) for row in self.code.matrix]
        pitch = self.width / len(rows)
        self.canv.setFillColor(style.INK)
        for number, row in enumerate(rows):
            start = 0
            while start < len(row):
                end = start
                while end < len(row) and row[end] == row[start]:
                    end += 1
                if row[start]:
                    y = self.height - pitch * (number + 1)
                    self.canv.rect(pitch * start, y, pitch * (end - start), pitch, stroke=0, fill=1)
                start = end


def write_reply(letter: ReplyLetter, path: Path, language: Language) -> int:
    """Write the letter; returns its pages. The same letter gives the same bytes. Raises OSError where nothing can be written."""
    title = language.text("Reply to {name}", name=letter.customer)
    groups = [Group([part], gap=GAP) for part in _body(letter, language)]
    run = Run(_head(letter, language), groups, Section(title, language.text("continued")))
    mark = language.text("demonstration data, invented") if letter.demonstration else ""
    return write_pages(flow(run), path, title, Foot(letter.office or letter.customer, mark), language)


def _head(letter: ReplyLetter, language: Language) -> list[Flowable]:
    text = language.text
    office = Paragraph(letter.office or text("Taiwan Power Company"), TITLE.but(size=16.0, leading=22.0))
    day = Paragraph(language.date(letter.written_on), SMALL_MUTED.but(align="right", leading=22.0))
    top = Table([[columns([[office], [day]], (3, 1))]], colWidths=[style.WIDTH], style=TableStyle(_RULED))
    known = [letter.address, text("account {account}", account=account_printed(letter.account)) if letter.account else ""]
    to: list[Flowable] = [Paragraph(letter.customer, TEXT.but(bold=True))]
    to += [Paragraph(line, SMALL_MUTED) for line in known if line]
    receipt: list[Flowable] = []
    if letter.receipt_number:
        words = [Paragraph(text("Receipt number"), LABEL), Paragraph(letter.receipt_number, BODY.but(bold=True))]
        receipt = [Table([[words, QrCode(letter.receipt_number)]], colWidths=[None, QR], style=TableStyle(BARE))]
    return [top, Spacer(1, 12), columns([to, receipt or [Spacer(0, 0)]], (56, 44)), Spacer(1, 12)]


def _body(letter: ReplyLetter, language: Language) -> list[Flowable]:
    text, case = language.text, letter.case
    subject = text("Our answer to what you raised on {day}", day=case.raised_on)
    parts: list[Flowable] = [Paragraph(subject, TEXT.but(bold=True, color=style.ACCENT))]
    raised = [Paragraph(text("You told us"), LABEL), Paragraph(case.text, BODY.but(most_lines=PARAGRAPH_LINES))]
    parts.append(boxed(raised, ground=style.WASH, padding=8))
    known = [(text("Window"), language.say(WINDOW_NAMES[case.window])), (text("Request"), letter.request)]
    parts.append(facts([(name, value) for name, value in known if value], style.WIDTH, 64, BODY))
    if letter.words:
        parts += [Paragraph(each, TEXT.but(most_lines=PARAGRAPH_LINES)) for each in letter.words.split("\n") if each.strip()]
    else:
        parts.append(RuledRoom(ROOM_TO_WRITE, 22.0))
    parts += _documents(letter, language)
    parts.append(Paragraph(text("If anything is still open, please tell us; we gladly come back to it."), TEXT))
    sign = [Paragraph(letter.office or text("Taiwan Power Company"), TEXT.but(bold=True))]
    sign += [Paragraph(text("Your contact: {name}", name=letter.owner), BODY)] if letter.owner else []
    sign += [Spacer(1, 10), RuledRoom(30.0, 29.0), Paragraph(text("telephone, e-mail"), SMALL.but(color=style.MUTED))]
    parts.append(columns([[Spacer(0, 0)], sign], (1, 1)))
    return parts


def _documents(letter: ReplyLetter, language: Language) -> list[Flowable]:
    """Every document the request takes, those that came ticked, ten a part so that a long list runs over pages."""
    asked = letter.case.documents
    if not asked:
        return []
    head = Section(language.text("Documents this takes; please bring all of them at once"))
    key = language.text("{here} received, {missing} still missing", here=RECEIVED, missing=MISSING)
    lines = [Paragraph(f"{RECEIVED if one.received_on else MISSING}　{one.name}", LISTED) for one in asked]
    lines.append(Paragraph(key, SMALL_MUTED.but(leading=14.0)))
    first, *others = (lines[start : start + TOGETHER] for start in range(0, len(lines), TOGETHER))
    return [stacked([head, *first]), *(stacked(part) for part in others)]


def stacked(parts: Sequence[Flowable]) -> Table:
    """Parts one below another that stay together."""
    return Table([[part] for part in parts], colWidths=[style.WIDTH], style=TableStyle(BARE))


_RULED = [*BARE, ("LINEBELOW", (0, 0), (-1, -1), 1.4, style.ACCENT), ("BOTTOMPADDING", (0, 0), (-1, -1), 6)]
