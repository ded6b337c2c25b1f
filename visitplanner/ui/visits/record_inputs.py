"""The inputs of a visit's record: filled from the plan or from the record before, read as its facts, kept as a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.follow_ups.reading_notes import Proposals, ProposedCase
from visitplanner.domain.visits.visits import OUTCOME_NAMES, RECORDABLE, Visit, VisitOutcome
from visitplanner.services.follow_ups.follow_ups import UpdateFollowUp
from visitplanner.services.visits.visit_records import RecordSheet
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.visits.inputs.answers_field import AnswersField
from visitplanner.ui.visits.inputs.met_field import MetField
from visitplanner.ui.visits.inputs.proposals_field import ProposalsField
from visitplanner.ui.visits.issue_rows import IssueRows
from visitplanner.ui.visits.raised_rows import RaisedRows
from visitplanner.ui.visits.topics_field import TopicsField
from visitplanner.ui.widgets.date_field import DateField, day_in
from visitplanner.ui.widgets.fields import Choice, Field, text_area
from visitplanner.ui.widgets.names_field import NamesField
from visitplanner.ui.widgets.picker import Picker


class RecordInputs:
    """What a person fills in. held_on: the day it begins with; outcomes: what can have become of the visit."""

    def __init__(self, desk: Desk, held_on: dt.date | None, outcomes: Sequence[VisitOutcome] = RECORDABLE) -> None:
        _, say = desk.language.text, desk.language.say
        self._language = desk.language
        self.held_on = DateField(desk.language, desk.day, held_on)
        self.outcome = Choice([(say(OUTCOME_NAMES[outcome]), outcome) for outcome in outcomes], VisitOutcome.DONE)
        self.leader = Picker(_("Type a name"))
        self.members = NamesField(desk.language, _("Type a name and press Enter"))
        self.site = Choice()
        grades = [_("very dissatisfied"), _("dissatisfied"), _("fair"), _("satisfied"), _("very satisfied")]
        stars = [(f"{number}　{grades[number - 1]}", number) for number in range(5, 0, -1)]
        self.satisfaction = Choice([(_("not asked"), None), *stars])
        self.topics = TopicsField(desk.language)
        self.issues = IssueRows(desk.language)
        self.raised = RaisedRows(desk.language)
        self.notes = text_area(3, _("Write first what was said, as you would tell it; the program proposes the rest"))
        self.proposals = ProposalsField(desk.language)
        self.met = MetField(desk.language, _("Type a name and press Enter"))
        self.answers = AnswersField(desk.language)
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
            "met": Field(_("&Whom you met"), self.met),
            "answers": Field(_("What the customer says of the ser&vice (5 is very satisfied)"), self.answers),
            "override": Field(_("Reason to c&ount it"), self.override),
        }

    def order(self) -> list[QWidget]:
        """The way of the Tab key."""
        return [
            self.notes, self.proposals.list, self.proposals.verb, self.held_on, self.outcome, self.leader, self.satisfaction,
            self.members.picker, self.site, self.met.picker, self.topics, self.raised, self.answers, self.issues, self.override,
        ]  # fmt: skip

    def signals(self) -> Sequence[Any]:
        """Emitted when somebody changed something."""
        return (
            self.held_on.textChanged, self.outcome.chosen, self.leader.picked, self.members.changed, self.site.chosen,
            self.satisfaction.chosen, self.topics.changed, self.issues.changed, self.raised.changed, self.notes.textChanged,
            self.override.textChanged, self.met.changed, self.met.picker.textChanged, self.answers.changed,
        )  # fmt: skip

    def show_sheet(self, sheet: RecordSheet) -> None:
        """Fill in what the plan knows, or what the record says that is to be amended."""
        named = [(person.name, person.id) for person in sheet.people]
        self.leader.set_entries(named)
        self.members.set_entries(named)
        self.leader.set_value(sheet.leader_id)
        self.members.set_values(sheet.member_ids)
        sites = [(self._language.text("the whole group"), None), *((site.name, site.id) for site in sheet.sites)]
        self.site.set_entries(sites)
        self.topics.show_topics(sheet.fresh, sheet.told)
        self.issues.show_issues(sheet.issues)
        self.met.offer(sheet.contacts)
        self.answers.offer(sheet.questions)
        self.raised.offer(sheet.today, sheet.due_on, [(self._language.text("Nobody yet"), None), *named])

    def show_record(self, visit: Visit) -> None:
        """Fill in what a record says."""
        self.held_on.set_day(visit.held_on or visit.day)
        self.outcome.set_value(visit.outcome)
        self.site.set_value(visit.site_id)
        self.satisfaction.set_value(visit.satisfaction)
        self.topics.set_values(visit.topics)
        self.notes.setPlainText(visit.notes)
        self.override.setPlainText(visit.override)
        self.met.set_values(visit.met)
        self.answers.set_values({one.question: one.grade for one in visit.answers})

    def have(self) -> Proposals:
        """What stands in the form already of that which notes may propose."""
        cases = tuple(ProposedCase(text, Window.BUSINESS) for text in self.raised.texts())
        try:
            held_on = self.held_on.day()
        except Refused:
            held_on = None
        return Proposals(self.topics.values(), cases, held_on)

    def take(self, chosen: Sequence[str | ProposedCase | dt.date]) -> None:
        """Fill in the proposals a person took over."""
        self.topics.set_values([*self.topics.values(), *(one for one in chosen if isinstance(one, str))])
        for one in chosen:
            if isinstance(one, ProposedCase):
                self.raised.take(one)
            elif isinstance(one, dt.date):
                self.held_on.set_day(one)

    def updates(self) -> tuple[UpdateFollowUp, ...]:
        """A command for each open case that moves on; raises `Refused` where the day held cannot be read."""
        return self.issues.updates(self.day_held())

    def day_held(self) -> dt.date:
        """The day it was held; raises `Refused` beside it."""
        day = day_in(self.held_on, "held_on")
        if day is None:
            raise Refused(said("The day is missing."), mend=said("Give the day it was held."), field="held_on")
        return day

    def facts(self) -> dict[str, Any]:
        """What the record says, by the names of the commands that keep it; raises `Refused` naming the field."""
        held_on = self.day_held()
        leader: UUID | None = self.leader.value()
        if leader is None:
            raise Refused(said("Nobody leads the visit."), mend=said("Choose a name from the list that opens."), field="leader")
        if self.members.picker.text().strip():
            raise Refused(
                said("“{name}” is not among the names.", name=self.members.picker.text().strip()),
                mend=said("Choose a name from the list that opens."),
                field="members",
            )
        return {
            "held_on": held_on,
            "outcome": self.outcome.value(),
            "leader_id": leader,
            "member_ids": self.members.values(),
            "topics": self.topics.values(),
            "raised": self.raised.values(),
            "satisfaction": self.satisfaction.value(),
            "notes": self.notes.toPlainText(),
            "override": self.override.toPlainText(),
            "site_id": self.site.value(),
            "met": self.met.whole(),
            "answers": self.answers.values(),
        }

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
            "met": list(self.met.values()),
            "answers": {one.question: one.grade for one in self.answers.values()},
            "unnamed": {
                "leader": "" if leader else self.leader.text(),
                "members": self.members.picker.text(),
                "met": self.met.picker.text(),
            },
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
        self.met.set_values(kept.get("met", ()))
        self.answers.set_values(kept.get("answers", {}))
        unnamed = kept.get("unnamed") or {}
        self.met.picker.setText(unnamed.get("met", ""))
        if unnamed.get("leader"):
            self.leader.setText(unnamed["leader"])
        self.members.picker.setText(unnamed.get("members", ""))
