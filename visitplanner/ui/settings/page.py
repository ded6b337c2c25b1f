"""設定: appearance and backup, open questions, working days, people, imports."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget

from visitplanner.domain.core.messages import said
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.work import ChangeSet
from visitplanner.ui.core.actions import Action
from visitplanner.ui.pages.desk import Desk, Page
from visitplanner.ui.settings.calendar import CalendarTab
from visitplanner.ui.settings.columns import IMPORTS
from visitplanner.ui.settings.general import GeneralTab
from visitplanner.ui.settings.norms import NormsTab
from visitplanner.ui.settings.presenter import SettingsFacts, SettingsPresenter
from visitplanner.ui.settings.programme import ProgrammeTab
from visitplanner.ui.settings.staff import StaffTab
from visitplanner.ui.settings.weights import WeightsTab
from visitplanner.ui.widgets.parts import EmptyState, allow, button, column, label, row, scrolled
from visitplanner.ui.widgets.table import Table, TablePane

TABS = ("general", "programme", "weights", "norms", "calendar", "staff", "imports")


class SettingsPage(Page):
    """What the office settles: programme, weights, calendar, staff, imports, the program itself."""

    TOPICS = frozenset(Topic)

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, _("Settings"))
        self._presenter = SettingsPresenter(desk.session.of(self), self, desk.day.year)
        self.general = GeneralTab(desk, self._presenter.back_up)
        self.programme = ProgrammeTab(desk, self._presenter.choose)
        self.weights = WeightsTab(desk)
        self.norms = NormsTab(desk)
        self.calendar = CalendarTab(desk, self._presenter)
        self.staff = StaffTab(desk)
        self.imports = ImportsTab(desk, self._presenter)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        names = (
            _("General"),
            _("Visit programme"),
            _("Planning weights"),
            _("Planning norms"),
            _("Working days"),
            _("Staff"),
            _("Imports"),
        )
        widgets = (self.general, self.programme, self.weights, self.norms, self.calendar, self.staff, self.imports)
        for name, widget in zip(names, widgets, strict=True):
            self.tabs.addTab(scrolled(widget), name)
        self.state_line.hide()
        self.content.addWidget(self.tabs, 1)

    def offered(self) -> tuple[Action, ...]:
        """What this page offers in the menu and to Ctrl+K."""
        return (
            Action("import_staff", said("Import the staff list"), self._import_staff),
            Action("back_up", said("Back up now"), self._show_general),
            Action("norms", said("Planning norms"), lambda: self.arrive("norms")),
            Action("weights", said("Planning weights"), lambda: self.arrive("weights")),
        )

    def refresh(self) -> None:
        """Ask again for everything settled."""
        self._presenter.refresh()

    def arrive(self, target: object) -> None:
        """Show the tab of a name."""
        if target in TABS:
            self.tabs.setCurrentIndex(TABS.index(str(target)))

    def show_facts(self, facts: SettingsFacts) -> None:
        """Fill every tab."""
        self.programme.show_programme(facts.programme)
        self.weights.show_weights(facts.weights)
        self.norms.show_practice(facts.practice)
        self.calendar.show_facts(facts)
        self.staff.show_facts(facts)
        self.imports.show_facts(facts)

    def _import_staff(self) -> None:
        self.arrive("staff")
        self.staff.open_import()

    def _show_general(self) -> None:
        self.arrive("general")
        self.general.save.setFocus()


class ImportsTab(QWidget):
    """Every import, and the one click that takes it back."""

    def __init__(self, desk: Desk, presenter: SettingsPresenter) -> None:
        super().__init__()
        _ = self._text = desk.language.text
        self._presenter = presenter
        self.table = Table(IMPORTS, desk.language, lambda change: change.id, "imports")
        self.revert = button(_("&Take the selected import back"), icon="undo-2", on=self._revert)
        nothing = EmptyState("upload", _("No import yet"), _("Each list that is brought in stands here and can be taken back."))
        hint = label(_("Taking back is refused where a record was changed since."), "muted")
        self.setLayout(column(row(hint, None, self.revert), TablePane(self.table, nothing), spacing=12, margins=(0, 12, 0, 0)))
        self.table.picked.connect(self._pick)
        self._pick(None)

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show the imports."""
        self.table.set_rows(facts.imports)
        self._pick(self.table.current())

    def _pick(self, change: ChangeSet | None) -> None:
        unchosen = "" if change is not None else self._text("Choose an import in the list first.")
        reverted = change is not None and change.reverted_by is not None
        allow(self.revert, self._text("This import has been taken back already.") if reverted else unchosen)

    def _revert(self) -> None:
        change = self.table.current()
        if change is not None:
            self._presenter.revert(change.id)
