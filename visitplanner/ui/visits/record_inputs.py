"""The inputs of a visit's record: filled from the plan, read as a command, kept as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.visits import OUTCOME_NAMES, VisitOutcome
from visitplanner.services.visits.visit_records import KeepRecord, RecordSheet
from visitplanner.services.visits.visits import RecordVisit, VisitRow
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.visits.issue_rows import IssueRows
from visitplanner.ui.visits.raised_rows import RaisedRows
from visitplanner.ui.visits.topics_field import TopicsField
from visitplanner.ui.widgets.date_field import DateField
from visitplanner.ui.widgets.fields import Choice, Field, text_area
from visitplanner.ui.widgets.names_field import NamesField
from visitplanner.ui.widgets.picker import Picker


class RecordInputs:
    """What a person fills in, and what becomes of it."""

    def __init__(self, desk: Desk, visit: VisitRow) -> None:
        _, say = desk.language.text, desk.language.say
        self._language = desk.language
        self._visit_id = visit.visit.id
        self.held_on = DateField(desk.language, desk.day, min(visit.visit.day, desk.day))
        outcomes = [(say(name), outcome) for outcome, name in OUTCOME_NAMES.items()]
        self.outcome = Choice(outcomes, VisitOutcome.DONE)
        self.leader = Picker(_("Type a name"))
        self.members = NamesField(desk.language, _("Type a name and press Enter"))
        self.site = Choice()
        grades = [_("very dissatisfied"), _("dissatisfied"), _("fair"), _("satisfied"), _("very satisfied")]
        stars = [(f"{number}　{grades[number - 1]}", number) for number in range(5, 0, -1)]
        self.satisfaction = Choice([(_("not asked"), None), *stars])
        self.topics = TopicsField(desk.language)
        self.issues = IssueRows(desk.language)
        self.raised = RaisedRows(desk.language)
        self.notes = text_area(3, _("What was said, in a few sentences"))
        self.override = text_area(1, _("Why it counts all the same; the reason is printed wherever the visit is"))
        self.fields = self._fields()

    def _fields(self) -> dict[str, Field]:
        _ = self._language.text
        return {
            "held_on": Field(_("&Day held"), self.held_on),
            "outcome": Field(_("&Outcome"), self.outcome),
            "leader": Field(_("&Leader"), self.leader),
            "members": Field(_("&Members"), self.members),
            "site": Field(_("Held &at"), self.site),
            "satisfaction": Field(_("&Satisfaction"), self.satisfaction),
            "topics": Field(_("&Topics told (Space ticks)"), self.topics),
            "raised": Field(_("What the customer &raised"), self.raised),
            "notes": Field(_("&Notes"), self.notes),
            "override": Field(_("Reason to c&ount it"), self.override),
        }

    def order(self) -> list[QWidget]:
        """The way of the Tab key."""
        return [
            self.held_on, self.outcome, self.leader, self.satisfaction, self.members.picker, self.site, self.topics,
            self.raised, self.notes, self.issues, self.override,
        ]  # fmt: skip

    def signals(self) -> Sequence[Any]:
        """Emitted when somebody changed something."""
        return (
            self.held_on.textChanged, self.outcome.chosen, self.leader.picked, self.members.changed, self.site.chosen,
            self.satisfaction.chosen, self.topics.changed, self.issues.changed, self.raised.changed, self.notes.textChanged,
            self.override.textChanged,
        )  # fmt: skip

    def show_sheet(self, sheet: RecordSheet) -> None:
        """Fill in what the plan knows."""
        visit = sheet.row.visit
        named = [(person.name, person.id) for person in sheet.people]
        self.leader.set_entries(named)
        self.members.set_entries(named)
        self.leader.set_value(visit.leader_id)
        self.members.set_values(visit.member_ids)
        sites = [(self._language.text("the whole group"), None), *((site.name, site.id) for site in sheet.sites)]
        self.site.set_entries(sites)
        self.topics.show_topics(sheet.fresh, sheet.told)
        self.issues.show_issues(sheet.issues)
        self.raised.offer(sheet.today, sheet.due_on, [(self._language.text("Nobody yet"), None), *named])

    def command(self) -> KeepRecord:
        """What stands there as a command; raises `Refused` naming the field."""
        record = self.record()
        return KeepRecord(record, self.issues.updates(record.held_on))

    def record(self) -> RecordVisit:
        """The record alone; raises `Refused` naming the field."""
        try:
            held_on = self.held_on.day()
        except Refused as refusal:
            raise Refused(refusal.what, mend=refusal.mend, field="held_on") from refusal
        if held_on is None:
            raise Refused(said("The day is missing."), mend=said("Give the day it was held."), field="held_on")
        leader: UUID | None = self.leader.value()
        if leader is None:
            raise Refused(said("Nobody leads the visit."), mend=said("Choose a name from the list that opens."), field="leader")
        return RecordVisit(
            self._visit_id,
            held_on,
            self.outcome.value(),
            leader,
            self.members.values(),
            self.topics.values(),
            self.raised.values(),
            self.satisfaction.value(),
            self.notes.toPlainText(),
            self.override.toPlainText(),
            self.site.value(),
        )

    def draft(self) -> dict[str, Any]:
        """What stands there, as plain JSON."""
        leader, site = self.leader.value(), self.site.value()
        return {
            "held_on": self.held_on.text(),
            "outcome": self.outcome.value().value,
            "leader": str(leader) if leader else None,
            "members": [str(ident) for ident in self.members.values()],
            "site": str(site) if site else None,
            "satisfaction": self.satisfaction.value(),
            "topics": list(self.topics.values()),
            "raised": self.raised.draft(),
            "notes": self.notes.toPlainText(),
            "override": self.override.toPlainText(),
        }

    def fill(self, kept: dict[str, Any]) -> None:
        """Put back what `draft` gave."""
        self.held_on.setText(kept["held_on"])
        self.outcome.set_value(VisitOutcome(kept["outcome"]))
        self.leader.set_value(UUID(kept["leader"]) if kept["leader"] else None)
        self.members.set_values([UUID(ident) for ident in kept["members"]])
        self.site.set_value(UUID(kept["site"]) if kept["site"] else None)
        self.satisfaction.set_value(kept["satisfaction"])
        self.topics.set_values(kept["topics"])
        self.raised.fill(kept["raised"])
        self.notes.setPlainText(kept["notes"])
        self.override.setPlainText(kept["override"])
