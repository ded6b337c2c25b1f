"""Who looks after whom on a day, for whom somebody stands in, and one person following another (plan 伍一(二)1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.programme import RANK_NAMES
from visitplanner.domain.staff.staff import Assignment, Person, Rank, Role


def in_force(
    assignments: Iterable[Assignment], day: dt.date, people: Mapping[UUID, Person] | None = None
) -> dict[tuple[UUID, Role], Assignment]:
    """The confirmed assignment of each subject and role on a day; of two that overlap the later one, or the substitute's.

    people: by id; those of them whose service is over on that day look after nobody.
    """
    gone = {ident for ident, person in (people or {}).items() if not person.serves(day)}
    holding = [one for one in assignments if not one.proposed and one.holds_on(day) and one.person_id not in gone]
    return {(one.subject_id, one.role): one for one in sorted(holding, key=lambda one: (one.begins_on, one.ends_on is not None))}


def stood_in_for(one: Assignment, assignments: Iterable[Assignment]) -> Assignment | None:
    """The assignment whose holder `one` replaces for a while: another person's, of the same subject and role, that holds
    throughout and longer; None when `one` is nobody's substitute."""
    if one.ends_on is None or one.proposed:
        return None
    for other in assignments:
        same = other.subject_id == one.subject_id and other.role is one.role and not other.proposed
        throughout = other.begins_on <= one.begins_on and (other.ends_on is None or other.ends_on >= one.ends_on)
        longer = (other.begins_on, other.ends_on) != (one.begins_on, one.ends_on)
        if same and throughout and longer and other.person_id != one.person_id:
            return other
    return None


def succession(former: Iterable[Assignment], new: Assignment) -> tuple[list[Assignment], list[Assignment]]:
    """What becomes of a subject's earlier assignments in one role when `new` begins: (those that end the day before, those that
    fall away because they would only have begun then or later)."""
    ended: list[Assignment] = []
    void: list[Assignment] = []
    for one in former:
        if one.subject_id != new.subject_id or one.role is not new.role or (one.ends_on and one.ends_on < new.begins_on):
            continue
        if one.begins_on >= new.begins_on:
            void.append(one)
        else:
            ended.append(replace(one, ends_on=new.begins_on - dt.timedelta(days=1)))
    return ended, void


def refuse_low_rank(person: Person, role: Role, lowest: Rank) -> None:
    """Raise `Refused` if the person does not hold the rank the plan asks for (plan 伍一(二)1, 2)."""
    if person.rank < lowest:
        names = {"person": person.name, "rank": RANK_NAMES[person.rank], "lowest": RANK_NAMES[lowest]}
        what = (
            said("{person} is {rank}; a group is led by a {lowest} or above.", **names)
            if role is Role.LEADER
            else said("{person} is {rank}; a service specialist is a {lowest} or above.", **names)
        )
        raise Refused(what, mend=said("Choose somebody of that rank."), field="person")


def refuse_leaver(person: Person, last: dt.date) -> None:
    """Raise `Refused` if the person's service ends before a day on which it would have to serve still."""
    if not person.serves(last):
        raise Refused(
            said("The last day of service of {person} is {last}.", person=person.name, last=person.leaves_on),
            mend=said("Choose somebody who stays."),
            field="person",
        )
