"""需量反應: what each measure could bring with this load, its terms and doubts beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QSpinBox, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.advice.response import Income, Site, incomes
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.i18n import Language
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.amounts import ntd
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.widgets.parts import column, label, line, row, scrolled
from visitplanner.ui.widgets.table import Table

PAUSE_MS = 250
USUAL_PERCENT = 20


def income_text(income: Income, language: Language) -> str:
    """A year's or a month's upper figure; 未知 where the rates are not recorded."""
    if income.ntd is not None:
        return ntd(income.ntd)
    if income.month_ntd is not None:
        low, high = income.month_ntd
        return language.text("{low}–{high} a month", low=ntd(low), high=ntd(high))
    return NOTHING if income.eligible is False else language.text("unknown")


def eligible_chip(income: Income, language: Language) -> Chip:
    """Whether a measure is open to the customer."""
    if income.eligible is None:
        return Chip(language.text("to be asked"), Shape.DASHED, Tone.WARN)
    if income.eligible:
        return Chip(language.text("open to it"), Shape.TICK, Tone.OK)
    return Chip(language.text("not open"), Shape.STRUCK)


def short_name(income: Income, _language: Language) -> str:
    """Without the family that most names begin with; the whole name stands below the table."""
    return income.measure.name.rpartition(" ")[2]


def full_name(income: Income, _language: Language) -> str:
    """A measure's whole name."""
    return income.measure.name


def window_text(income: Income, _language: Language) -> str:
    """From when to when, by the clock; a dash for a measure without hours."""
    return NOTHING if income.window is None else f"{clock_of(income.window[0])}–{clock_of(income.window[1])}"


MEASURES: tuple[Column[Income], ...] = (
    Column("name", said("Measure"), lambda each: each.measure.name, short_name, stretch=True, tip=full_name),
    Column("window", said("Hours"), lambda each: each.window, window_text, 104),
    Column("eligible", said("Eligible"), lambda each: each.eligible, chip=eligible_chip, width=88),
    Column("ntd", said("At most (NT$)"), lambda each: each.ntd, income_text, 150, right=True),
)


class ResponseCard(QFrame):
    """The table, and below it what the figure of the picked measure rests on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._study: Study | None = None
        self._job: Job | None = None
        self.setObjectName("card")
        self.percent = QSpinBox()
        self.percent.setRange(1, 100)
        self.percent.setValue(USUAL_PERCENT)
        self.percent.setSuffix(" %")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setAccessibleName(_("Share of the usual demand to save"))
        self.table = Table(MEASURES, desk.language, lambda each: (each.measure.id, each.window), "measures")
        self.name = label(role="strong", wrap=True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notes = label(role="muted", wrap=True)
        self.source = label(role="caption", wrap=True)
        ask = row(label(_("When called, save of the usual demand"), "muted"), self.percent, None)
        below = scrolled(_notes_holder(self.name, self.notes, self.source))
        below.setFixedHeight(style.look().px(148))
        title = label(_("Demand response (NT$ a year)"), "section")
        inside = column(title, ask, self.table, line(), below, spacing=8, margins=(16, 12, 16, 10))
        inside.setStretchFactor(self.table, 1)
        self.setLayout(inside)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.compute)
        self.percent.valueChanged.connect(self._changed)
        self.table.picked.connect(self._pick)

    def show_study(self, study: Study) -> None:
        """Show what demand response would pay the customer studied."""
        self._study = study
        self.compute()

    @Slot()
    def compute(self) -> None:
        """Compute anew with the share chosen; what was being computed is dropped."""
        study = self._study
        if study is None:
            return
        if self._job is not None:
            self._job.drop()
        measures, percent = self._desk.context.known.demand_response, self.percent.value()
        site = site_of(study)

        def work(_progress: Progress, _stop: Stop) -> tuple[Income, ...]:
            return incomes(measures(), site, percent)

        self._job = self._desk.session.compute(work, self._arrived)

    def _arrived(self, found: Sequence[Income]) -> None:
        self.table.set_rows(found)
        if found and self.table.current() is None:
            first = found[0]
            self.table.show_key((first.measure.id, first.window))
        self._pick(self.table.current())

    @Slot(object)
    def _pick(self, income: Income | None) -> None:
        _, say = self._desk.language.text, self._desk.language.say
        self.name.setText(income.measure.name if income else "")
        self.notes.setText("\n".join(say(note) for note in income.notes) if income else "")
        self.source.setText(_("Source: {source}", source=income.measure.source) if income else "")

    @Slot()
    def _changed(self) -> None:
        self._pause.start()


def site_of(study: Study) -> Site:
    """Whose load it is; option and contract only where they are known."""
    site = Site(study.load, study.library.off_peak_days)
    return site if study.present is None else site._replace(option=study.option.option, regular_kw=study.present[0])


def _notes_holder(*labels: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(*labels, None, spacing=6, margins=(0, 0, 8, 0)))
    return made
