"""What ties the records of some plain kinds to others; a kind that is not named here stands alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.customers.customers import PARKS
from visitplanner.services.core.work import Work
from visitplanner.services.customers.groups import refuse_taken_park, release_park


def nothing(work: Work, record: Any) -> None:
    """No tie."""


@dataclass(frozen=True)
class Ties:
    """keep: raises `Refused` when a record cannot stand beside those that are kept. release: lets go of what would be left
    behind by a record that is removed."""

    keep: Callable[[Work, Any], None] = nothing
    release: Callable[[Work, Any], None] = nothing


TIES: Mapping[Kind[Any], Ties] = {PARKS: Ties(keep=refuse_taken_park, release=release_park)}
ALONE = Ties()


def ties_of(kind: Kind[Any]) -> Ties:
    return TIES.get(kind, ALONE)
