"""Visits by a few signs of whom they are paid to or who leads them: those to come first, the nearest day first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import CUSTOMERS, GROUPS, PARKS
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import VISITS, Visit
from visitplanner.services.core.conditions import AnyOf, Between, Containing, NamedBy, Spelled
from visitplanner.services.core.pages import Page
from visitplanner.services.core.work import Work
from visitplanner.services.visits.visits import VisitRow, rows_of


@dataclass(frozen=True)
class VisitsFound:
    """Visits in whose subject (name, account number) or leader every word of a text is found.

    limit: so many at most; visits from today on come before those that are over, of which the last comes first.
    """

    text: str
    limit: int = 8

    def answer(self, work: Work) -> list[VisitRow]:
        words = [self._standing_in(name_key(word)) for word in self.text.split()]
        if not words:
            return []
        coming = self._part(work, words, Between(work.today), "day")
        over = self._part(work, words, Between(None, work.today - dt.timedelta(days=1)), "-day")
        return list(rows_of(work, [*coming, *over][: self.limit]))

    def _part(self, work: Work, words: list[AnyOf], span: Between, order: str) -> list[Visit]:
        return work.shelf(VISITS).find(*words, day=span, page=Page((order, "slot"), self.limit))

    @staticmethod
    def _standing_in(key: str) -> AnyOf:
        named = {"name": Spelled(key)}
        return AnyOf(
            {"subject_id": NamedBy(CUSTOMERS, "id", sought=Containing(key))},
            *({"subject_id": NamedBy(kind, "id", **named)} for kind in (GROUPS, PARKS)),
            {"leader_id": NamedBy(PEOPLE, "id", **named)},
        )
