"""Whom a visit is worth most: what a customer surely saves, weighed by how soon a visit is owed to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.obligations import State

AGREED = frozenset({State.UNRECORDED, State.TENTATIVE, State.BOOKED, State.DONE})
"""A day is agreed or the visit was held: nothing is left to put into the plan."""


@dataclass(frozen=True, slots=True)
class Haste:
    """By how much a saving weighs more where a visit is overdue or to be arranged now, and less where one is agreed or was held.

    Everybody else counts once. No rule sets these: they are the office's own choice, kept as data (`data/planning.toml`).
    """

    overdue: Decimal = Decimal(3)
    arrange_now: Decimal = Decimal(2)
    agreed: Decimal = Decimal("0.5")

    def __post_init__(self) -> None:
        if not self.overdue >= self.arrange_now >= 1 >= self.agreed > 0:
            raise ValueError("haste falls from overdue over arrange_now to agreed, and nobody is weighed away")

    def of(self, state: State | None) -> Decimal:
        """The factor of the most urgent visit owed; None where none is."""
        if state in AGREED:
            return self.agreed
        return {State.OVERDUE: self.overdue, State.DUE: self.arrange_now}.get(state, Decimal(1)) if state else Decimal(1)


def haste_words(haste: Haste) -> Iterator[Message]:
    """By what the opportunities are ordered, and whose choice that is."""
    yield said(
        "Order: the least saving, times {overdue} where a visit is overdue, {now} where one is to be arranged now, {agreed} "
        "where one is agreed or was held.",
        overdue=haste.overdue,
        now=haste.arrange_now,
        agreed=haste.agreed,
    )
    yield said(
        "These factors are the office's own choice, set by no rule: a visit that is to be made anyway takes the advice along "
        "without another trip; where one is agreed, nothing is left to arrange."
    )


def worth(least_ntd: Decimal | None, state: State | None, haste: Haste) -> Decimal | None:
    """What orders the opportunities: the least saving in NT$ a year times the haste; None where no saving is claimed.

    state: of the most urgent visit owed, None where none is.
    """
    if least_ntd is None or least_ntd <= 0:
        return None
    return least_ntd * haste.of(state)
