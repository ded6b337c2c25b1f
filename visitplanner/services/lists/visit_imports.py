"""Bringing the office's own list of visits in: those held are recorded, those to come are agreed; each row is judged alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import company_key, name_key, near_names
from visitplanner.domain.lists.columns.recognition import label
from visitplanner.domain.lists.columns.shapes import dated
from visitplanner.domain.lists.tables import ColumnMap, Fault, Table
from visitplanner.domain.lists.visit_import import NOT_HELD, VISIT_FIELDS, VisitLine, judge_visits
from visitplanner.domain.visits.visits import FIRM_STATES, OUTCOME_NAMES, VISITS, Slot, Visit, VisitOutcome, VisitState, recorded
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.lists.imports import ImportReport, RowsRefused, Sheets, by_row, finished, remember, told_of, understood
from visitplanner.services.visits.held_visits import RecordHeldVisit
from visitplanner.services.visits.ledger import Ledger
from visitplanner.services.visits.visits import check_team, refuse_too_late

SATURDAY = 6
"""Of `isoweekday`."""
KEPT_ALREADY = said("This visit is kept already.")
UNLED = said("Nobody looks after it and no leader is named: add a column 領隊, or say who led all: --map all:NAME=leader.")


class _Reading:
    """Rows turned into visits one after the other, so that each sees those before it; nothing is written."""

    def __init__(self, work: Work, table: Table, mapping: ColumnMap) -> None:
        self.ledger, self.table, self.mapping = Ledger(work), table, mapping
        self.judged = judge_visits(table, mapping)
        self.kept = {visit.id for visits in self.ledger.visits.values() for visit in visits}
        self.people: dict[str, list[UUID]] = defaultdict(list)
        for person in self.ledger.people.values():
            self.people[name_key(person.name)].append(person.id)
        self.subjects: dict[str, list[UUID]] = defaultdict(list)
        subjects = self.ledger.subjects
        for named in (subjects.groups, subjects.parks, subjects.customers):
            for ident, one in named.items():
                self.subjects[name_key(one.name)].append(ident)
        self.folded: dict[str, list[UUID]] = defaultdict(list)
        for ident, customer in subjects.customers.items():
            self.folded[company_key(customer.name)].append(ident)
        self.made: list[tuple[VisitLine, Visit]] = []
        self.duplicates = list(self.judged.duplicates)
        self.doubts: list[Fault] = []
        self.rejected = list(self.judged.rejected)
        self.passed = list(self.judged.passed)
        for line in self.judged.lines:
            self._take(line)

    def _take(self, line: VisitLine) -> None:
        if line.outcome is not None and line.outcome in NOT_HELD:
            self.passed.append(self._fault(line, "outcome", said("Not held: {outcome}.", outcome=OUTCOME_NAMES[line.outcome])))
            return
        try:
            visit = self._visit(line)
        except Refused as refusal:
            unled = refusal.field == "leader" and not line.leader and not line.members
            self.rejected.append(self._fault(line, refusal.field or column_of(line), UNLED if unled else refusal.what))
            return
        if visit is None:
            self.duplicates.append(self._fault(line, "held_on", KEPT_ALREADY))
            return
        self.made.append((line, visit))
        same = self.ledger.visits[visit.subject_id]
        self.ledger.visits[visit.subject_id] = [other for other in same if other.id != visit.id] + [visit]

    def _visit(self, line: VisitLine) -> Visit | None:
        """The visit of a row, nothing kept yet; None when it is kept already. Raises `Refused` naming the column as field."""
        subject = self._subject(line)
        leader = self._person(line.leader, "leader") if line.leader else None
        members = tuple(self._person(name, "members") for name in line.members)
        standing = [other for other in self.ledger.visits[subject] if (other.held_on or other.day) == line.held_on]
        if any(other.state is VisitState.DONE for other in standing):
            return None
        firm = next((other for other in standing if other.state in FIRM_STATES), None)
        members = tuple(one for one in members if one != leader)
        if firm is None and leader is None and members and self.ledger.in_charge(subject, line.held_on) is None:
            leader, members = members[0], members[1:]
            self.doubts.append(self._fault(line, "members", said("No leader is named; the first named is taken for the leader.")))
        held = line.outcome is not None or line.held_on <= self.ledger.today
        if line.open or not held:
            return None if firm else self._agreed(line, subject, leader, members)
        if firm is not None:
            return self._record(line, firm, leader, members)
        outcome = line.outcome or VisitOutcome.DONE
        entered = RecordHeldVisit(subject, line.held_on, leader, members, line.slot or Slot.AM, outcome, notes=line.notes)
        visit = entered.made(self.ledger)
        refuse_too_late(self.ledger.work, visit)
        return visit

    def _agreed(self, line: VisitLine, subject: UUID, leader: UUID | None, members: tuple[UUID, ...]) -> Visit:
        ledger = self.ledger
        chief = leader or ledger.leader(subject, line.held_on)
        check_team(ledger.work, chief, members)
        return Visit(
            subject_kind=ledger.kind(subject, line.held_on),
            subject_id=subject,
            year=ledger.programme.year_of(line.held_on),
            ordinal=ledger.ordinal(subject, line.held_on),
            day=line.held_on,
            slot=line.slot or Slot.AM,
            leader_id=chief,
            member_ids=members,
            state=VisitState.BOOKED,
            notes=line.notes,
            pinned=True,
        )

    def _record(self, line: VisitLine, visit: Visit, leader: UUID | None, members: tuple[UUID, ...]) -> Visit:
        refuse_too_late(self.ledger.work, visit)
        facts = {"leader_id": leader or visit.leader_id, "member_ids": members or visit.member_ids}
        notes = "\n".join(part for part in (visit.notes, line.notes.strip()) if part)
        return recorded(visit, line.outcome or VisitOutcome.DONE, line.held_on, self.ledger.today, notes=notes, **facts)

    def _subject(self, line: VisitLine) -> UUID:
        if line.account:
            return self.ledger.subjects.by_account(line.account).id
        name = subject_of(line)
        found = self.subjects.get(name_key(name)) or self.folded.get(company_key(name), [])
        if len(found) == 1:
            return found[0]
        told = {"name": subject_of(line), "count": len(found)}
        if found:
            raise Refused(said("{count} customers are called {name}; give the account number.", **told))
        near = next((one for one in self._names() if near_names(name, one)), None)
        if near is not None:
            raise Unknown(said("No customer, group or park is called {name}; is {near} meant?", name=name, near=near))
        raise Unknown(said("No customer, group or park is called {name}.", name=name))

    def _names(self) -> list[str]:
        subjects = self.ledger.subjects
        return [one.name for named in (subjects.groups, subjects.parks, subjects.customers) for one in named.values()]

    def _person(self, name: str, field: str) -> UUID:
        found = self.people.get(name_key(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(said("Several people are called {name}.", name=name), field=field)
        raise Unknown(said("Nobody called {name} is in the staff list.", name=name), field=field)

    def _fault(self, line: VisitLine, key: str, reason: Message) -> Fault:
        values = {"held_on": line.held_on.isoformat(), "leader": line.leader, "members": "、".join(line.members)}
        heading = self.mapping.heading(key) if self.mapping.gives(key) else label(key, VISIT_FIELDS)
        return Fault(line.row, heading, values.get(key, subject_of(line)), reason)

    def report(self) -> ImportReport[VisitLine]:
        return ImportReport(
            self.table,
            self.mapping,
            self.judged.rows,
            tuple(line for line, visit in self.made if visit.id not in self.kept),
            tuple(line for line, visit in self.made if visit.id in self.kept),
            by_row(self.duplicates),
            by_row(self.rejected),
            by_row((*self.judged.warnings, *self.doubts, *self._weekends(), *self._uncounted())),
            self.judged.repairs,
            by_row(self.passed),
            (*self._told(), *told_of(self.table, self.mapping)),
        )

    def _uncounted(self) -> list[Fault]:
        """Why held visits will not count, so that nobody waits for them to settle what is owed."""
        held = [(line, visit) for line, visit in self.made if visit.state is VisitState.DONE]
        return [self._fault(line, "held_on", why) for line, visit in held for why in self.ledger.failures(visit)]

    def _weekends(self) -> list[Fault]:
        """Visits on a Saturday or Sunday, on which nobody is usually there."""
        doubt = said("This day is a Saturday or a Sunday; is it right?")
        return [self._fault(line, "held_on", doubt) for line, _ in self.made if line.held_on.isoweekday() >= SATURDAY]

    def _told(self) -> tuple[Message, ...]:
        """What becomes of the rows: what is held is recorded, what is to come stands as agreed."""
        if not self.made:
            return ()
        done = [visit for _line, visit in self.made if visit.state is VisitState.DONE]
        none = sum(bool(self.ledger.failures(visit)) for visit in done)
        waiting = sum(line.open and line.held_on <= self.ledger.today for line, _ in self.made)
        told = {"held": len(done), "agreed": len(self.made) - len(done) - waiting}
        if none:
            notes = [
                said(
                    "{held} visits were held and are recorded, {none} of them do not count; {agreed} are still to come and stand "
                    "as agreed.",
                    none=none,
                    **told,
                )
            ]
        else:
            notes = [said("{held} visits were held and are recorded; {agreed} are still to come and stand as agreed.", **told)]
        if waiting:
            notes.append(
                said("{count} visits were not held by their day, as the list says; they wait for a record.", count=waiting)
            )
        halves = sum(line.slot is None and visit.id not in self.kept for line, visit in self.made)
        if halves:
            notes.append(said("{count} visits name no half-day; they are entered for the morning.", count=halves))
        return tuple(notes)


def subject_of(line: VisitLine) -> str:
    """Whom a row names: by account, by name, or a group."""
    return line.account or line.name or line.group


def column_of(line: VisitLine) -> str:
    """The field that names it."""
    return "account" if line.account else "name" if line.name else "group"


@dataclass(frozen=True)
class ReadVisits:
    """What importing these sheets would do; the preview of the import."""

    sheets: Sheets

    def answer(self, work: Work) -> ImportReport[VisitLine]:
        return _Reading(work, *understood(work, self.sheets, VISIT_FIELDS, dated)).report()


@dataclass(frozen=True)
class ImportVisits:
    """Write a list of visits. Raises `RowsRefused` when a row is refused, unless `skip_rejected`.

    A row whose visit stands in the calendar for that day becomes its record; a suggestion for what a held visit settles leaves
    the calendar. Rows of visits that were called off or put off are passed over.
    """

    BACKED_UP_FIRST: ClassVar[int] = 0

    sheets: Sheets
    skip_rejected: bool = False

    def carry_out(self, work: Work) -> Outcome[ImportReport[VisitLine]]:
        reading = _Reading(work, *understood(work, self.sheets, VISIT_FIELDS, dated))
        report = reading.report()
        if report.rejected and not self.skip_rejected:
            raise RowsRefused(report)
        ledger = Ledger(work)
        for _, visit in reading.made:
            if visit.id in reading.kept:
                work.shelf(VISITS).change(visit)
            else:
                ledger.write(visit)
        remember(work, self.sheets, report.table, report.mapping, VISIT_FIELDS)
        return finished(work, report)
