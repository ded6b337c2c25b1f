"""陳報總處: what the office told headquarters on a day, kept as it was told, and what is different since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.intelligence.roll_up import PlannedLoad


@dataclass(frozen=True, slots=True, kw_only=True)
class IntelligenceSubmission(Record):
    """All planned loads as they stood when they were submitted for a year. number: the how manieth submission, from 1."""

    number: int
    year: int
    made_on: dt.date
    loads: tuple[PlannedLoad, ...] = ()


SUBMISSIONS = Kind(
    name="intelligence_submissions",
    record=IntelligenceSubmission,
    noun=said("a submission to headquarters"),
    label=lambda each: said("the submission of {day} for {year}", day=each.made_on, year=each.year),
    order=("number",),
    topic="intelligence",
)


class LoadChange(StrEnum):
    """What became of a planned load since a submission."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


LOAD_CHANGE_NAMES: Mapping[LoadChange, Message] = {
    LoadChange.NEW: said("added"),
    LoadChange.CHANGED: said("different"),
    LoadChange.GONE: said("no longer planned"),
}


class LoadDifference(NamedTuple):
    """A planned load that is not as it was submitted. before: None for a new one; after: None for one that is gone."""

    change: LoadChange
    before: PlannedLoad | None
    after: PlannedLoad | None

    @property
    def either(self) -> PlannedLoad:
        """What it is called by."""
        known = self.after or self.before
        assert known is not None
        return known

    @property
    def kw(self) -> int:
        """By how much the planned load rose or fell."""
        return (self.after.kw if self.after else 0) - (self.before.kw if self.before else 0)


def differences(before: Iterable[PlannedLoad], after: Iterable[PlannedLoad]) -> list[LoadDifference]:
    """What changed in load, month, probability or industry; new ones first, those gone last. A new name is no change."""
    was = {load.card_id: load for load in before}
    now = {load.card_id: load for load in after}
    new = [LoadDifference(LoadChange.NEW, None, load) for ident, load in now.items() if ident not in was]
    changed = [
        LoadDifference(LoadChange.CHANGED, was[ident], load)
        for ident, load in now.items()
        if ident in was and _told(was[ident]) != _told(load)
    ]
    gone = [LoadDifference(LoadChange.GONE, load, None) for ident, load in was.items() if ident not in now]
    return [*new, *changed, *gone]


def _told(load: PlannedLoad) -> tuple[object, ...]:
    return load.kw, load.month, load.probability, load.industry
