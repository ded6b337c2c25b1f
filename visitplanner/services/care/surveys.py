"""How satisfied customers were, one half-year after another."""

from __future__ import annotations

from dataclasses import dataclass

from visitplanner.domain.care.surveys import SURVEYS, HalfYearScores, trend
from visitplanner.services.core.work import Work


@dataclass(frozen=True)
class SurveyTrend:
    """Averages of every half-year in which somebody answered, the earliest first. name: of one survey only, empty for all."""

    name: str = ""

    def answer(self, work: Work) -> list[HalfYearScores]:
        shelf = work.shelf(SURVEYS)
        return trend(shelf.find(name=self.name) if self.name else shelf.find())
