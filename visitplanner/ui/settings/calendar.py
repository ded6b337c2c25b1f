"""行事曆: the working days of a year, days this office is closed besides, visits that stand on days off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.services.calendar.calendar import AddClosure, CalendarImported
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, ChipLabel, Shape
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.core.style import Tone
from visitplanner.ui.core.typed import NOTHING_KNOWN
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.settings.columns import CLASHES, DAYS
from visitplanner.ui.settings.presenter import SettingsFacts, SettingsPresenter
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field
from visitplanner.ui.widgets.parts import button, column, holder, label, quiet_empty, row
from visitplanner.ui.widgets.table import Table, TablePane

YEARS_BACK, YEARS_AHEAD = 1, 3


class CalendarTab(QWidget):
    """The office calendar of a year, days of closure, and visits that stand on days off."""

    def __init__(self, desk: Desk, presenter: SettingsPresenter) -> None:
        super().__init__()
        language = desk.language
        _ = language.text
        self._desk = desk
        self._presenter = presenter
        years = range(desk.day.year - YEARS_BACK, desk.day.year + YEARS_AHEAD + 1)
        self.year = Choice([(language.year(year), year) for year in years], presenter.year)
        self.year.setAccessibleName(_("Year"))
        self.year.chosen.connect(presenter.look_at)
        self._status = ChipLabel()
        self._source = label(role="muted")
        self.bring_in = button(_("&Import an official calendar"), icon="upload", on=self._ask)
        head = row(self.year, self._status, self._source, None, self.bring_in, spacing=12)
        self.days = Table(DAYS, language, lambda day: day[0], "days_off")
        self.closures = Table(DAYS, language, lambda day: day[0], "closures")
        self.clashes = Table(CLASHES, language, lambda clash: clash.visit_id, "clashes")
        self.clashes.opened.connect(lambda clash: desk.go("planning", clash.visit_id))
        add = button(_("Add a &closure"), kind="quiet", icon="plus", on=self.open_closure)
        self.remove = button(_("&Remove"), kind="quiet", on=self._remove)
        right = column(
            self._box(_("Closed besides (typhoon, works)"), self.closures, _("No day of closure."), add, self.remove),
            self._box(_("Visits on days off"), self.clashes, _("No visit stands on a day off.")),
            spacing=12,
        )
        left = self._box(_("Days off from Monday to Friday"), self.days, _("Nothing is known of this year."))
        body = row(left, holder(right), spacing=16)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        whole = column(head, body, spacing=12, margins=(0, 12, 0, 0))
        whole.setStretchFactor(body, 1)
        self.setLayout(whole)

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show whether the calendar is official, provisional or unknown, and what lies on days off."""
        _ = self._desk.language.text
        calendar = facts.calendar
        self.year.set_value(facts.year)
        self.clashes.set_rows(facts.clashes)
        if calendar is None:
            self._status.set_chip(Chip(_("unknown"), Shape.ALERT, Tone.DANGER))
            self._source.setText("")
        elif calendar.provisional:
            self._status.set_chip(Chip(_("provisional"), Shape.DASHED, Tone.WARN))
            self._source.setText(_("{days} working days by rule; import the official file", days=calendar.working_days))
        else:
            self._status.set_chip(Chip(_("official"), Shape.TICK, Tone.OK))
            self._source.setText(_("{days} working days", days=calendar.working_days))
            self._source.setToolTip(tip(calendar.source))
        weekdays = [day for day in calendar.days_off if day[0].weekday() < 5] if calendar else []
        self.days.set_rows(weekdays)
        self.closures.set_rows(calendar.closures if calendar else ())

    @property
    def status(self) -> str:
        """暫定, 正式 or unknown, as the chip says."""
        return self._status.accessibleName()

    def import_file(self, path: Path) -> None:
        """Keep the calendar in a file."""
        self._presenter.import_calendar(path, self._desk.context.files.read_calendar, self._imported)

    def open_closure(self) -> ClosureForm:
        """The form for a day of closure."""
        form = ClosureForm(self._desk, self)
        form.open()
        return form

    def _imported(self, result: CalendarImported) -> None:
        _ = self._desk.language.text
        if result.clashes:
            self._desk.session.notice(
                _("{count} visits stand on days that are days off now; they are listed here.", count=len(result.clashes)),
                Tone.WARN,
            )

    def _ask(self) -> None:
        _ = self._desk.language.text
        name, _kind = QFileDialog.getOpenFileName(self, _("Office calendar of the government"), "", "CSV (*.csv);;(*)")
        if name:
            self.import_file(Path(name))

    def _remove(self) -> None:
        day = self.closures.current()
        if day is not None:
            self._presenter.open_again(day[0])

    def _box(self, title: str, table: Table, nothing: str, *buttons: QWidget) -> QWidget:
        head = holder(row(label(title, "strong"), None, *buttons))
        head.setFixedHeight(style.look().px(36))
        return holder(column(head, TablePane(table, quiet_empty(nothing)), spacing=4))


class ClosureForm(FormDialog):
    """A day on which this office is closed."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        _ = desk.language.text
        super().__init__(desk.session, desk.language, _("Day of closure"), _("&Keep"), parent, 380)
        self.day = DateField(desk.language, desk.day)
        self.reason = QLineEdit()
        fields = {"day": Field(_("&Day"), self.day), "reason": Field(_("&Reason"), self.reason, _("Such as 颱風停止上班"))}
        self.lay_out(fields, column(*fields.values(), spacing=12), about=NOTHING_KNOWN)

    def submit(self) -> None:
        """Close the office on the day for the reason given."""
        self.refusals.clear()
        try:
            day = self.day.day()
        except Refused as refusal:
            self.refused(Refused(refusal.what, mend=refusal.mend, field="day"))
            return
        if day is not None:
            self.session.do(AddClosure(day, self.reason.text()), self.done_with, self.refused)
