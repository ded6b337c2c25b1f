"""電價: what is paid now and what the background found it could be, with the way to the page that proves it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.services.opportunities.weighing import Weighing, WeighingOf
from visitplanner.ui.core.rows_model import NOTHING
from visitplanner.ui.customers.columns import contracts_text
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.parts import button, card, column, label, row


class PriceTab(QWidget):
    """The verdict in one sentence, its figures, and the button that opens the tariff page at the customer."""

    def __init__(self, desk: Desk, customer_id: UUID) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self.verdict = label(role="section", wrap=True)
        self.figures = Facts()
        opened = button(_("Open the tariff page"), icon="zap", on=lambda: desk.go("tariffs", customer_id))
        self.setLayout(column(card(self.verdict, self.figures, row(opened, None), spacing=12), None))
        desk.session.of(self).ask(WeighingOf(customer_id), self.show_found)

    def show_found(self, found: Weighing | None) -> None:
        """Show what was found; None while the customer was not weighed, or has neither load nor readings."""
        language = self._desk.language
        _ = language.text
        self.figures.setVisible(found is not None)
        if found is None:
            self.verdict.setText(_("Not weighed yet: it wants a load or monthly readings, and a moment in the background."))
            return
        self.verdict.setText(language.say(found.told))

        def ntd(value: object) -> str:
            return NOTHING if value is None else _("NT$ {ntd:,.0f}", ntd=value)

        self.figures.show_facts(
            [
                (_("Bills of a year now"), ntd(found.year_ntd)),
                (_("Saves a year"), ntd(found.saving_ntd)),
                (_("Saves at least, a year"), ntd(found.least_ntd)),
                (_("Recommended option"), language.say(OPTION_NAMES[found.option]) if found.option else ""),
                (_("Recommended contracts (kW)"), contracts_text(found.contracts, language) if found.contracts else ""),
                (_("Rests on"), _("monthly readings alone") if found.from_readings else _("the 15-minute load")),
            ]
        )
