"""用電: the highest demand of each month against the contract, and where the figures come from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from visitplanner.domain.core.money import rounded
from visitplanner.i18n import Language
from visitplanner.services.loads.loads import KeptLoad
from visitplanner.services.loads.pictures import LoadPicture
from visitplanner.ui.customers.presenter import CardFacts
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.month_bars import Bar, MonthBars
from visitplanner.ui.widgets.parts import EmptyState, button, column, label


class CustomerLoadTab(QWidget):
    """A customer's load by months in figures and bars, or how to import one."""

    def __init__(self, language: Language, import_load: Callable[[], object]) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.bars = MonthBars()
        self._title = label(_("Highest demand of each month (kW)"), "section")
        self._facts = Facts(3)
        chart = QFrame()
        chart.setObjectName("card")
        inside = column(self._title, self.bars, self._facts, spacing=12, margins=(16, 14, 16, 14))
        inside.setStretchFactor(self.bars, 1)
        chart.setLayout(inside)
        text = _("With the 15-minute load of the customer portal the briefing compares tariffs and contracts in NT$.")
        verb = button(_("Import a &load file"), kind="plain", icon="upload", on=import_load)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("zap", _("No load yet"), text, verb))
        self._stack.addWidget(chart)
        self.setLayout(column(self._stack, margins=(0, 12, 0, 0)))

    def show_load(self, facts: CardFacts) -> None:
        """Show the load of a card, or that there is none."""
        if facts.picture is None or facts.load is None:
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self._show(facts.picture, facts.load)

    def _show(self, picture: LoadPicture, kept: KeptLoad) -> None:
        language = self._language
        _, number = language.text, language.number
        highest, contract = picture.highest, picture.contracts.regular_kw
        over = set(picture.over_contract)
        bars = [Bar(language.month_name(month.month), month.max_kw, month.is_whole, month in over) for month in picture.months]
        words = _("Highest {kw} kW, regular contract {contract} kW", kw=number(highest.max_kw), contract=number(contract))
        self.bars.show_bars(bars, contract, _("regular contract {kw} kW", kw=number(contract)), words)
        load = kept.load
        self._facts.show_facts(
            [
                (_("Period"), f"{language.date(load.first_day)} – {language.date(load.last_day)}"),
                (_("Highest demand (kW)"), number(highest.max_kw)),
                (_("Energy of these months (kWh)"), number(picture.kwh)),
                (_("File"), kept.source_name),
                (_("Interval (minutes)"), str(load.interval_minutes)),
                (_("Months billed over contract"), _over_text(picture, language)),
                (_("Missing quarters of an hour"), number(load.missing_count)),
            ]
        )


def _over_text(picture: LoadPicture, language: Language) -> str:
    if picture.over is None:
        return language.text("unknown")
    over = picture.over
    if not over.count:
        return language.text("none")
    return language.text("{count}: {kw:,} kW, {ntd:,} NT$", count=over.count, kw=rounded(over.kw), ntd=rounded(over.ntd))
