"""紀錄: what was done in the office, when and by whom, read from the journal; and the change that can be taken back.

It outlives the window: the journal stands in the database, and every change set can be taken back as long as nothing later
stands on it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UP_ENTRIES
from visitplanner.domain.records.kinds import KINDS, kind_named
from visitplanner.services.core.codec import codec
from visitplanner.services.core.journal import RevertChanges, Reverted
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import ChangeSet, ChangesWanted, JournalEntry, Work

OWNERS = ("customer_id", "subject_id", "visit_id", "follow_up_id", "person_id")
"""Fields that say to which record another one belongs."""


class Deed(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


DEED_NAMES = {Deed.ADDED: said("added"), Deed.CHANGED: said("changed"), Deed.REMOVED: said("removed")}


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that a change touched. name: what it is called; of a record that bears another name now: both."""

    kind: Kind[Any]
    ident: UUID
    deed: Deed
    name: Message


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change. at: a UTC instant. label: of the command. what: a sentence. undone: it was taken back since."""

    id: UUID
    at: dt.datetime
    by: str
    label: str
    what: Message
    records: tuple[Touched, ...]
    undone: bool
    taking_back: bool


@dataclass(frozen=True)
class History:
    """What was done, the newest first. of: only what touched this record or one that belongs to it. by: this person's alone.

    first, last: days of this computer's clock, both included. kinds: names of shelves.
    """

    of: UUID | None = None
    by: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    kinds: frozenset[str] = frozenset()
    limit: int = 50

    def answer(self, work: Work) -> list[HistoryLine]:
        about = None if self.of is None else frozenset(belonging(work, self.of))
        day = dt.timedelta(days=1)
        wanted = ChangesWanted(
            records=about,
            kinds=self.kinds,
            who=self.by,
            from_at=midnight(self.first) if self.first else None,
            before=midnight(self.last + day) if self.last else None,
            limit=self.limit,
        )
        names = Subjects(work, ())
        return [line_of(change, names, about, self.kinds) for change in work.changes(wanted)]


@dataclass(frozen=True)
class HistoryPeople:
    """Everybody of whom the journal holds a change."""

    def answer(self, work: Work) -> list[str]:
        return work.people_of_changes()


@dataclass(frozen=True)
class LastChange:
    """The newest change that is in force and can be taken back; raises `Unknown` when there is none."""

    def answer(self, work: Work) -> UUID:
        found = work.changes(ChangesWanted(in_force=True, limit=1))
        if not found:
            raise Unknown(said("There is no change that could be taken back."))
        return found[0].id


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back, and how many records it removed and restored."""

    line: HistoryLine
    counts: Reverted


@dataclass(frozen=True)
class UndoChange:
    """Take a change of the journal back, by default the newest in force. Raises as `RevertChanges` does."""

    ident: UUID | None = None

    def carry_out(self, work: Work) -> Outcome[TakenBack]:
        change = work.change_set(self.ident or LastChange().answer(work))
        line = line_of(change, Subjects(work, ()))
        done = RevertChanges(change.id).carry_out(work)
        return Outcome(TakenBack(line, done.value), said("Taken back: {what}", what=line.what))


def midnight(day: dt.date) -> dt.datetime:
    """When a day begins on this computer, as a UTC instant."""
    return dt.datetime.combine(day, dt.time()).astimezone().astimezone(dt.UTC)


def belonging(work: Work, ident: UUID) -> Iterator[UUID]:
    """The record itself, and the kept ones that belong to it: visits, cases, contacts, wishes, assignments."""
    yield ident
    for kind in KINDS:
        for owner in {field.name for field in fields(kind.record)} & set(OWNERS):
            yield from work.shelf(kind).values("id", **{owner: ident})


def line_of(
    change: ChangeSet, names: Subjects, about: frozenset[UUID] | None = None, kinds: frozenset[str] = frozenset()
) -> HistoryLine:
    """A change in words; what it did to the records somebody asks about stands first."""

    def beside(entry: JournalEntry) -> bool:
        return (about is None or entry.record_id not in about) and entry.kind not in kinds

    records = tuple(touched(entry, names) for entry in sorted(change.entries, key=beside))
    return HistoryLine(
        change.id,
        change.at,
        change.who,
        change.label,
        sentence(change, records),
        records,
        change.reverted_by is not None,
        "reverted_label" in change.detail,
    )


def sentence(change: ChangeSet, records: Iterable[Touched]) -> Message:
    """What a change did: an import and a plan by what they were, any other by its first record and how many more."""
    told = [one for one in records if one.kind is not FOLLOW_UP_ENTRIES] or list(records)
    if "file" in change.detail and change.label.startswith("Import"):
        what = said("Import of {file}: {counts}.", file=str(change.detail["file"]), counts=counts_of(told))
    elif "year" in change.detail and change.label == "ApplyPlan":
        what = said("Plan of {year} put into the calendar: {counts}.", year=change.detail["year"], counts=counts_of(told))
    else:
        first = done(told[0])
        what = said("{first} In all: {counts}.", first=first, counts=counts_of(told)) if len(told) > 1 else first
    return said("Taken back: {what}", what=what) if "reverted_label" in change.detail else what


def counts_of(records: Sequence[Touched]) -> Message:
    """How many records of each kind a change added, changed and removed, in the order in which they come."""
    many = Counter((one.kind.name, one.deed) for one in records)
    nouns = {one.kind.name: one.kind.noun for one in records}
    return listed(
        said("{count} × {noun} {deed}", count=count, noun=nouns[name], deed=DEED_NAMES[deed])
        for (name, deed), count in many.items()
    )


def done(one: Touched) -> Message:
    """What became of one record, as a sentence."""
    if one.deed is Deed.ADDED:
        return said("Added: {record}.", record=one.name)
    if one.deed is Deed.REMOVED:
        return said("Removed: {record}.", record=one.name)
    return said("Changed: {record}.", record=one.name)


def touched(entry: JournalEntry, names: Subjects) -> Touched:
    kind = kind_named(entry.kind)
    deed = Deed.ADDED if entry.before is None else Deed.REMOVED if entry.after is None else Deed.CHANGED
    before, after = called(kind, entry.before, names), called(kind, entry.after, names)
    name = before or after or kind.noun
    if before is not None and after is not None and before != after:
        name = said("{before} → {after}", before=before, after=after)
    return Touched(kind, entry.record_id, deed, name)


def called(kind: Kind[Any], plain: dict[str, Any] | None, names: Subjects) -> Message | None:
    """What a record of the journal is called, with whom it is about; None for one an older program kept in another form."""
    if plain is None:
        return None
    try:
        record: Record = codec(kind.record).value(plain)
    except (TypeError, ValueError, KeyError):
        return None
    owner = next((getattr(record, name) for name in OWNERS[:2] if getattr(record, name, None) is not None), None)
    subject = names.find(owner) if owner is not None else None
    label = kind.label(record)
    return label if subject is None else said("{record} ({subject})", record=label, subject=subject.name)
