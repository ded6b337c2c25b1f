"""Wishes of customers, groups and parks about the days of their visits: kept, changed and cleared by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.wishes import WISHES, Wish
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subject, Subjects
from visitplanner.services.core.work import Work


def wish_of(work: Work, subject_id: UUID) -> Wish | None:
    """The wish of a subject, if it has one."""
    found = work.shelf(WISHES).find(subject_id=subject_id)
    return found[0] if found else None


def wishes_of(work: Work) -> dict[UUID, Wish]:
    """All wishes, by subject."""
    return {wish.subject_id: wish for wish in work.shelf(WISHES).find()}


def forget_wish(work: Work, subject_id: UUID) -> None:
    """Let the wish of a subject go that is about to be removed itself."""
    for wish in work.shelf(WISHES).find(subject_id=subject_id):
        work.shelf(WISHES).remove(wish)


@dataclass(frozen=True)
class WishOf:
    """The wish of a subject; None when it has none."""

    subject_id: UUID

    def answer(self, work: Work) -> Wish | None:
        return wish_of(work, self.subject_id)


@dataclass(frozen=True, slots=True)
class WishRow:
    """A wish with the name of whose it is."""

    subject: Subject
    wish: Wish


@dataclass(frozen=True)
class WishList:
    """All wishes, by the subject's name."""

    def answer(self, work: Work) -> list[WishRow]:
        wishes = work.shelf(WISHES).find()
        subjects = Subjects(work, [wish.subject_id for wish in wishes])
        rows = [WishRow(subjects.get(wish.subject_id), wish) for wish in wishes]
        return sorted(rows, key=lambda row: (row.subject.name, row.subject.account))


@dataclass(frozen=True)
class SetWish:
    """Write down what a subject wishes, in place of what it wished before.

    Raises `Refused` naming the field, `Unknown` for a subject that is not kept.
    """

    wish: Wish

    def carry_out(self, work: Work) -> Outcome[Wish]:
        subject = Subjects(work, ()).get(self.wish.subject_id)
        wish, held = WISHES.checked(self.wish), wish_of(work, self.wish.subject_id)
        kept = (
            work.shelf(WISHES).change(replace(wish, id=held.id, version=held.version)) if held else work.shelf(WISHES).add(wish)
        )
        return Outcome(kept, said("The wish of {subject} is kept; planning heeds it.", subject=subject.name))


@dataclass(frozen=True)
class ClearWish:
    """Forget a subject's wish; raises `Unknown` when it has none."""

    subject_id: UUID

    def carry_out(self, work: Work) -> Outcome[None]:
        subject = Subjects(work, ()).get(self.subject_id)
        held = wish_of(work, self.subject_id)
        if held is None:
            raise Unknown(said("{subject} has no wish.", subject=subject.name), mend=said("There is nothing to clear."))
        work.shelf(WISHES).remove(held)
        return Outcome(None, said("The wish of {subject} is cleared.", subject=subject.name))
