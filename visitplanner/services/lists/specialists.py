"""Whom a customer list names as the member of staff in charge: put in charge with the import, where the name is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import CUSTOMERS, Customer
from visitplanner.domain.lists.customer_import import CustomerLine
from visitplanner.domain.lists.tables import ColumnMap, Fault, Table, tidy
from visitplanner.domain.programme.assignments import in_force, refuse_low_rank
from visitplanner.domain.staff.staff import PEOPLE, Person, Role
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.core.work import Work
from visitplanner.services.programme.assignments import AcceptAssignments, Chosen, lowest_rank
from visitplanner.services.programme.counting import assignments_since, programme_of

SPECIALIST = "specialist"


def staff_by_name(work: Work) -> dict[str, Person]:
    """Those who serve today, by the keys of their names."""
    return {name_key(person.name): person for person in work.shelf(PEOPLE).find() if person.serves(work.today)}


def where_known(work: Work, table: Table, mapping: ColumnMap, *, by_hand: bool) -> ColumnMap:
    """The mapping without a column of specialists that names nobody of the staff; one given by hand stays."""
    at = mapping.columns.get(SPECIALIST)
    if at is None or by_hand:
        return mapping
    below = table.rows[mapping.header_row - table.first_row + 1 :]
    named = {name_key(tidy(cells[at])) for cells in below if at < len(cells) and cells[at]}
    if named & staff_by_name(work).keys():
        return mapping
    return replace(mapping, columns={key: column for key, column in mapping.columns.items() if key != SPECIALIST})


class Specialists:
    """Who is put in charge of which customer by a list. wanted: person by account; doubts: names that put nobody in charge."""

    def __init__(self, work: Work, mapping: ColumnMap, lines: Sequence[CustomerLine], kept: Mapping[str, Customer]) -> None:
        self._work = work
        self._kept = kept
        self.wanted: dict[str, UUID] = {}
        self.doubts: list[Fault] = []
        if not mapping.gives(SPECIALIST):
            return
        people = staff_by_name(work)
        held = in_force(assignments_since(work, work.today), work.today)
        self._holders = {subject: one.person_id for (subject, role), one in held.items() if role is Role.SPECIALIST}
        lowest = lowest_rank(programme_of(work), SubjectKind.LARGE, work.today)
        count = Counter(name_key(line.specialist) for line in lines)
        told: set[str] = set()
        for line in lines:
            key = name_key(line.specialist)
            person = people.get(key)
            if not key or (person is None and key in told):
                continue
            told.add(key)
            if person is None:
                reason = said(
                    "Nobody of the staff is called so; nobody was put in charge of {count} rows with this name. Import the staff "
                    "list first, or assign them by hand.",
                    count=count[key],
                )
                self.doubts.append(Fault(line.row, mapping.heading(SPECIALIST), line.specialist, reason))
                continue
            try:
                refuse_low_rank(person, Role.SPECIALIST, lowest)
            except Refused as refusal:
                self.doubts.append(Fault(line.row, mapping.heading(SPECIALIST), line.specialist, refusal.what))
                continue
            self.wanted[line.account] = person.id

    def changes(self, line: CustomerLine) -> bool:
        """Whether a customer that is kept already would come under somebody else."""
        person = self.wanted.get(line.account)
        return person is not None and self._holders.get(self._kept[line.account].id) != person

    def assign(self, lines: Sequence[CustomerLine]) -> int:
        """Put them in charge from today on; how many customers got somebody else."""
        accounts = {line.account for line in lines if line.account in self.wanted}
        if not accounts:
            return 0
        chosen = [
            Chosen(one.id, self.wanted[one.account])
            for one in self._work.shelf(CUSTOMERS).find(account=accounts)
            if self._holders.get(one.id) != self.wanted[one.account]
        ]
        return len(AcceptAssignments(tuple(chosen)).carry_out(self._work).value) if chosen else 0
