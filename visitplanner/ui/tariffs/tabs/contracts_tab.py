"""契約容量: four sliders; the year's bill, the months over contract and the cost around them answer while they move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.money import rounded
from visitplanner.domain.tariffs.books.names import contract_name
from visitplanner.domain.tariffs.contracts.contract_terms import LEAST_TOTAL_KW, ContractsKw
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.tariffs.amounts import contracts_text, ntd, signed_ntd
from visitplanner.ui.tariffs.charts.curve_points import CurvePoints
from visitplanner.ui.tariffs.charts.curves import CostCurve
from visitplanner.ui.tariffs.charts.month_demands import MonthDemands
from visitplanner.ui.tariffs.charts.slider import ContractSlider, MarkLabel
from visitplanner.ui.tariffs.charts.study import Figures, Mark, Study, demands_of, sold
from visitplanner.ui.tariffs.tabs.chart_cards import PeriodLegend, chart_card
from visitplanner.ui.widgets.parts import allow, button, card, column, holder, label, line, roomy, row

ROOM = (1040, 500)
SIDE_WIDTH = 408
MNEMONICS = "1234"
STRIP_SHARES = (9, 13, 12, 8)
"""Of the strip's width, by what stands below each figure."""


class ContractsTab(QWidget):
    """Shows a study; `contracts` are those the sliders stand at."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._study: Study | None = None
        self._curve: CurvePoints | None = None
        self._figures: Figures | None = None
        self._place = 0
        _ = language.text
        self.names = {
            Mark.PRESENT: _("as it is now"),
            Mark.BEST: _("best"),
            Mark.ALONE: _("regular only"),
            Mark.ROBUST: _("robust"),
        }
        self.sliders = [ContractSlider(place) for place in range(4)]
        self.marks = MarkList(language, self.names, self.take)
        self.back = button(_("Bac&k to the present"), icon="undo-2", on=partial(self.take, Mark.PRESENT))
        self.best = button(_("Take the &best"), icon="check", on=partial(self.take, Mark.BEST))
        self._hint = label(role="warning", wrap=True)
        self.bill = BillStrip(language)
        self.demands = MonthDemands(language)
        self.legend = PeriodLegend(language)
        self.costs = CostCurve(language)
        self.setLayout(roomy(self._lay_out(), *ROOM))
        for slider in self.sliders:
            slider.moved.connect(self._moved)
            slider.spin.installEventFilter(slider)

    @property
    def contracts(self) -> ContractsKw:
        first, second, third, fourth = (slider.value() for slider in self.sliders)
        return first, second, third, fourth

    @property
    def figures(self) -> Figures | None:
        """The bills of what is set, None where there can be none."""
        return self._figures

    def show_study(self, study: Study) -> None:
        """Another customer: sliders to the present contracts. The same one anew: sliders stay."""
        language, option = self._language, study.option.option
        kept = self.contracts if self._study and self._study.customer.id == study.customer.id else study.start
        self._study = study
        self._curve = CurvePoints(study)
        for place, slider in enumerate(self.sliders):
            slider.setVisible(place < sold(option))
            title = language.say(contract_name(place, option))
            slider.name_it(f"{title}(&{MNEMONICS[place]})", language.text("kW"))
            slider.set_range(study.top_kw, {mark: contracts[place] for mark, contracts in study.marks.items()})
        self.demands.begin()
        self.marks.show_study(study)
        self.legend.show_periods(study.periods)
        allow(self.back, "" if study.present is not None else language.text("The present contracts are not known."))
        self.set_contracts(kept if any(kept) else study.start)

    def set_contracts(self, contracts: ContractsKw) -> None:
        for slider, kw in zip(self.sliders, contracts, strict=True):
            slider.set_value(kw)
        self.recompute()

    def take(self, mark: Mark) -> None:
        """Set the sliders to marked contracts."""
        if self._study is not None and mark in self._study.marks:
            self.set_contracts(self._study.marks[mark])

    def recompute(self) -> None:
        """One step: the bills under what is set now. Nothing is searched, hence within a few milliseconds."""
        study = self._study
        if study is None:
            return
        contracts = self.contracts
        try:
            self._figures = study.figures(contracts)
        except Refused as refusal:
            self._figures = None
            self.bill.show_figures(None, study)
            self._say(self._language.say_refusal(refusal))
            return
        total = sum(contracts)
        least = self._language.text("All contracts together are at least {least} kW.", least=LEAST_TOTAL_KW)
        self._say(least if total < LEAST_TOTAL_KW else "")
        self.bill.show_figures(self._figures, study)
        self.demands.show_demands(demands_of(self._figures.bills), contracts, study.option.option)
        self._show_curve(contracts)

    def _show_curve(self, contracts: ContractsKw) -> None:
        study, curve = self._study, self._curve
        assert study is not None and curve is not None
        kw, more = curve.around(contracts, self._place)
        marks = {mark: each[self._place] for mark, each in study.marks.items()}
        name = self._language.say(contract_name(self._place, study.option.option))
        self._curve_title.setText(self._language.text("{contract}: NT$ a year above the least", contract=name))
        self.costs.show_curve(kw, more, contracts[self._place], marks, self.names)

    def _say(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    @Slot(int)
    def _moved(self, place: int) -> None:
        self._place = place
        self.recompute()

    def _lay_out(self) -> QHBoxLayout:
        _ = self._language.text
        look = style.look()
        title = label(_("Contracts"), "section")
        side = card(title, *self.sliders, self._hint, line(), self.marks, None, row(self.back, self.best), spacing=4, padding=14)
        side.setFixedWidth(look.px(SIDE_WIDTH))
        demands = chart_card(_("Monthly demand (kW)"), self.demands, self.legend)
        costs = chart_card("", self.costs)
        found = costs.findChild(QLabel)
        assert isinstance(found, QLabel)
        self._curve_title = found
        right = column(self.bill, demands, costs, spacing=12)
        right.setStretchFactor(demands, 5)
        right.setStretchFactor(costs, 3)
        whole = row(side, holder(right), spacing=16, margins=(0, 12, 0, 0))
        whole.setStretch(1, 1)
        return whole


class BillStrip(QFrame):
    """Four figures: basic charge, surcharge with its parts, the year, and the difference to the present contracts."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("card")
        self._language = language
        _ = language.text
        self.basic, self.surcharge, self.total, self.difference = (label("—", "section") for _number in range(4))
        self.total.setProperty("role", "section")
        self._below = [label(role="caption", wrap=True) for _number in range(4)]
        titles = (_("Basic charge (NT$)"), _("Over-contract surcharge (NT$)"), _("Whole year (NT$)"), _("Saving (NT$)"))
        values = (self.basic, self.surcharge, self.total, self.difference)
        blocks = [
            holder(column(label(title, "caption", wrap=True), value, below, spacing=1))
            for title, value, below in zip(titles, values, self._below, strict=True)
        ]
        layout = row(*blocks, spacing=16, margins=(16, 8, 16, 8))
        for place, share in enumerate(STRIP_SHARES):
            layout.setStretch(place, share)
        self.setLayout(layout)

    def show_figures(self, figures: Figures | None, study: Study) -> None:
        _ = self._language.text
        if figures is None:
            for each in (self.basic, self.surcharge, self.total, self.difference):
                each.setText("—")
            for each in self._below:
                each.setText("")
            return
        self.basic.setText(ntd(figures.basic_ntd))
        self.surcharge.setText(ntd(figures.surcharge_ntd))
        self.total.setText(ntd(figures.total_ntd))
        self.difference.setText(signed_ntd(figures.saving_ntd, _("unknown")))
        share = figures.basic_ntd * 100 / figures.total_ntd if figures.total_ntd else Decimal(0)
        self._below[0].setText(_("{share} % of the bill", share=f"{share:.0f}"))
        parts = _("twice {double} · three times {triple}", double=ntd(figures.double_ntd), triple=ntd(figures.triple_ntd))
        self._below[1].setText(parts if figures.months_over else _("no month over contract"))
        self._below[1].setToolTip(tip(over_line(figures, self._language)))
        self._below[2].setText(_("of this energy and other {rest}", rest=ntd(figures.rest_ntd)))
        self._below[3].setText(self._verdict(figures, study))

    def _verdict(self, figures: Figures, study: Study) -> str:
        _ = self._language.text
        if figures.saving_ntd is None:
            return _("no saving is claimed")
        if figures.contracts == study.present:
            return _("these are the present contracts")
        if figures.contracts == study.option.contracts:
            return _("the least there is, proven")
        return _("cheaper") if figures.saving_ntd > 0 else _("dearer") if figures.saving_ntd else _("the same")


class MarkList(QWidget):
    """The marked contracts with what they cost against the present; a click takes them over."""

    def __init__(self, language: Language, names: Mapping[Mark, str], take: Callable[[Mark], None]) -> None:
        super().__init__()
        self._language = language
        self._names = names
        _ = language.text
        tips = {
            Mark.PRESENT: _("What the customer has now"),
            Mark.BEST: _("The cheapest contracts for this load, proven: no others cost less"),
            Mark.ALONE: _("The cheapest regular contract if no other is made"),
            Mark.ROBUST: _("The least mean cost if demand grows by 0 to 10 %"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self.rows: dict[Mark, tuple[QWidget, ...]] = {}
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._what = label(role="caption")
        grid.addWidget(label(_("kW: regular + second + Saturday + off-peak"), "caption"), 0, 1, 1, 2, right)
        grid.addWidget(self._what, 0, 3, right)
        for number, mark in enumerate(Mark, 1):
            name = button(names[mark], kind="link", on=partial(take, mark), tip=tips[mark])
            name.setAccessibleName(f"{names[mark]}: {tips[mark]}")
            parts: tuple[QWidget, ...] = (MarkLabel(mark, ""), name, label(), label())
            for across, part in enumerate(parts):
                grid.addWidget(part, number, across, right if across > 1 else Qt.AlignmentFlag.AlignVCenter)
            parts[0].setFixedWidth(style.look().px(16))
            self.rows[mark] = parts

    def show_study(self, study: Study) -> None:
        _ = self._language.text
        self._what.setText(_("saving") if study.claimed else _("whole year"))
        for mark, (shape, name, contracts, difference) in self.rows.items():
            there = mark in study.marks and mark not in study.same_as_best
            for part in (shape, name, contracts, difference):
                part.setVisible(there)
            if there and isinstance(contracts, QLabel) and isinstance(difference, QLabel):
                figures = study.figures(study.marks[mark])
                contracts.setText(contracts_text(study.marks[mark][: sold(study.option.option)]))
                contracts.setToolTip(tip(over_line(figures, self._language)))
                if mark is Mark.BEST and isinstance(name, QPushButton):
                    also = [self._names[other] for other in study.same_as_best]
                    name.setText("・".join([self._names[mark], *also]))
                saved = figures.saving_ntd
                difference.setText(ntd(figures.total_ntd) if saved is None else signed_ntd(saved))


def over_line(figures: Figures, language: Language) -> str:
    """Basic charge, and what is paid over contract in how many months, in words."""
    over = figures.over
    return language.text(
        "Basic charge {basic:,} NT$; over contract in {count} months, {kw:,} kW, {ntd:,} NT$",
        basic=rounded(figures.basic_ntd),
        count=over.count,
        kw=rounded(over.kw),
        ntd=rounded(over.ntd),
    )
