"""What customers ask at every visit, each with the numbers it needs and how it is answered of a study."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.tariffs.answers.battery import battery_of
from visitplanner.domain.tariffs.answers.change_plan import USUAL_MONTHS
from visitplanner.domain.tariffs.answers.dated_figures import Figures
from visitplanner.domain.tariffs.answers.generation import MONTHS, SimpleSun
from visitplanner.domain.tariffs.answers.standby import Feeder, FeederOwner, own_generation, spare_feeder
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.services.answers.behind_meter import BehindMeter, behind_meter
from visitplanner.services.answers.changes import ChangeAsked, answer_change
from visitplanner.services.answers.likes import PeersOf
from visitplanner.services.answers.sites import TogetherInCompany, capacitors_of_load
from visitplanner.services.answers.supply import bills_compared, carbon_of_load, temporary_cost, wheeling_of
from visitplanner.services.answers.told import (
    Told,
    behind_meter_told,
    capacitors_told,
    carbon_told,
    change_told,
    company_told,
    peers_told,
    standby_told,
    temporary_told,
    wheeling_told,
    years_told,
)
from visitplanner.services.answers.years import years_of_loads
from visitplanner.services.core.outcome import Query
from visitplanner.services.core.ports import Stop
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.ui.tariffs.charts.study import Study

Numbers = Mapping[str, Decimal]


class AskedNumber(NamedTuple):
    """A number the person gives. needed: without it nothing is worked out. usual: what stands in the field at first."""

    key: str
    title: Message
    needed: bool = True
    usual: str = ""


class Case(NamedTuple):
    """What an answer is worked out of. numbers: those given, by key."""

    study: Study
    known: ReferenceData
    figures: Figures
    numbers: Numbers

    @property
    def question(self) -> Question:
        """The study's account and prices, with a power factor where the person gave one."""
        question = replace(self.study.asked.question, months=self.study.months)
        percent = self.numbers.get("power_factor")
        return question if percent is None else replace(question, account=replace(question.account, power_factor_percent=percent))


@dataclass(frozen=True, eq=False)
class CustomerQuestion:
    """title: as a customer asks it. answer: None for what only the store can answer; then `stored` is asked, `tell` says it."""

    key: str
    title: Message
    numbers: tuple[AskedNumber, ...]
    answer: Callable[[Case, Stop], Told] | None
    stored: Callable[[Customer], Query[Any]] | None = None
    tell: Callable[[Any], Told] | None = None

    @property
    def at_once(self) -> bool:
        """Whether it can be answered before the person gave anything."""
        return not any(each.needed and not each.usual for each in self.numbers)


def _change(case: Case, stop: Stop) -> Told:
    months = case.numbers.get("raise_in")
    asked = ChangeAsked(case.study.asked, case.figures, raise_in=USUAL_MONTHS if months is None else (int(months),))
    return change_told(answer_change(case.known, asked, stop))


def _capacitors(case: Case, _stop: Stop) -> Told:
    found = capacitors_of_load(case.study.library, case.study.kept.load, case.question, case.numbers.get("price"))
    return capacitors_told(found)


def _solar(case: Case, stop: Stop) -> Told:
    put = BehindMeter(SimpleSun(case.numbers["kwp"], (case.numbers["kwh_a_day"],) * MONTHS))
    return behind_meter_told(put, behind_meter(case.study.library, case.study.kept.load, case.question, put, stop))


def _battery(case: Case, stop: Stop) -> Told:
    numbers = case.numbers
    put = BehindMeter(battery=battery_of(numbers["kw"], numbers["kwh"], int(numbers["efficiency"])))
    return behind_meter_told(put, behind_meter(case.study.library, case.study.kept.load, case.question, put, stop))


def _standby(case: Case, _stop: Stop) -> Told:
    bills = bills_compared(case.study.library, case.study.kept.load, case.question).months
    both = [standby_told(spare_feeder(bills, int(case.numbers["kw"]), feeder, FeederOwner.TAIPOWER)) for feeder in Feeder]
    return Told(
        tuple(line._replace(below=told.notes) for told in both for line in told.lines),
        (said("A feeder of Taipower's from the same substation, then from another one; customers' own feeders cost less."),),
    )


def _generation(case: Case, _stop: Stop) -> Told:
    bills, numbers = bills_compared(case.study.library, case.study.kept.load, case.question).months, case.numbers
    month, hours = int(numbers.get("month", 0)), numbers.get("hours", Decimal(0))
    used = {month: hours} if month and hours else {}
    told = standby_told(own_generation(bills, int(numbers["kw"]), used))
    kept = said("Cogeneration, producers and renewable plants (sections 3 to 5) pay the same but for agreed maintenance.")
    return told._replace(notes=(*told.notes, kept))


def _temporary(case: Case, _stop: Stop) -> Told:
    numbers, year = case.numbers, bills_compared(case.study.library, case.study.kept.load, case.question)
    kw, days = int(numbers["kw"]), int(numbers["days"])
    return temporary_told(kw, days, temporary_cost(year, int(numbers["month"]), kw, days, numbers["kwh"]))


def _wheeling(case: Case, _stop: Stop) -> Told:
    year = bills_compared(case.study.library, case.study.kept.load, case.question)
    return wheeling_told(wheeling_of(year, case.figures, case.study.asked.today, case.numbers.get("price"), None))


def _carbon(case: Case, _stop: Stop) -> Told:
    year = bills_compared(case.study.library, case.study.kept.load, case.question)
    return carbon_told(carbon_of_load(year, case.figures), len(year.months))


def _last_year(case: Case, _stop: Stop) -> Told:
    load = case.study.kept.load
    return years_told(years_of_loads(case.study.library, load, load, replace(case.question, months=())))


QUESTIONS = (
    CustomerQuestion(
        "change",
        said("May I change, when, at what cost?"),
        (AskedNumber("raise_in", said("raised again after (months)"), needed=False),),
        _change,
    ),
    CustomerQuestion("last_year", said("Why does my bill differ from last year's?"), (), _last_year),
    CustomerQuestion("peers", said("How do others of my line of business do?"), (), None, PeersOf, peers_told),
    CustomerQuestion("merge", said("What do several accounts cost as one?"), (), None, TogetherInCompany, company_told),
    CustomerQuestion(
        "capacitors",
        said("What do capacitors bring?"),
        (
            AskedNumber("power_factor", said("power factor (%), where the load has none"), needed=False),
            AskedNumber("price", said("price of a kvar (NT$)"), needed=False),
        ),
        _capacitors,
    ),
    CustomerQuestion(
        "solar",
        said("What does solar power save?"),
        (AskedNumber("kwp", said("installed power (kWp)")), AskedNumber("kwh_a_day", said("kWh for each kWp and day"))),
        _solar,
    ),
    CustomerQuestion(
        "battery",
        said("What does a battery save?"),
        (
            AskedNumber("kw", said("power (kW)")),
            AskedNumber("kwh", said("usable energy (kWh)")),
            AskedNumber("efficiency", said("efficiency there and back (%)")),
        ),
        _battery,
    ),
    CustomerQuestion(
        "standby", said("What does a spare feeder cost?"), (AskedNumber("kw", said("standby contract (kW)")),), _standby
    ),
    CustomerQuestion(
        "generation",
        said("What does standby for own generation cost?"),
        (
            AskedNumber("kw", said("standby contract (kW)")),
            AskedNumber("month", said("month of use (1 to 12)"), needed=False),
            AskedNumber("hours", said("hours of use in it"), needed=False),
        ),
        _generation,
    ),
    CustomerQuestion(
        "temporary",
        said("What does temporary power cost?"),
        (
            AskedNumber("kw", said("power (kW)")),
            AskedNumber("days", said("days of use")),
            AskedNumber("kwh", said("energy expected (kWh)")),
            AskedNumber("month", said("month of use (1 to 12)")),
        ),
        _temporary,
    ),
    CustomerQuestion(
        "wheeling",
        said("Is wheeled green power cheaper?"),
        (AskedNumber("price", said("producer's price (NT$/kWh)"), needed=False),),
        _wheeling,
    ),
    CustomerQuestion("carbon", said("How much carbon is in my power?"), (), _carbon),
)
