"""Taking a command's changes back, and the list of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.core.messages import counted, said
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import ChainHead, ChangeSet, Work


@dataclass(frozen=True)
class Reverted:
    """How many records were removed, and how many put back to what they had been."""

    removed: int
    restored: int


@dataclass(frozen=True)
class RevertChanges:
    """Take back what one command changed; its own undo does the change again.

    Raises `Unknown` for a change set that is not in the journal, `Stale` naming a record that was changed since,
    `Refused` if it was taken back already or something newer refers to what it added.
    """

    change_set_id: UUID

    def carry_out(self, work: Work) -> Outcome[Reverted]:
        removed, restored = work.revert(self.change_set_id)
        return Outcome(
            Reverted(removed, restored),
            counted(
                (removed, said("{count} records taken out again", count=removed)),
                (restored, said("{count} records as they were before", count=restored)),
                nothing=said("There was nothing to take back."),
            ),
        )


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


@dataclass(frozen=True)
class AuditHead:
    """Where the journal's chain ends, for `check` and for papers: whoever changes what stands in the journal changes it."""

    def answer(self, work: Work) -> ChainHead:
        return work.chain_head
