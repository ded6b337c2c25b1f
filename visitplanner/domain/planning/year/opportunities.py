"""Whom a visit is worth most: what a customer surely saves, weighed by how soon a visit is owed to it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from visitplanner.domain.programme.obligations import State

HASTE: Mapping[State, Decimal] = {
    State.OVERDUE: Decimal(3),
    State.DUE: Decimal(2),
    State.LEFT: Decimal(1),
    State.PLANNED: Decimal(1),
    State.UNRECORDED: Decimal("0.5"),
    State.TENTATIVE: Decimal("0.5"),
    State.BOOKED: Decimal("0.5"),
    State.DONE: Decimal("0.5"),
}
"""By how much a saving weighs more where a visit is overdue or to be arranged now, and less where one is agreed or was held:
there is nothing left to put into the plan."""

NOTHING_OWED = Decimal(1)
"""Of a customer to whom no visit is owed this year."""


def worth(least_ntd: Decimal | None, state: State | None) -> Decimal | None:
    """What orders the opportunities: the least saving in NT$ a year times the haste; None where no saving is claimed.

    state: of the most urgent visit owed, None where none is.
    """
    if least_ntd is None or least_ntd <= 0:
        return None
    return least_ntd * (NOTHING_OWED if state is None else HASTE[state])
