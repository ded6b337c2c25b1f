"""可問的事: what customers ask at every visit, answered of the customer studied, each figure with its basis and source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.tariffs.answers.dated_figures import KnownFigure
from visitplanner.services.answers.figures import OfficeFigures, figures_in_force
from visitplanner.services.answers.told import Told, ToldLine
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.services.loads.loads import ReadingChoices
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.tariffs.questions.asked import Case, CustomerQuestion
from visitplanner.ui.tariffs.questions.asking import QUESTIONS
from visitplanner.ui.tariffs.questions.inputs import AskedField, given_in, input_of
from visitplanner.ui.widgets.parts import button, card, column, empty, holder, label, put, roomy, row, scrolled, selectable

ROOM = (640, 400)
AROUND = 48
"""What stands beside a question in its list, in pixels."""
SIDE_WIDTH, WIDEST_SIDE, NAME_WIDTH = 208, 320, 172
TWO_IN_A_LINE = 780
"""Pixels beside the questions from which on two fields fit in a line."""
FEW = 4
"""So many fields stand below each other; more stand two in a line."""


class QuestionsTab(QWidget):
    """The questions on the left; on the right the numbers one needs, and the answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self.desk = desk
        self.study: Study | None = None
        self._office: tuple[KnownFigure, ...] = ()
        self._job: Job | None = None
        self.side = self._side()
        self.title = label(role="section", wrap=True)
        self.fields: dict[str, AskedField] = {}
        self._names: list[QLabel] = []
        self._across = 0
        self._asked = QVBoxLayout()
        self._asked.setSpacing(6)
        self.work_out = button(_("&Work out"), kind="primary", on=self.compute)
        self._told = QVBoxLayout()
        self._told.setSpacing(8)
        told = QWidget()
        told.setLayout(column(self._asked, self._told, None, margins=(0, 0, 8, 0)))
        right = self._right = card(self.title, scrolled(told))
        left = card(self.side, padding=6)
        metrics = self.side.fontMetrics()
        widest = max(metrics.horizontalAdvance(desk.language.say(question.title)) for question in QUESTIONS)
        look = style.look()
        left.setFixedWidth(min(max(look.px(SIDE_WIDTH), widest + look.px(AROUND)), look.px(WIDEST_SIDE)))
        whole = row(left, right, spacing=16, margins=(0, 12, 0, 0))
        whole.setStretch(1, 1)
        self.setLayout(roomy(whole, *ROOM))
        self.side.currentRowChanged.connect(self._choose)
        self.side.setCurrentRow(0)

    def show_study(self, study: Study) -> None:
        """Answer the question in front for another customer, with the figures the office entered."""
        self.study = study
        self.desk.session.of(self).ask(OfficeFigures(), self._figures_arrived)

    def question(self) -> CustomerQuestion:
        """The one in front."""
        return QUESTIONS[max(self.side.currentRow(), 0)]

    @Slot()
    def compute(self) -> None:
        """Work the answer out with the numbers given; what was being worked out is dropped."""
        study, question, session = self.study, self.question(), self.desk.session.of(self)
        if self._job is not None:
            self._job.drop()
            self._job = None
        if study is None:
            return
        try:
            given = given_in(question.numbers, self.fields)
        except Refused as refusal:
            self._refused(refusal)
            return
        answer = question.answer
        if answer is None:
            stored, tell = question.stored, question.tell
            assert stored is not None and tell is not None
            self._job = session.ask(stored(study.customer), lambda found: self.show_told(tell(found)), self._refused)
            return
        known = self.desk.context.known
        files = self.desk.context.files
        figures = figures_in_force(known, self._office)
        case = Case(study, known, figures, given, lambda path: files.read_load(path, ReadingChoices()).load)

        def work(_progress: Progress, stop: Stop) -> Told:
            return answer(case, stop)

        self._job = session.compute(work, self.show_told, self._refused)

    def show_told(self, told: Told) -> None:
        """The answer, the recommended line first to the eye, basis and sources below."""
        empty(self._told)
        for each in told.lines:
            self._say(each)
        for note in told.notes:
            put(self._told, selectable("· " + self.desk.language.say(note), "caption"))

    def _say(self, line: ToldLine) -> None:
        say = self.desk.language.say
        put(self._told, selectable(say(line.text), "strong" if line.best else "body"))
        for below in line.below:
            put(self._told, selectable("　" + say(below), "muted"))

    def _side(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(self.desk.language.text("What customers ask"))
        for question in QUESTIONS:
            item = QListWidgetItem(self.desk.language.say(question.title))
            item.setSizeHint(QSize(0, style.look().px(style.ROW_HEIGHT)))
            made.addItem(item)
        return made

    def _figures_arrived(self, kept: Sequence[KnownFigure]) -> None:
        self._office = tuple(kept)
        self._begin()

    @Slot(int)
    def _choose(self, _row: int) -> None:
        """Another question: its fields, and its answer where nothing needs to be given."""
        question, say = self.question(), self.desk.language.say
        self.title.setText(say(question.title))
        empty(self._asked)
        self.fields = {}
        self.work_out = button(self.desk.language.text("&Work out"), kind="primary", on=self.compute)
        self._names = []
        for number in question.numbers:
            self.fields[number.key] = input_of(number, self.desk.language, self.compute)
            name = label(say(number.title), "muted", wrap=True)
            name.setFixedWidth(style.look().px(NAME_WIDTH))
            self._names.append(name)
        if question.numbers:
            self._grid = QGridLayout()
            self._grid.setContentsMargins(0, 0, 0, 0)
            self._grid.setHorizontalSpacing(style.look().px(8))
            self._grid.setVerticalSpacing(6)
            self._across = 0
            self._place_fields()
            put(self._asked, holder(self._grid))
            put(self._asked, holder(row(self.work_out, None)))
        self._begin()

    def _place_fields(self) -> None:
        """Two in a line where there are many and room for both, else below each other."""
        room = self._right.width() >= style.look().px(TWO_IN_A_LINE)
        across = 2 if room and len(self._names) > FEW else 1
        if across == self._across:
            return
        self._across = across
        for place, (name, field) in enumerate(zip(self._names, self.fields.values(), strict=True)):
            line, left = divmod(place, across)
            self._grid.addWidget(name, line, 2 * left)
            self._grid.addWidget(field, line, 2 * left + 1, Qt.AlignmentFlag.AlignLeft)
        for column_number in range(2 * 2 + 1):
            self._grid.setColumnStretch(column_number, int(column_number == 2 * across))

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._names:
            self._place_fields()

    def _begin(self) -> None:
        empty(self._told)
        if self.question().at_once:
            self.compute()
        else:
            put(self._told, label(self.desk.language.text("Give the numbers above; none of them is recorded."), "muted"))

    def _refused(self, refusal: Refused) -> None:
        empty(self._told)
        put(self._told, selectable(self.desk.language.say_refusal(refusal)))
