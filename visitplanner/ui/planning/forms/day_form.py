"""改期: another day, half-day or team for a visit, or the first one; below it every working day graded with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.times import half_of, time_of
from visitplanner.domain.visits.visits import SLOT_NAMES, VisitState
from visitplanner.domain.visits.visits import Slot as HalfDay
from visitplanner.services.core.outcome import Command
from visitplanner.services.planning.suitable_days import SuitableDay
from visitplanner.services.visits.arranging import ArrangeVisit, CancelVisit
from visitplanner.services.visits.visits import BookVisit, VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.typed import about_these
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.planning.board.offers import Dragged, Offers, Place, Wish
from visitplanner.ui.planning.forms.columns import SUITABLE, reasons
from visitplanner.ui.planning.forms.reasons import WithReason
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.dialog import FormDialog
from visitplanner.ui.widgets.fields import Choice, Field, text_area
from visitplanner.ui.widgets.names_field import NamesField
from visitplanner.ui.widgets.parts import EmptyState, column, label, row
from visitplanner.ui.widgets.picker import Picker
from visitplanner.ui.widgets.table import Table


class DayForm(FormDialog):
    """Choosing a line of the list fills in day, half-day and team; what is typed is checked by the office's rules."""

    def __init__(
        self, desk: Desk, parent: QWidget, what: Dragged, visit: VisitRow | None, people: Sequence[Person], year: int
    ) -> None:
        _, say = desk.language.text, desk.language.say
        super().__init__(desk.session, desk.language, _("A day for {name}", name=what.name), _("&Keep this day"), parent, 760)
        self.what, self._visit, self._year = what, visit, year
        self._offers: Offers | None = None
        held = visit.visit if visit else None
        self.day = DateField(desk.language, desk.day, held.day if held else None)
        self.slot = Choice([(say(name), slot) for slot, name in SLOT_NAMES.items()], held.slot if held else HalfDay.AM)
        self.time = QLineEdit(held.time if held else "")
        self.time.setPlaceholderText(_("Such as 09:30"))
        firm = VisitState.BOOKED if held and held.state is VisitState.BOOKED else VisitState.TENTATIVE
        states = [(_("tentative, not agreed yet"), VisitState.TENTATIVE), (_("agreed with the customer"), VisitState.BOOKED)]
        self.state = Choice(states, firm)
        named = [(person.name, person.id) for person in people]
        self.leader = Picker(_("Type a name"))
        self.leader.set_entries(named)
        self.members = NamesField(desk.language, _("Type a name and press Enter"))
        self.members.set_entries(named)
        self._show_team(held.leader_id if held else None, held.member_ids if held else ())
        self.table = Table(SUITABLE, desk.language, lambda one: one.day, "suitable")
        self.table.setMinimumHeight(style.look().px(230))
        self._lay_out_form()
        self.time.textEdited.connect(self._half_of)
        self.table.picked.connect(self._take)
        self.table.opened.connect(self._take)
        self.day.setFocus()
        self.day.selectAll()

    def _lay_out_form(self) -> None:
        _ = self.language.text
        fields = {
            "day": Field(_("&Day"), self.day),
            "slot": Field(_("&Half-day"), self.slot),
            "time": Field(_("&Time"), self.time),
            "state": Field(_("How &firm"), self.state),
            "leader": Field(_("&Leader"), self.leader),
            "members": Field(_("&Members"), self.members),
        }
        when = row(fields["day"], fields["slot"], fields["time"], fields["state"], spacing=12)
        who = row(fields["leader"], fields["members"], spacing=12)
        who.setStretch(1, 2)
        waiting = EmptyState("calendar-days", _("No day can be proposed"), _("Assign a leader or a specialist first."))
        pane = WithReason(self.language, self.table, waiting, lambda one: reasons(one.words, self.language))
        body = column(when, who, label(_("Suitable days, the best first"), "strong"), pane, spacing=12)
        body.setStretchFactor(pane, 1)
        about = self._visit.visit.id if self._visit else about_these(self.what.subject_id, self._year, self.what.ordinal)
        self.lay_out(fields, body, about=about)

    def show_offers(self, offers: Offers) -> None:
        """The graded days arrived: the best first, then the impossible ones with their reason."""
        self._offers = offers
        grades = {"good": 0, "fair": 1, "poor": 2, "not": 3}
        days = sorted(offers.days.values(), key=lambda one: (grades[one.grade], one.day))
        self.table.blockSignals(True)
        self.table.set_rows(days)
        self.table.blockSignals(False)

    def submit(self) -> None:
        """Book or move the visit to the chosen day."""
        command = self.given(self._command)
        if command is None:
            return
        self.verb.setEnabled(False)
        self.session.do(self.confirmed(command), self.done_with, self.refused)

    def _command(self) -> Command:
        try:
            day = self.day.day()
        except Refused as refusal:
            raise Refused(refusal.what, mend=refusal.mend, field="day") from refusal
        if day is None:
            raise Refused(said("The day is missing."), mend=said("Write it, or choose a line of the list."), field="day")
        leader: UUID | None = self.leader.value()
        if leader is None:
            raise Refused(said("Nobody leads the visit."), mend=said("Choose a name from the list that opens."), field="leader")
        members = self.members.values()
        slot, state, time = self.slot.value(), self.state.value(), self.time.text()
        if self._visit is not None:
            return BookVisit(self._visit.visit.id, day, slot, leader, members, state, time=time)
        return ArrangeVisit(self.what.subject_id, self._year, self.what.ordinal, day, slot, leader, members, state, time=time)

    @Slot(object)
    def _take(self, chosen: SuitableDay | None) -> None:
        if chosen is None or self._offers is None:
            return
        self.day.set_day(chosen.day)
        seat = self._offers.seat(Place(chosen.day))
        if seat is not None:
            self.slot.set_value(seat.slot)
            self._clear_time(seat.slot)
            self._show_team(seat.leader_id, seat.member_ids)

    @Slot(str)
    def _half_of(self, text: str) -> None:
        """The half-day follows the time that is typed."""
        with suppress(Refused):
            if time := time_of(text):
                self.slot.set_value(half_of(time))

    def _clear_time(self, slot: HalfDay) -> None:
        """A time that does not lie in the half-day chosen from the list is forgotten."""
        with suppress(Refused):
            time = time_of(self.time.text())
            if time and half_of(time) is not slot:
                self.time.clear()

    def _show_team(self, leader: UUID | None, members: Sequence[UUID]) -> None:
        self.leader.set_value(leader)
        self.members.set_values(members)


def wish_of(visit: VisitRow | None) -> Wish:
    """What a visit has now; a new day keeps as much of it as it can."""
    if visit is None:
        return Wish()
    return Wish(visit.visit.slot, visit.visit.leader_id, visit.visit.member_ids, visit.visit.day)


class CancelForm(FormDialog):
    """取消: the visit is owed again, or wanted no more this year; the reason stands in its notes."""

    def __init__(self, desk: Desk, parent: QWidget, visit: VisitRow, day: dt.date) -> None:
        _ = desk.language.text
        title = _("Cancel the visit to {name}", name=visit.subject)
        super().__init__(desk.session, desk.language, title, _("&Cancel the visit"), parent, 480)
        self._visit = visit
        self.reason = text_area(2, _("Such as 用戶歲修"))
        told = label(_("Planned for {day}.", day=day), "muted")
        again, never = _("owed again: planning finds another day"), _("no more this year: planning leaves it out")
        self.after = Choice([(again, False), (never, True)], False)
        fields = {"reason": Field(_("&Reason"), self.reason), "after": Field(_("&After that"), self.after)}
        self.lay_out(fields, column(told, *fields.values(), spacing=12), _("&Leave it as it is"), about=visit.visit.id)
        self.reason.setFocus()

    def submit(self) -> None:
        """Cancel the visit for the reason given."""
        self.verb.setEnabled(False)
        cancelled = CancelVisit(self._visit.visit.id, self.reason.toPlainText(), self.after.value())
        self.session.do(cancelled, self.done_with, self.refused)
