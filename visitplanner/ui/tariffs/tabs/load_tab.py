"""用電: the year as a heat map, the months against the present contracts, and how long the load is how high."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from visitplanner.domain.tariffs.books.names import contract_name
from visitplanner.i18n import Language
from visitplanner.ui.tariffs.charts.curves import DurationCurve
from visitplanner.ui.tariffs.charts.heat_map import HeatMap
from visitplanner.ui.tariffs.charts.month_demands import MonthDemands
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.tariffs.tabs.chart_cards import PeriodLegend, chart_card
from visitplanner.ui.widgets.parts import column, roomy, row

ROOM = (860, 470)


class LoadTab(QWidget):
    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.heat = HeatMap(language)
        self.demands = MonthDemands(language, 150)
        self.duration = DurationCurve(language)
        self.legend = PeriodLegend(language)
        heat = chart_card(_("Load by day and hour (kW)"), self.heat)
        demands = chart_card(_("Monthly demand (kW)"), self.demands, self.legend)
        duration = chart_card(_("How long how high (kW)"), self.duration)
        below = row(demands, duration, spacing=16)
        below.setStretch(0, 3)
        below.setStretch(1, 2)
        whole = column(heat, below, spacing=12, margins=(0, 12, 0, 0))
        whole.setStretch(0, 6)
        whole.setStretch(1, 4)
        self.setLayout(roomy(whole, *ROOM))

    def show_study(self, study: Study) -> None:
        load, option = study.load, study.option.option
        self.heat.show_load(load, study.year.priced[0].spans[0].tariff, study.library.off_peak_days)
        self.demands.begin()
        self.demands.show_demands(study.demands(study.start), study.start, option)
        self.legend.show_periods(study.periods)
        name = self._language.say(contract_name(0, option))
        self.duration.show_load(load, study.start[0], f"{name} {study.start[0]:,}")
