"""How urgent cases are, as conditions of the store: overdue, open, closed; and pages of one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from visitplanner.domain.follow_ups import follow_ups as rules
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp, FollowUpState
from visitplanner.services.core.conditions import AnyOf, Between, Condition
from visitplanner.services.core.pages import Page
from visitplanner.services.core.work import Work

ONE_DAY = dt.timedelta(days=1)


def degrees(today: dt.date) -> list[AnyOf]:
    """The conditions of what is overdue, open besides, and closed, as `rules.urgency` orders them."""
    overdue = AnyOf({"state": rules.UNANSWERED, "due_on": Between(None, today - ONE_DAY)})
    elsewhere = (FollowUpState.WAITING_FOR_CUSTOMER, FollowUpState.REPLIED)
    in_time = AnyOf({"state": rules.UNANSWERED, "due_on": Between(today)}, state=elsewhere)
    return [overdue, in_time, AnyOf(state=FollowUpState.CLOSED)]


def in_turn(
    work: Work, parts: Sequence[AnyOf], order: tuple[str, ...], limit: int | None, offset: int, besides: Sequence[Condition] = ()
) -> list[FollowUp]:
    """A page of the cases of one part after the other, each in an order. besides: what all of them fulfil."""
    found: list[FollowUp] = []
    left, passed = limit, offset
    for part in parts:
        if left == 0:
            break
        more = work.shelf(FOLLOW_UPS).find(part, *besides, page=Page(order, left, passed))
        found += more
        left = None if left is None else left - len(more)
        if passed:
            passed = 0 if more else passed - work.shelf(FOLLOW_UPS).count(part, *besides)
    return found
