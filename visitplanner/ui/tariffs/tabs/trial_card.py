"""電價調整試算: the same load and contracts under two versions of prices, either of which may be a 草案."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import CustomerClass
from visitplanner.domain.tariffs.advice.trial import PriceTrial, Version, trial
from visitplanner.domain.tariffs.bills.drafts import DraftTariff
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.book import Book
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.services.tariffs.advice import present_of
from visitplanner.services.tariffs.drafts import DeleteDraft, DraftList, version_of_draft
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.amounts import contracts_text, ntd, signed_ntd
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.tariffs.tabs.draft_form import DraftForm
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import allow, button, column, label, row

PARTS = ("basic", "energy", "surcharge", "total")
"""Of `domain.tariffs.advice.trial.BillParts`, in the order of the lines."""

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, eq=False)
class Entry:
    """A version that can be chosen; draft: its id where it is one."""

    key: str
    text: str
    version: Version
    draft: str | None = None


class TrialCard(QFrame):
    """all_asked: calculate these two versions (before, after) for all customers."""

    all_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk = desk
        self._study: Study | None = None
        self._job: Job | None = None
        self._entries: tuple[Entry, ...] = ()
        self._wanted: str | None = None
        self.setObjectName("card")
        self.before, self.after = Choice(), Choice()
        self.before.setAccessibleName(_("Prices before"))
        self.after.setAccessibleName(_("Prices after"))
        self.figures = TrialFigures(desk.language)
        self.note = label(role="caption", wrap=True)
        self.new = button(_("&New draft"), icon="plus", on=self.open_new)
        self.delete = button("", kind="icon", icon="x", on=self._delete, tip=_("Delete the draft"))
        self.everybody = button(_("All c&ustomers"), icon="users", on=self._ask_all)
        ask = row(self.before, label("→", "muted"), self.after, self.delete, None, self.new)
        title = label(_("Trial calculation of other prices (NT$ a year)"), "section")
        head = row(title, None, self.everybody)
        self.setLayout(column(head, ask, self.figures, self.note, spacing=8, margins=(16, 10, 16, 10)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.before.chosen.connect(self._chosen)
        self.after.chosen.connect(self._chosen)
        desk.session.changed.connect(self._something_changed)

    def show_study(self, study: Study) -> None:
        """Show what a change of prices would do to the customer studied."""
        self._study = study
        self._desk.session.of(self).ask(DraftList(), self._drafts_arrived)

    def versions(self) -> tuple[Version, Version] | None:
        """Before and after, as chosen."""
        pair = [next((each for each in self._entries if each.key == part.value()), None) for part in (self.before, self.after)]
        return (pair[0].version, pair[1].version) if pair[0] and pair[1] else None

    def open_new(self) -> DraftForm:
        """The form for a draft of prices."""
        form = DraftForm(self._desk, self)
        form.kept.connect(self._kept)
        form.open()
        return form

    def _drafts_arrived(self, drafts: Sequence[DraftTariff]) -> None:
        if self._study is None:
            return
        customer_class = self._study.asked.question.account.customer_class
        self._entries = entries_of(self._study.library, customer_class, drafts, self._desk.language)
        shown = [(entry.text, entry.key) for entry in self._entries]
        first = (self.before.value(), self.after.value()) if self.before.value() else usual_pair(self._entries, self._study)
        self.before.set_entries(shown, first[0])
        self.after.set_entries(shown, self._wanted or first[1])
        self._wanted = None
        self._compute()

    def _compute(self) -> None:
        study, pair = self._study, self.versions()
        draft = next((each.draft for each in self._entries if each.key == self.after.value()), None)
        _ = self._desk.language.text
        allow(self.delete, "" if draft is not None else _("Only a draft of the office can be deleted: choose one."))
        allow(self.everybody, "" if pair is not None else _("Choose two versions to compare first."))
        if study is None or pair is None:
            return
        if self._job is not None:
            self._job.drop()
        present = present_of(study.asked)
        if present is None:
            self._show(None, self._desk.language.text("The present contracts are not known: nothing is compared."))
            return

        def work(_progress: Progress, stop: Stop) -> PriceTrial:
            return trial(study.advised.advice.comparison, present, *pair, stop=stop)

        self._job = self._desk.session.of(self).compute(work, self._arrived, self._refused)

    def _arrived(self, found: PriceTrial) -> None:
        _, language = self._desk.language.text, self._desk.language
        notes = [
            _("Option and contracts as they are now. With the best contracts afterwards ({contracts}): {ntd} NT$.",
              contracts=contracts_text(found.best_contracts), ntd=ntd(found.best_after_ntd))
        ]  # fmt: skip
        notes += [_("Draft of {day}: {source}", day=draft.dated, source=draft.source) for draft in found.drafts]
        self._show(found, language.together(notes))

    def _refused(self, refusal: Refused) -> None:
        self._show(None, self._desk.language.say_refusal(refusal))

    def _show(self, found: PriceTrial | None, note: str) -> None:
        self.figures.show_trial(found)
        self.note.setText(note)

    @Slot()
    def _chosen(self) -> None:
        self._compute()

    @Slot(object)
    def _kept(self, draft: DraftTariff) -> None:
        self._wanted = draft.code
        self._desk.session.of(self).ask(DraftList(), self._drafts_arrived)

    @Slot(object)
    def _something_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.TARIFF_DRAFTS in topics and self._study is not None:
            self._desk.session.of(self).ask(DraftList(), self._drafts_arrived)

    @Slot()
    def _delete(self) -> None:
        draft = next((each.draft for each in self._entries if each.key == self.after.value()), None)
        if draft is not None:
            self.after.set_entries([(self.before.currentText(), self.before.value())], self.before.value())
            self._desk.session.do(DeleteDraft(draft))

    @Slot()
    def _ask_all(self) -> None:
        pair = self.versions()
        if pair is not None:
            self.all_asked.emit(pair)


class TrialFigures(QFrame):
    """Basic, energy, surcharge and whole bill before and after, and the difference."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        for across, head in enumerate(("", _("before"), _("after"), _("difference"))):
            grid.addWidget(label(head, "caption"), 0, across, RIGHT)
            grid.setColumnStretch(across, 1)
        self._names = (_("Basic charge"), _("Energy charge"), _("Over-contract surcharge"), _("Bills, all included"))
        self.cells: list[tuple[QLabel, QLabel, QLabel]] = []
        for down, name in enumerate(self._names, 1):
            role = "strong" if down == len(self._names) else "body"
            grid.addWidget(label(name, role if role == "strong" else "muted"), down, 0)
            cells = (label("—", role), label("—", role), label("—", role))
            for across, cell in enumerate(cells, 1):
                grid.addWidget(cell, down, across, RIGHT)
            self.cells.append(cells)

    def show_trial(self, found: PriceTrial | None) -> None:
        """Show each part of the bill before and after, NT$; None: dashes."""
        for number, name in enumerate(PARTS):
            texts = ["—", "—", "—"]
            if found is not None:
                before, after = getattr(found.parts_before, name), getattr(found.parts_after, name)
                texts = [ntd(before), ntd(after), signed_ntd(after - before)]
                if name == "total":
                    texts[2] += f" ({found.effect_percent:+.2f} %)"
            for cell, text in zip(self.cells[number], texts, strict=True):
                cell.setText(text)


def entries_of(
    library: Library, customer_class: CustomerClass, drafts: Sequence[DraftTariff], language: Language
) -> tuple[Entry, ...]:
    """Drafts, the newest first, then the versions with known prices for the customer's class, the newest first."""
    found: list[Entry] = []
    for draft in reversed(drafts):
        text = language.text("Draft: {title}", title=draft.title)
        found.append(Entry(draft.code, text, version_of_draft(library, draft), draft.code))
    books = [book for book in library.books.books if customer_class in book.classes and book.tariffs]
    for book in sorted(books, key=lambda each: each.first, reverse=True):
        text = language.text("prices of {day}", day=book.first)
        found.append(Entry(book.first.isoformat(), text, version_of(library, book)))
    return tuple(found)


def usual_pair(entries: Sequence[Entry], study: Study) -> tuple[str, str]:
    """The newest draft against today's prices; without a draft today's prices against the newest before that differ for the
    customer's own tariff."""
    drafts, known = ([each for each in entries if (each.draft is None) is kept] for kept in (False, True))
    if drafts:
        return known[0].key, drafts[0].key
    now = prices_for(known[0], study)
    before = next((each for each in known[1:] if prices_for(each, study) not in (None, now)), known[min(1, len(known) - 1)])
    return before.key, known[0].key


def prices_for(entry: Entry, study: Study) -> object:
    """All prices of the customer's own tariff in a version; None where it has none."""
    account = study.asked.question.account
    try:
        tariff = entry.version.of(account.customer_class).tariff(account.voltage, study.option.option)
    except Unknown:
        return None
    return tariff.energy, tariff.contracts


def version_of(library: Library, book: Book) -> Version:
    """The tables in force when a book began, of the classes that had one then."""
    found = [book]
    for customer_class in CustomerClass:
        with suppress(Unknown):
            found.append(library.books.on(book.first, customer_class))
    return Version(book.title, tuple(dict.fromkeys(found)), book.draft)
