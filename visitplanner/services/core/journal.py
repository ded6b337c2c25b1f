"""Taking a command's changes back, and the list of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import counted, said
from visitplanner.domain.records.kinds import kind_named
from visitplanner.services.core.conditions import AnyOf
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import ChangeSet, JournalEntry, Work


@dataclass(frozen=True)
class Reverted:
    """How many records were removed, and how many put back to what they had been."""

    removed: int
    restored: int


@dataclass(frozen=True)
class RevertChanges:
    """Take back what one command changed; its own undo does the change again.

    Raises `Unknown` for a change set that is not in the journal, `Stale` naming a record that was changed since,
    `Refused` if it was taken back already, something newer refers to what it added, or what it moved cannot stand again where
    it stood because of something newer.
    """

    change_set_id: UUID

    def carry_out(self, work: Work) -> Outcome[Reverted]:
        touched = work.change_set(self.change_set_id).entries
        before = stood_against(work, touched)
        removed, restored = work.revert(self.change_set_id)
        for ident, refused in stood_against(work, touched).items():
            if ident not in before:
                raise refused
        return Outcome(
            Reverted(removed, restored),
            counted(
                (removed, said("{count} records taken out again", count=removed)),
                (restored, said("{count} records as they were before", count=restored)),
                nothing=said("There was nothing to take back."),
            ),
        )


def stood_against(work: Work, entries: Sequence[JournalEntry]) -> dict[UUID, Refused]:
    """Of the records that a change touched those that cannot stand as they are kept now, each with its refusal."""
    found: dict[UUID, Refused] = {}
    for name in {entry.kind for entry in entries}:
        kind = kind_named(name)
        if kind.rivals is None:
            continue
        records = work.shelf(kind).find(id={entry.record_id for entry in entries if entry.kind == name})
        places = {getattr(one, kind.beside) for one in records}
        others = work.shelf(kind).find(AnyOf({kind.beside: places})) if places else []
        for one in records:
            beside = [x for x in others if x.id != one.id and getattr(x, kind.beside) == getattr(one, kind.beside)]
            reason = kind.rivals(one, beside)
            if reason is not None:
                mend = said("Change the newer one first.")
                found[one.id] = Refused(reason, where=said("{record}: ", record=kind.label(one)), mend=mend)
    return found


@dataclass(frozen=True)
class ChangeHistory:
    """What was done, the newest first; a label is a command's name, or the beginning of several (`Import*`)."""

    label: str | None = None
    limit: int = 50

    def answer(self, work: Work) -> list[ChangeSet]:
        return work.change_sets(self.label, self.limit)


@dataclass(frozen=True)
class ImportHistory:
    """The imports, the newest first; their ids are what `import revert` takes."""

    limit: int = 50

    def answer(self, work: Work) -> list[ChangeSet]:
        return work.change_sets("Import*", self.limit)
