"""What the form of a described kind begins with, and what was typed into it and not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from visitplanner.domain.core.kinds import Kind
from visitplanner.services.core.form_drafts import draft_of, forget_draft, keep_draft
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.records.lists import Names, NamesFor


@dataclass(frozen=True)
class RecordFormSheet:
    """names: of what the form's fields may refer to. draft: texts by field that were typed and not kept, or None."""

    names: Names
    draft: Mapping[str, str] | None


@dataclass(frozen=True)
class RecordFormFor:
    """What a form needs; about: the record it is filled in for."""

    kind: Kind[Any]
    about: UUID

    def answer(self, work: Work) -> RecordFormSheet:
        return RecordFormSheet(NamesFor(self.kind).answer(work), draft_of(work, self.kind.name, self.about))


@dataclass(frozen=True)
class KeepRecordDraft:
    """Keep what stands in the form so far; None throws it away."""

    kind: Kind[Any]
    about: UUID
    texts: Mapping[str, str] | None

    def carry_out(self, work: Work) -> Outcome[None]:
        if self.texts is None:
            forget_draft(work, self.kind.name, self.about)
        else:
            keep_draft(work, self.kind.name, self.about, self.texts)
        return Outcome(None)
