"""What somebody has typed into a form and not kept yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft(Record):
    """One draft a form and record. form: which form; about_id: the record it is filled in for; content: JSON values."""

    form: str
    about_id: UUID
    content: dict[str, Any]


FORM_DRAFTS = Kind(
    name="form_drafts",
    record=FormDraft,
    noun=said("a draft of a form"),
    label=lambda draft: said("a draft of a form"),
    order=("form", "about_id"),
    journalled=False,
)
