"""Records of every kind that is described: added, changed and removed; each takes back with the journal like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.records.ties import ties_of

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class AddRecord(Generic[R]):
    """Keep a new record; raises `Refused` with the field at fault."""

    kind: Kind[R]
    record: R

    def carry_out(self, work: Work) -> Outcome[R]:
        record = self.kind.checked(self.record)
        ties_of(self.kind).keep(work, record)
        kept = work.shelf(self.kind).add(record)
        return Outcome(kept, said("Kept: {record}.", record=self.kind.label(kept)))


@dataclass(frozen=True)
class ChangeRecord(Generic[R]):
    """Keep an edited record; raises `Refused` with the field at fault, `Stale` when somebody was faster."""

    kind: Kind[R]
    record: R

    def carry_out(self, work: Work) -> Outcome[R]:
        record = self.kind.checked(self.record)
        ties_of(self.kind).keep(work, record)
        kept = work.shelf(self.kind).change(record)
        return Outcome(kept, said("Changed: {record}.", record=self.kind.label(kept)))


@dataclass(frozen=True)
class RemoveRecord(Generic[R]):
    """Forget a record; raises `Refused` while another refers to it, `Stale` when somebody was faster."""

    kind: Kind[R]
    record: R

    def carry_out(self, work: Work) -> Outcome[None]:
        ties_of(self.kind).release(work, self.record)
        work.shelf(self.kind).remove(self.record)
        return Outcome(None, said("Removed: {record}.", record=self.kind.label(self.record)))
