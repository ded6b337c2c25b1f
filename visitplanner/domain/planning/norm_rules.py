"""The norms a plan keeps: how much is planned at most in a week and on a day. What was agreed counts, and may go beyond."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from visitplanner.domain.core.messages import said
from visitplanner.domain.planning.case import Breach, Case, PlanRule
from visitplanner.domain.planning.plan import PersonId, Placed
from visitplanner.domain.planning.problem import Week, week_of


def _in_turn(case: Case) -> Iterator[tuple[str, Placed, bool]]:
    """The visits placed and whether they are agreed: agreed ones first, the others by date."""
    agreed = {place.id for place in case.problem.fixed}
    for ident, place in sorted(case.places.items(), key=lambda one: (one[0] not in agreed, one[1].day, one[1].slot, one[0])):
        yield ident, place, ident in agreed


def leader_week_norm(case: Case) -> Iterator[Breach]:
    """Nobody leads more visits in a week than the norm; what was agreed may go beyond."""
    led = Counter[tuple[str, Week]]()
    for ident, place, agreed in _in_turn(case):
        norm = case.norms.may_lead(place.leader, week_of(place.day))
        led[place.leader, week_of(place.day)] += 1
        if norm is not None and not agreed and led[place.leader, week_of(place.day)] > norm:
            what = said(
                "{person} would lead more than {norm} visits in the week of {day}.",
                person=PersonId(place.leader),
                norm=norm,
                day=place.day,
            )
            yield Breach("leader_week_norm", ident, what)


def member_week_norm(case: Case) -> Iterator[Breach]:
    """Nobody joins more visits in a week than the norm; what was agreed may go beyond."""
    joined = Counter[tuple[str, Week]]()
    for ident, place, agreed in _in_turn(case):
        for name in set(place.members):
            norm = case.norms.may_join(name, week_of(place.day))
            joined[name, week_of(place.day)] += 1
            if norm is not None and not agreed and joined[name, week_of(place.day)] > norm:
                what = said(
                    "{person} would join more than {norm} visits in the week of {day}.",
                    person=PersonId(name),
                    norm=norm,
                    day=place.day,
                )
                yield Breach("member_week_norm", ident, what)


def office_day_norm(case: Case) -> Iterator[Breach]:
    """The office pays no more visits on a day than the norm; what was agreed may go beyond."""
    held = Counter[date]()
    for ident, place, agreed in _in_turn(case):
        norm = case.norms.may_hold(place.day)
        held[place.day] += 1
        if norm is not None and not agreed and held[place.day] > norm:
            what = said("The office would have more than {norm} visits on {day}.", norm=norm, day=place.day)
            yield Breach("office_day_norm", ident, what)


def office_week_norm(case: Case) -> Iterator[Breach]:
    """No more of a week is planned ahead than the norm leaves; what was agreed may go beyond."""
    held = Counter[Week]()
    for ident, place, agreed in _in_turn(case):
        week = week_of(place.day)
        held[week] += 1
        norm = case.norms.weeks.get(week)
        if norm is not None and not agreed and held[week] > norm:
            what = said(
                "More than {norm} visits would be planned in the week of {day}; room for the unforeseen would be lost.",
                norm=norm,
                day=place.day,
            )
            yield Breach("office_week_norm", ident, what)


NORM_RULES: tuple[PlanRule, ...] = (leader_week_norm, member_week_norm, office_day_norm, office_week_norm)
