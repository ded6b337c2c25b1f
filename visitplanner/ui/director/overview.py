"""主管總覽: plan, done and forecast; who needs help; cases by window and age; what advice became of; who entered or left."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.domain.programme.thresholds import ThresholdChange
from visitplanner.i18n import Language
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.director.director import DirectorOf, DirectorView, Followed, PersonLine, WindowLine
from visitplanner.services.programme.obligations import ThresholdList, Thresholds
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.reports.half_year_dialog import HalfYearDialog, open_half_year
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import button, column, label, quiet_empty, row
from visitplanner.ui.widgets.table import Table, TablePane


@dataclass(frozen=True)
class Seen:
    """What is shown of a year."""

    view: DirectorView
    changes: Thresholds


def saved(one: Followed, language: Language) -> str:
    """What a change saved in the months that are read, or why that is not known."""
    if one.why is not None:
        return language.say(one.why)
    return language.text(
        "NT$ {likely:,.0f} in {months} months, at least {least:,.0f}", likely=one.likely, months=len(one.months), least=one.least
    )


def worth(view: DirectorView, language: Language) -> str:
    """Advice given and what it has brought, in one sentence; what is not known is not guessed."""
    told = language.text(
        "{visits} visits with advice, {changes} contracts changed after it", visits=view.advised, changes=len(view.followed)
    )
    if not view.followed:
        return told
    if view.realised is None:
        return language.in_turn((told, language.text("what they saved is not known yet")))
    least, likely, _most = view.realised
    return language.in_turn(
        (told, language.text("NT$ {likely:,.0f} saved so far, at least {least:,.0f}", likely=likely, least=least))
    )


def lateness(count: int) -> Tone:
    """Any that are late stand out."""
    return Tone.DANGER if count else Tone.PLAIN


PEOPLE = (
    Column[PersonLine](
        "person", said("In charge"), lambda line: line.person,
        lambda line, language: line.person or language.text("(nobody in charge)"), stretch=True,
    ),
    Column[PersonLine](
        "owed", said("Required"), lambda line: line.numbers.required if line.numbers else None, width=84, right=True
    ),
    Column[PersonLine]("done", said("Done"), lambda line: line.numbers.done if line.numbers else None, width=72, right=True),
    Column[PersonLine](
        "forecast", said("Forecast"), lambda line: line.numbers.forecast_percent if line.numbers else None,
        lambda line, _: forecast_of(line), 84, right=True,
    ),
    Column[PersonLine](
        "late", said("Late visits"), lambda line: line.late, width=96, right=True, tone=lambda line: lateness(line.late)
    ),
    Column[PersonLine](
        "cases", said("Overdue cases"), lambda line: line.late_cases, width=112, right=True,
        tone=lambda line: lateness(line.late_cases),
    ),
)  # fmt: skip
WINDOWS = (
    Column[WindowLine](
        "window", said("Window"), lambda line: line.window.value,
        lambda line, language: language.say(WINDOW_NAMES[line.window]), stretch=True,
    ),
    Column[WindowLine]("open", said("Open cases"), lambda line: line.open, width=92, right=True),
    Column[WindowLine]("young", said("up to 5 days"), lambda line: line.by_age[0], width=108, right=True),
    Column[WindowLine]("older", said("up to 10 days"), lambda line: line.by_age[1], width=108, right=True),
    Column[WindowLine]("old", said("up to 20 days"), lambda line: line.by_age[2], width=108, right=True),
    Column[WindowLine]("oldest", said("longer"), lambda line: line.by_age[3], width=84, right=True),
    Column[WindowLine](
        "overdue", said("Overdue cases"), lambda line: line.overdue, width=112, right=True,
        tone=lambda line: lateness(line.overdue),
    ),
)  # fmt: skip
FOLLOWED = (
    Column[Followed]("name", said("Customer"), lambda one: one.customer.name, width=200),
    Column[Followed]("advised", said("Advised on"), lambda one: one.advised_on, width=96),
    Column[Followed]("since", said("Changed from"), lambda one: one.effective_on, width=104),
    Column[Followed](
        "kw", said("Regular contract (kW)"), lambda one: one.after.regular_kw,
        lambda one, language: f"{language.number(one.before.regular_kw)} → {language.number(one.after.regular_kw)}", 140,
    ),
    Column[Followed]("saved", said("What it saved"), lambda one: one.likely, saved, stretch=True, tip=saved),
)  # fmt: skip
CHANGES = (
    Column[ThresholdChange]("on", said("From"), lambda one: one.on, width=96),
    Column[ThresholdChange](
        "what", said("What changed"), lambda one: one.entered,
        lambda one, language: language.text("entered") if one.entered else language.text("left the programme"), 96,
    ),
    Column[ThresholdChange](
        "account", said("Account number"), lambda one: one.customer.account,
        lambda one, _: account_printed(one.customer.account), 140,
    ),
    Column[ThresholdChange]("name", said("Name"), lambda one: one.customer.name, stretch=True),
    Column[ThresholdChange](
        "kw", said("kW"), lambda one: one.after_kw,
        lambda one, language: f"{language.number(one.before_kw)} → {language.number(one.after_kw)}", 140, right=True,
    ),
)  # fmt: skip


def forecast_of(line: PersonLine) -> str:
    """The forecast in whole per cent, a dash where nothing tells it."""
    percent = line.numbers.forecast_percent if line.numbers else None
    return NOTHING if percent is None else f"{percent:.0f} %"


class DirectorDialog(Dialog):
    """The year in four lists below one sentence; Enter on a customer opens its page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self.setWindowTitle(_("Director's view"))
        self.resize(*fitted(980, 640))
        years = [(desk.language.year(year), year) for year in range(desk.day.year - 1, desk.day.year + 2)]
        self.year = Choice(years, desk.day.year)
        self.year.setAccessibleName(_("Year"))
        self.year.chosen.connect(self._again)
        self.figures, self.outlook, self.worth = label(role="section", wrap=True), label(wrap=True), label(wrap=True)
        self.people = Table(PEOPLE, desk.language, lambda line: line.person, "director_people")
        self.windows = Table(WINDOWS, desk.language, lambda line: line.window, "director_windows")
        self.followed = Table(FOLLOWED, desk.language, lambda one: (one.customer.id, one.effective_on), "director_followed")
        self.changes = Table(CHANGES, desk.language, lambda one: (one.customer.id, one.on), "director_changes")
        for table in (self.followed, self.changes):
            table.opened.connect(self._open)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        nothing = _("Nothing of this kind this year.")
        for title, table in (
            (_("Who needs help"), self.people),
            (_("Cases by window"), self.windows),
            (_("After advice"), self.followed),
            (_("Entered and left"), self.changes),
        ):
            self.tabs.addTab(TablePane(table, quiet_empty(nothing)), title)
        report = button(_("Half-year report"), icon="printer", on=self.open_report)
        head = row(label(_("Director's view"), "section"), None, self.year)
        foot = row(report, None, button(_("C&lose"), on=self.reject))
        body = column(
            head, self.figures, self.outlook, self.worth, self.tabs, foot, spacing=10, margins=(24, 20, 24, 16)
        )  # fmt: skip
        body.setStretchFactor(self.tabs, 1)
        self.setLayout(body)
        self._again(None)

    def open_report(self) -> HalfYearDialog:
        """The half-year report over this window."""
        return open_half_year(self._desk, self)

    @Slot(object)
    def _again(self, _year: object) -> None:
        year = self.year.value()

        def asked(office: Office, _progress: Progress, _stop: Stop) -> Seen:
            return Seen(office.ask(DirectorOf(year)), office.ask(ThresholdList(year)))

        self._desk.session.of(self).work(asked, self.show_seen, self._refused)

    def show_seen(self, seen: Seen) -> None:
        """Show a year."""
        language, view = self._desk.language, seen.view
        whole = view.standing.whole
        self.figures.setText(
            language.text(
                "{year}: {done} of {required} visits done",
                year=language.year(view.year),
                done=whole.done,
                required=whole.required,
            )
        )
        self.outlook.setText(language.together(view.standing.outlook))
        self.worth.setText(worth(view, language))
        self.people.set_rows(view.people)
        self.windows.set_rows(view.windows)
        self.followed.set_rows(view.followed)
        self.changes.set_rows((*seen.changes.entered, *seen.changes.dropped))

    def _refused(self, refusal: Refused) -> None:
        self.figures.setText(self._desk.language.say_refusal(refusal))
        for part in (self.outlook, self.worth):
            part.setText("")
        for table in (self.people, self.windows, self.followed, self.changes):
            table.set_rows(())

    @Slot(object)
    def _open(self, one: Followed | ThresholdChange) -> None:
        self.reject()
        self._desk.go("customers", one.customer.id)


def open_director(desk: Desk, parent: QWidget) -> DirectorDialog:
    """Open the view over a window."""
    dialog = DirectorDialog(desk, parent)
    dialog.open()
    return dialog
