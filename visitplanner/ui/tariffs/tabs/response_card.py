"""需量反應: what each measure could bring with this load, its terms and doubts beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.domain.tariffs.response.pledges import pledge_words
from visitplanner.domain.tariffs.response.response import Income, Site, incomes
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.jobs import Task
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.amounts import ntd
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.tariffs.computed_card import ComputedCard
from visitplanner.ui.tariffs.tall_table import TallTable
from visitplanner.ui.widgets.fields import NumberBox
from visitplanner.ui.widgets.parts import column, label, line, row, scrolled

USUAL_PERCENT = 20


def income_text(income: Income, language: Language) -> str:
    """A year's figure, or a month's with what one failed call costs; 未知 where the rates are not recorded."""
    if income.ntd is not None:
        return ntd(income.ntd)
    if income.month_ntd is not None:
        low, _high = income.month_ntd
        penalty = ntd(income.failure.ntd) if income.failure else NOTHING
        return language.text("{low} a month, −{penalty} if it fails", low=ntd(low), penalty=penalty)
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
    Column("eligible", said("Eligible"), lambda each: each.eligible, chip=eligible_chip, width=108),
    Column("ntd", said("Expected (NT$)"), lambda each: each.ntd, income_text, 164, right=True),
)


class ResponseCard(ComputedCard):
    """The table, and below it what the figure of the picked measure rests on."""

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, USUAL_PERCENT, _("Share of the usual demand to save"))
        self.table = TallTable(MEASURES, desk.language, lambda each: (each.measure.id, each.window), "measures")
        self.name = label(role="strong", wrap=True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notes = label(role="muted", wrap=True)
        self.source = label(role="caption", wrap=True)
        self.pledge = NumberBox()
        self.pledge.setRange(0, 1_000_000)
        self.pledge.setSingleStep(50)
        self.pledge.setSpecialValueText(_("as much"))
        self.pledge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pledge.setSuffix(f" {_('kW')}")
        self.pledge.setAccessibleName(_("Power promised"))
        self.pledge.valueChanged.connect(self.wait)
        ask = row(
            label(_("When called, save of the usual demand"), "muted"),
            self.percent,
            label(_("promise"), "muted"),
            self.pledge,
            None,
        )
        below = scrolled(_notes_holder(self.name, self.notes, self.source))
        below.setFixedHeight(style.look().px(148))
        title = label(_("Demand response (NT$ a year)"), "section")
        inside = column(title, ask, self.table, line(), below, spacing=8, margins=(16, 12, 16, 10))
        inside.setStretchFactor(self.table, 1)
        self.setLayout(inside)
        self.table.picked.connect(self._pick)

    def task(self, study: Study) -> Task[tuple[Income, ...]]:
        """What demand response would pay, each measure for itself."""
        measures, percent, site = self.desk.context.known.demand_response, self.percent.value(), site_of(study)
        pledge = self.pledge.value() or None
        return lambda _progress, _stop: incomes(measures(), site, percent, pledge)

    def show_found(self, found: Sequence[Income]) -> None:
        """A line for each measure; the first is picked."""
        self.table.set_rows(found)
        if found and self.table.current() is None:
            first = found[0]
            self.table.show_key((first.measure.id, first.window))
        self._pick(self.table.current())

    @Slot(object)
    def _pick(self, income: Income | None) -> None:
        _, say = self.desk.language.text, self.desk.language.say
        self.name.setText(income.measure.name if income else "")
        told = (*income.notes, *(pledge_words(each, income.days) for each in income.pledges)) if income else ()
        self.notes.setText("\n".join(map(say, told)))
        self.source.setText(_("Source: {source}", source=income.measure.source) if income else "")


def site_of(study: Study) -> Site:
    """Whose load it is; option and contract only where they are known."""
    site = Site(study.load, study.library.off_peak_days)
    return site if study.present is None else site._replace(option=study.option.option, regular_kw=study.present[0])


def _notes_holder(*labels: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(*labels, None, spacing=6, margins=(0, 0, 8, 0)))
    return made
