"""What the services know beforehand: dated reference data, read once when the program starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visitplanner.domain.calendar.working_days import Calendars
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.word_list import WordList
from visitplanner.domain.planning.year.norms import Practice
from visitplanner.domain.programme.programme import Programme
from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.domain.visits.questions import ServiceQuestion

if TYPE_CHECKING:
    from visitplanner.domain.care.programmes import ProgrammeTerms
    from visitplanner.domain.reports.plan_items import YearlyPlan
    from visitplanner.domain.tariffs.advice.green_power import GreenOffer
    from visitplanner.domain.tariffs.answers.dated_figures import KnownFigure
    from visitplanner.domain.tariffs.bills.library import Library
    from visitplanner.domain.tariffs.response.response_terms import Measure


def no_tariffs() -> Library:
    raise Unknown(said("No tariffs are recorded."))


@dataclass(frozen=True)
class ReferenceData:
    """Reference data as domain values; `bootstrap` fills it from `data/` through `visitplanner.reference`.

    tariffs, demand_response, green_power, dated_figures, customer_programmes, plans: read when they are first asked for.
    """

    programme: Programme = field(default_factory=lambda: Programme(()))
    calendars: Calendars = field(default_factory=Calendars)
    practice: Practice = field(default_factory=Practice)
    topics: tuple[TalkingPoint, ...] = ()
    words: WordList = field(default_factory=WordList)
    questions: tuple[ServiceQuestion, ...] = ()
    tariffs: Callable[[], Library] = no_tariffs
    demand_response: Callable[[], tuple[Measure, ...]] = tuple
    green_power: Callable[[], tuple[GreenOffer, ...]] = tuple
    dated_figures: Callable[[], tuple[KnownFigure, ...]] = tuple
    customer_programmes: Callable[[], tuple[ProgrammeTerms, ...]] = tuple
    plans: Callable[[], tuple[YearlyPlan, ...]] = tuple
