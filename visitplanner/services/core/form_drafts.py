"""Drafts of forms: kept at every pause in typing, outside the journal, gone when the form is kept or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from visitplanner.domain.core.form_drafts import FORM_DRAFTS, FormDraft
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work


def draft_of(work: Work, form: str, about_id: UUID) -> Mapping[str, Any] | None:
    """What waits for the form about this one record; None if nothing does."""
    kept = _kept(work, form, about_id)
    return None if kept is None else kept.content


def keep_draft(work: Work, form: str, about_id: UUID, content: Mapping[str, Any]) -> None:
    """Keep what stands in the form so far, in place of what was kept before."""
    kept = _kept(work, form, about_id)
    if kept is None:
        work.shelf(FORM_DRAFTS).add(FormDraft(form=form, about_id=about_id, content=dict(content)))
    elif kept.content != content:
        work.shelf(FORM_DRAFTS).change(replace(kept, content=dict(content)))


def forget_draft(work: Work, form: str, about_id: UUID) -> None:
    """Throw the draft away, if there is one."""
    kept = _kept(work, form, about_id)
    if kept is not None:
        work.shelf(FORM_DRAFTS).remove(kept)


def _kept(work: Work, form: str, about_id: UUID) -> FormDraft | None:
    return next(iter(work.shelf(FORM_DRAFTS).find(form=form, about_id=about_id)), None)


@dataclass(frozen=True)
class TypedSoFar:
    """What was typed into a form about a record and is not kept yet, by field; None when nothing waits."""

    form: str
    about: UUID

    def answer(self, work: Work) -> Mapping[str, str] | None:
        return draft_of(work, self.form, self.about)


@dataclass(frozen=True)
class KeepTyped:
    """Keep what is typed so far; None throws it away."""

    form: str
    about: UUID
    texts: Mapping[str, str] | None

    def carry_out(self, work: Work) -> Outcome[None]:
        if self.texts is None:
            forget_draft(work, self.form, self.about)
        else:
            keep_draft(work, self.form, self.about, self.texts)
        return Outcome(None)
