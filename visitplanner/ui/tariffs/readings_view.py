"""What monthly readings alone tell of a customer: contracts, options, power factor, over contract, other prices; no shifting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.tariffs.bills.drafts import DraftTariff
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.i18n import Language
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.services.tariffs.advice import account_of_customer
from visitplanner.services.tariffs.monthly_readings import four
from visitplanner.services.tariffs.reading_advice import (
    NEEDS_LOAD,
    WHOLE_YEAR,
    OptionOfReadings,
    PartialSum,
    ReadingAdvice,
    claims_no_saving,
    trial_of_readings,
)
from visitplanner.ui.core import style
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.amounts import contracts_text, ntd, signed_ntd
from visitplanner.ui.tariffs.tabs.trial_card import entries_of
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import button, card, column, label, quiet_empty, roomy, row
from visitplanner.ui.widgets.table import Table, TablePane

ROOM = (640, 580)
NO_CLAIM = said("The customer's concession is not recorded: no saving is claimed.")


@dataclass(frozen=True, eq=False)
class ReadingStudy:
    """A customer's newest readings, weighed. drafts: prices that are not in force, to be tried."""

    customer: Customer
    library: Library
    readings: Sequence[MonthlyReading]
    found: ReadingAdvice
    drafts: Sequence[DraftTariff]

    @property
    def claimed(self) -> bool:
        """Whether a saving may be named."""
        return not claims_no_saving(self.customer)


@dataclass(frozen=True, eq=False)
class ReadingOption:
    """An option as the table shows it; claimed: whether a saving may be named."""

    weighed: OptionOfReadings
    claimed: bool


def total_of(option: ReadingOption, language: Language) -> str:
    """The bills of the months, NT$, and of how many where it is no year."""
    total = option.weighed.total
    if len(total.months) == WHOLE_YEAR:
        return ntd(total.ntd)
    return language.text("{count} months: {ntd}", ntd=ntd(total.ntd), count=len(total.months))


def saving_of(option: ReadingOption, language: Language) -> str:
    """The saving against the present option and contracts."""
    return signed_ntd(option.weighed.saving.ntd) if option.claimed else language.text("unknown")


def least_of(option: ReadingOption, language: Language) -> str:
    """The saving however May and October divide between the seasons."""
    return signed_ntd(option.weighed.saving.least) if option.claimed else language.text("unknown")


COLUMNS: tuple[Column[ReadingOption], ...] = (
    Column("option", said("Option"), lambda one: OPTION_NAMES[one.weighed.option], stretch=True),
    Column("contracts", said("Best contracts (kW)"), lambda one: contracts_text(one.weighed.contracts), width=150, right=True),
    Column("total", said("Bills (NT$)"), lambda one: one.weighed.total.ntd, total_of, 150, right=True),
    Column("saving", said("Saves (NT$)"), lambda one: one.weighed.saving.ntd, saving_of, 100, right=True),
    Column("least", said("At least"), lambda one: one.weighed.saving.least, least_of, 100, right=True),
)  # fmt: skip


class ReadingStudyView(QWidget):
    """on_import: asks for a load file; on_all: shows all customers."""

    def __init__(self, desk: Desk, study: ReadingStudy, on_import: Callable[[], object], on_all: Callable[[], object]) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk, self._study = desk, study
        self._job: Job | None = None
        first, last = study.found.months[0], study.found.months[-1]
        title = label(_("From the monthly readings {first} to {last}, without a load", first=first, last=last), "section")
        self.load = button(_("Import a &load file"), kind="primary", icon="upload", on=on_import)
        self.everybody = button(_("All c&ustomers"), icon="users", on=on_all)
        self.facts = Facts()
        self.facts.show_facts(facts_of(study, desk.language))
        self.options = Table(COLUMNS, desk.language, lambda one: one.weighed.option, "reading_options")
        self.options.set_rows([ReadingOption(one, study.claimed) for one in study.found.options])
        nothing = desk.language.say(study.found.contracts_why) if study.found.contracts_why else _("No option can be weighed.")
        pane = TablePane(self.options, quiet_empty(nothing))
        pane.setFixedHeight(style.look().px(style.ROW_HEIGHT * 5))
        self._entries = entries_of(study.library, account_of_customer(study.customer).customer_class, study.drafts, desk.language)
        self.before, self.after = Choice(), Choice()
        self.before.setAccessibleName(_("Prices before"))
        self.after.setAccessibleName(_("Prices after"))
        self.trial = label(role="body", wrap=True)
        ask = row(
            label(_("Trial calculation of other prices (NT$)"), "section"), None, self.before, label("→", "muted"), self.after
        )
        notes = label(desk.language.together(study.found.notes), "caption", wrap=True)
        inside = column(
            row(title, None, self.everybody, self.load),
            card(self.facts),
            pane,
            card(ask, self.trial),
            notes,
            None,
            spacing=12,
            margins=(0, 12, 0, 0),
        )
        self.setLayout(roomy(inside, *ROOM))
        self._offer_prices()
        self.before.chosen.connect(self._compute)
        self.after.chosen.connect(self._compute)
        self._compute()

    def forget(self) -> None:
        """Nobody looks at this any more."""
        if self._job is not None:
            self._job.drop()

    def _offer_prices(self) -> None:
        """Today's prices against the newest draft, else the version before against today's."""
        shown = [(entry.text, entry.key) for entry in self._entries]
        known = [entry for entry in self._entries if entry.draft is None]
        drafts = [entry for entry in self._entries if entry.draft is not None]
        pair = (known[0], drafts[0]) if drafts else (known[min(1, len(known) - 1)], known[0])
        self.before.set_entries(shown, pair[0].key)
        self.after.set_entries(shown, pair[1].key)

    @Slot()
    def _compute(self) -> None:
        pair = [next(entry.version for entry in self._entries if entry.key == part.value()) for part in (self.before, self.after)]
        study = self._study
        self.forget()

        def work(_progress: Progress, _stop: Stop) -> PartialSum:
            return trial_of_readings(study.library, study.customer, study.readings, (pair[0], pair[1]))

        self._job = self._desk.session.of(self).compute(work, self._tried)

    def _tried(self, found: PartialSum) -> None:
        values = {"ntd": found.ntd, "count": len(found.months)}
        told = [said("The other prices: {ntd:+,} NT$ in {count} months.", **values)]
        if not found.is_exact:
            told.append(said("Between {least:+,} and {most:+,} NT$.", least=found.least, most=found.most))
        self.trial.setText(self._desk.language.together(told))


def facts_of(study: ReadingStudy, language: Language) -> list[tuple[str, str]]:
    """Contracts now and best, over contract, power factor, shifting: a name and a sentence each."""
    _, found = language.text, study.found
    gain = found.to_best_power_factor
    factor = said("A power factor of 95 % would save NT$ {ntd:,} in {count} months.", ntd=gain.ntd, count=len(gain.months))
    return [
        (_("Contracts now (kW)"), contracts_text(four(study.customer.contracts))),
        (_("Best contracts (kW)"), best_text(study, language)),
        (_("Over contract"), over_text(found, language)),
        (_("Power factor"), language.say(factor) if gain.months else _("No month gives one.")),
        (_("Shifting"), language.together(NEEDS_LOAD)),
    ]


def best_text(study: ReadingStudy, language: Language) -> str:
    """The best contracts with what they save, or why none can be named."""
    advice = study.found.contracts
    if advice is None:
        return language.say(study.found.contracts_why) if study.found.contracts_why else ""
    text = contracts_text(advice.best.contracts)
    if not study.claimed:
        return f"{text}　{language.say(NO_CLAIM)}"
    if advice.saving_ntd is None or advice.saving_ntd <= 0:
        return f"{text}　{language.text('nothing to save')}"
    return f"{text}　{language.text('saves {ntd} NT$ a year, before the coefficient', ntd=ntd(advice.saving_ntd))}"


def over_text(found: ReadingAdvice, language: Language) -> str:
    """The months over the present contracts: kW charged and surcharge at today's prices."""
    present = found.contracts.present if found.contracts else None
    if present is None:
        return ""
    by_number = {month.month: month for month in found.months}
    parts = [
        language.text(
            "{month}: {kw} kW, {ntd} NT$",
            month=by_number[month.month],
            kw=f"{sum(excess.net_kw for excess in month.excesses):,.0f}",
            ntd=ntd(month.surcharge_ntd),
        )
        for month in present.months
        if month.excesses
    ]
    return "；".join(parts) or language.text("none")
