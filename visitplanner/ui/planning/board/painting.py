"""How days and visits of the calendar are painted: shape and word first, colour last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.find_day import Grade
from visitplanner.domain.programme.programme import RANK_NAMES
from visitplanner.domain.visits.visits import SLOT_NAMES, STATE_NAMES, Slot, VisitState, awaits_record, is_pinned
from visitplanner.i18n import Language
from visitplanner.services.planning.year_overview import DayFacts
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Shape, paint_shape
from visitplanner.ui.core.states import VISIT_SHAPES
from visitplanner.ui.core.style import Tone
from visitplanner.ui.planning.board.geometry import BLOCK_DEEP, CROWDED, Block, Cell, Heading, team_of
from visitplanner.ui.planning.board.offers import GRADE_NAMES, GRADE_SHAPES

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAPPED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere
NAME = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
CENTRE = Qt.AlignmentFlag.AlignCenter
GRADE_GROUNDS = {Grade.GOOD: "ok_soft", Grade.FAIR: "accent_soft", Grade.POOR: "surface", Grade.NOT: "bg"}
SLOT_MARKS: dict[Slot, Message] = {Slot.AM: said("am"), Slot.PM: said("pm")}
"""The halves of a day where there is room for a mark alone."""
NARROW_BLOCK = 96
"""Pixels at 100 % below which a visit's name needs every one of them."""
SUFFIXES = ("股份有限公司", "有限公司")


@dataclass(frozen=True)
class Light:
    """How a cell stands while something is dragged: its grade (None: nothing is), and whether the pointer is on it."""

    grade: Grade | None = None
    aimed: bool = False


def short_name(name: str) -> str:
    """A company's name without its legal form, for narrow columns."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix):
            return name.removesuffix(suffix)
    return name


def first_that_fits(painter: QPainter, texts: Sequence[str], width: float) -> str:
    """The longest way to say something there is room for, the longest given first; the last where there is room for none."""
    words = painter.fontMetrics()
    return next((text for text in texts if words.horizontalAdvance(text) <= width), texts[-1])


def lacks_record(row: VisitRow, today: dt.date) -> bool:
    """待補登: its day is over, it was agreed or pencilled in, and nothing was written down."""
    return awaits_record(row.visit, today)


def paint_grade(painter: QPainter, line: QRectF, grade: Grade, language: Language) -> None:
    """How well a day or month suits, at the right of a line: a shape, and its word where there is room for both."""
    look = style.look()
    shape, tone = GRADE_SHAPES[grade]
    ink, word, side = QColor(look.tokens.tone(tone)), language.say(GRADE_NAMES[grade]), look.px(10)
    painter.setFont(look.font(12, bold=grade is Grade.GOOD))
    room = painter.fontMetrics().horizontalAdvance(word) + 5
    if line.width() < room + side:
        room = 0
    else:
        painter.setPen(ink)
        painter.drawText(line, RIGHT, word)
    paint_shape(painter, QRectF(line.right() - room - side, line.center().y() - side / 2, side, side), shape, ink)


def paint_pin(painter: QPainter, line: QRectF) -> QRectF:
    """The pin of a visit placed by hand, at the right of a line; what is left of the line."""
    look = style.look()
    side = look.px(11)
    box = QRectF(line.right() - side, line.center().y() - side / 2, side, side)
    paint_shape(painter, box, Shape.PIN, look.colour("muted"))
    return line.adjusted(0, 0, -side - look.px(3), 0)


def dress_of(state: VisitState) -> tuple[QPen, str]:
    """The frame of a visit and the name of its ground's colour, the same in every view."""
    look = style.look()
    pens = {
        VisitState.SUGGESTED: QPen(look.colour("accent"), 1),
        VisitState.TENTATIVE: QPen(look.colour("warn"), 1.2, Qt.PenStyle.DashLine),
    }
    grounds = {VisitState.BOOKED: "accent_soft", VisitState.DONE: "ok_soft", VisitState.CANCELLED: "bg"}
    return pens.get(state, QPen(Qt.PenStyle.NoPen)), grounds.get(state, "surface")


def draw_remark(painter: QPainter, rest: QRectF, cell: Cell, remark: str) -> None:
    """What a day is called, beside its number; below it and over several lines where the column is narrow and no visit there."""
    words, look = painter.fontMetrics(), style.look()
    if not cell.count and words.horizontalAdvance(remark) > rest.width():
        painter.drawText(cell.box.adjusted(look.px(6), look.px(23), -look.px(4), 0), WRAPPED, remark)
    elif rest.width() >= look.px(24):
        painter.drawText(rest, RIGHT, words.elidedText(remark, Qt.TextElideMode.ElideRight, int(rest.width())))


class Painter:
    """Paints one board; made anew for each paint event."""

    def __init__(self, painter: QPainter, language: Language, today: dt.date) -> None:
        self._painter = painter
        self._language = language
        self._today = today
        self._look = style.look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # -- days -----------------------------------------------------------------------------------------------------

    def cell(self, cell: Cell, facts: DayFacts, light: Light, *, dated: bool) -> None:
        """A day's ground; with its number unless the header has it (`dated`)."""
        painter, look = self._painter, self._look
        box = cell.box
        painter.fillRect(box, look.colour("surface" if facts.works and not cell.outside else "bg"))
        if cell.count > CROWDED:
            self._density(cell)
        if light.grade is not None:
            self._light(box, light)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(QPointF(box.right(), box.top()), QPointF(box.right(), box.bottom()))
        painter.drawLine(QPointF(box.left(), box.bottom()), QPointF(box.right(), box.bottom()))
        if not dated:
            self._number(cell, facts)
        if light.aimed:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 5, 5)

    def _light(self, box: QRectF, light: Light) -> None:
        painter, look = self._painter, self._look
        assert light.grade is not None
        painter.fillRect(box, look.colour(GRADE_GROUNDS[light.grade]))
        if light.grade is Grade.NOT:
            painter.fillRect(box, QBrush(look.colour("border"), Qt.BrushStyle.BDiagPattern))

    def grade(self, cell: Cell, light: Light) -> None:
        """How well a day suits, at its foot and above its visits."""
        if light.grade is None or light.grade is Grade.NOT:
            return
        box, look = cell.box, self._look
        foot = QRectF(box.left() + 6, box.bottom() - look.px(21), box.width() - 12, look.px(18))
        wide = min(look.px(60), foot.width())
        self._painter.fillRect(foot.adjusted(foot.width() - wide, 0, 2, 0), look.colour(GRADE_GROUNDS[light.grade]))
        paint_grade(self._painter, foot, light.grade, self._language)

    def _number(self, cell: Cell, facts: DayFacts) -> None:
        painter, look, day = self._painter, self._look, cell.place.day
        line = QRectF(cell.box.left() + look.px(6), cell.box.top() + look.px(2), cell.box.width() - look.px(10), look.px(21))
        number = f"{day.month}/{day.day}" if day.day == 1 or cell.outside else str(day.day)
        width = self._day_mark(line, day, number, "disabled" if cell.outside else self._day_colour(facts))
        if cell.count:
            line = self._day_count(line, cell.count)
        if facts.remark:
            painter.setFont(look.font(12))
            painter.setPen(look.colour("disabled" if cell.outside else "danger" if not facts.works else "warn"))
            draw_remark(painter, line.adjusted(width + look.px(4), 0, 0, 0), cell, facts.remark)

    def _density(self, cell: Cell) -> None:
        """The ground of a crowded day, the fuller the stronger."""
        colour = self._look.colour("accent")
        colour.setAlphaF(min(0.04 + 0.012 * (cell.count - CROWDED), 0.2))
        self._painter.fillRect(cell.box, colour)

    def _day_count(self, line: QRectF, count: int) -> QRectF:
        """How many visits the day has, at its right; what is left of the line."""
        painter, look = self._painter, self._look
        text = self._language.text("{count} in all", count=count)
        painter.setFont(look.font(12, bold=True))
        painter.setPen(look.colour("text"))
        painter.drawText(line, RIGHT, text)
        return line.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(text) - look.px(6), 0)

    def _day_mark(self, line: QRectF, day: dt.date, text: str, colour: str) -> float:
        """The day's number, in a filled shape if it is today; how wide it is."""
        painter, look = self._painter, self._look
        painter.setFont(look.font(13, bold=day == self._today))
        width = painter.fontMetrics().horizontalAdvance(text)
        if day == self._today:
            body = QRectF(line.left() - look.px(3), line.top() + 1, width + look.px(12), line.height() - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
            painter.setPen(look.colour("on_accent"))
            painter.drawText(body, CENTRE, text)
            return body.width()
        painter.setPen(look.colour(colour))
        painter.drawText(line, LEFT, text)
        return width

    def _day_colour(self, facts: DayFacts) -> str:
        if facts.works:
            return "text"
        return "danger" if facts.remark else "muted"

    # -- headings -------------------------------------------------------------------------------------------------

    def column(self, heading: Heading, facts: DayFacts, *, dated: bool) -> None:
        """The heading of a column: weekday, with its date where one column is one day."""
        painter, look = self._painter, self._look
        painter.fillRect(heading.box, look.colour("surface"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(heading.box.bottomLeft(), heading.box.bottomRight())
        day = heading.day
        if day is None:
            return
        name = self._language.weekday(day)
        if not dated:
            painter.setFont(look.font(12, bold=True))
            painter.setPen(look.colour("muted"))
            painter.drawText(heading.box, CENTRE, name)
            return
        line = QRectF(heading.box.left() + look.px(8), look.px(4), heading.box.width() - look.px(12), look.px(21))
        date = f"{day.month}/{day.day}"
        painter.setFont(look.font(13, bold=day == self._today))
        texts = (date + self._language.bracketed(name), f"{date} {name}", f"{day.day} {name}", str(day.day))
        self._day_mark(
            line,
            day,
            first_that_fits(painter, texts, line.width() - look.px(9 if day == self._today else 0)),
            self._day_colour(facts),
        )
        below = line.translated(0, look.px(20))
        painter.setFont(look.font(12))
        painter.setPen(look.colour("danger" if not facts.works else "warn"))
        painter.drawText(below, LEFT, self._cut(facts.remark, below.width()))

    def line(self, heading: Heading) -> None:
        """The heading of a line: half of a day, or a person."""
        painter, look = self._painter, self._look
        box = heading.box
        painter.fillRect(box, look.colour("surface"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        if heading.slot is not None:
            painter.setFont(look.font(12, bold=True))
            painter.setPen(look.colour("muted"))
            painter.drawText(box.adjusted(0, look.px(10), 0, 0), Qt.AlignmentFlag.AlignHCenter, self._slot(heading))
        if heading.person is not None:
            inner = box.adjusted(look.px(10), look.px(5), -look.px(4), -look.px(4))
            painter.setFont(look.font(13, bold=True))
            painter.setPen(look.colour("text"))
            painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), look.px(20)), LEFT, heading.person.name)
            painter.setFont(look.font(12))
            painter.setPen(look.colour("muted"))
            below = QRectF(inner.left(), inner.top() + look.px(20), inner.width(), look.px(18))
            painter.drawText(below, LEFT, self._language.say(RANK_NAMES[heading.person.rank]))

    def _slot(self, heading: Heading) -> str:
        return self._language.say(SLOT_NAMES[heading.slot]) if heading.slot else ""

    # -- visits ---------------------------------------------------------------------------------------------------

    def block(self, block: Block, *, selected: bool, hovered: bool, dimmed: bool) -> None:
        """A visit: outline 建議, dashed 暫定, filled with a bar 已約, tick 完成, struck 取消."""
        painter, look = self._painter, self._look
        painter.save()
        painter.setOpacity(0.45 if dimmed else 1.0)
        self._body(block, selected=selected, hovered=hovered)
        state = block.row.visit.state
        shape, tone = VISIT_SHAPES[state]
        ink = QColor(look.tokens.tone(tone))
        narrow = block.box.width() < look.px(NARROW_BLOCK)
        side = look.px(10)
        first = QRectF(block.box.left(), block.box.top(), block.box.width(), min(look.px(22), block.box.height()))
        paint_shape(
            painter, QRectF(first.left() + look.px(6 if narrow else 8), first.center().y() - side / 2, side, side), shape, ink
        )
        line = first.adjusted(look.px(20 if narrow else 23), 0, -look.px(2 if narrow else 6), 0)
        line = self._right_mark(block, line)
        font = look.font(13 if block.tall else 12, bold=block.tall and state is VisitState.BOOKED)
        font.setStrikeOut(state is VisitState.CANCELLED)
        painter.setFont(font)
        painter.setPen(look.colour("muted" if state in (VisitState.DONE, VisitState.CANCELLED) else "text"))
        used = self._name(block, line)
        if block.tall:
            below = line.translated(0, used)
            below.setRight(block.box.right() - look.px(6))
            painter.setFont(look.font(12))
            painter.setPen(look.colour("muted"))
            team = team_of(block.row, None)
            words = first_that_fits(painter, (f"{self._language.say(STATE_NAMES[state])}　{team}", team), below.width())
            painter.drawText(below, LEFT, self._cut(words, below.width()))
        painter.restore()

    def _name(self, block: Block, line: QRectF) -> float:
        """Whom a visit is for, over two lines in a deep block; how far below it the next line stands."""
        painter, step = self._painter, self._look.px(18)
        name, words = short_name(block.row.subject), painter.fontMetrics()
        deep = block.box.height() >= self._look.px(BLOCK_DEEP)
        if deep and words.horizontalAdvance(name) > line.width():
            painter.drawText(line.adjusted(0, self._look.px(2), 0, step), NAME, self._cut(name, 2 * line.width() - step))
            return 2 * step
        painter.drawText(line, LEFT, self._cut(name, line.width()))
        return step

    def _body(self, block: Block, *, selected: bool, hovered: bool) -> None:
        painter, look = self._painter, self._look
        state, box = block.row.visit.state, block.box.adjusted(0.5, 0.5, -0.5, -0.5)
        pen, ground = dress_of(state)
        painter.setPen(QPen(look.colour("accent"), 2) if selected else pen)
        painter.setBrush(look.colour("hover" if hovered and ground == "surface" else ground))
        painter.drawRoundedRect(box, 4, 4)
        if state is VisitState.BOOKED:
            painter.fillRect(QRectF(box.left(), box.top() + 2, look.px(3), box.height() - 4), look.colour("accent"))

    def _right_mark(self, block: Block, line: QRectF) -> QRectF:
        """上 or 下 where the view does not tell the half-day, the pin of a visit placed by hand, or the alert of one without its
        record."""
        painter, look = self._painter, self._look
        if lacks_record(block.row, self._today):
            side = look.px(10)
            box = QRectF(line.right() - side, line.center().y() - side / 2, side, side)
            paint_shape(painter, box, Shape.ALERT, QColor(look.tokens.tone(Tone.DANGER)))
            line = line.adjusted(0, 0, -side - look.px(5), 0)
        if is_pinned(block.row.visit):
            line = paint_pin(painter, line)
        if block.tall or line.width() < look.px(64):
            return line
        slot = block.row.visit.slot
        word = block.row.visit.time or self._language.say(SLOT_MARKS[slot])
        if block.place.slot is not None:
            word = block.row.leader
        elif block.row.visit.member_ids and block.place.person_id == block.row.visit.leader_id:
            word = f"{self._language.text('leads')} {word}"
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        painter.drawText(line, RIGHT, word)
        return line.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(word) - look.px(4), 0)

    def cursor(self, box: QRectF) -> None:
        """The day the keyboard stands on."""
        painter, look = self._painter, self._look
        painter.setPen(QPen(look.colour("accent"), 1.5, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(2, 2, -3, -3))

    def _cut(self, text: str, width: float) -> str:
        return self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
