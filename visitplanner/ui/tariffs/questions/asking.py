"""What customers ask at every visit, each with the numbers it needs and how it is answered of a study."""

from __future__ import annotations

from dataclasses import replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.answers.battery import battery_of
from visitplanner.domain.tariffs.answers.change_plan import USUAL_MONTHS
from visitplanner.domain.tariffs.answers.generation import MONTHS, SimpleSun
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
    temporary_told,
    wheeling_told,
    years_told,
)
from visitplanner.services.answers.years import years_of_loads
from visitplanner.services.core.ports import Stop
from visitplanner.ui.tariffs.questions.asked import AskedAs, AskedNumber, Case, CustomerQuestion
from visitplanner.ui.tariffs.questions.second_supply import SECOND_SUPPLY


def _change(case: Case, stop: Stop) -> Told:
    months = case.numbers.get("raise_in")
    asked = ChangeAsked(case.study.asked, case.figures, raise_in=USUAL_MONTHS if months is None else (int(months),))
    return change_told(answer_change(case.known, asked, stop))


def _capacitors(case: Case, _stop: Stop) -> Told:
    found = capacitors_of_load(case.study.library, case.study.kept.load, case.question, case.numbers.get("price"))
    return capacitors_told(found)


def _solar(case: Case, stop: Stop) -> Told:
    file, numbers = case.given.files.get("profile"), case.numbers
    if file is not None:
        put = BehindMeter(profile=case.read_load(file))
    elif missing := [each.title for each in SIMPLE_SUN if each.key not in numbers]:
        raise Refused(
            said("Missing: {field}.", field=missing[0]), mend=said("Or choose a file with measured generation."), field="kwp"
        )
    else:
        put = BehindMeter(SimpleSun(numbers["kwp"], (numbers["kwh_a_day"],) * MONTHS))
    return behind_meter_told(put, behind_meter(case.study.library, case.study.kept.load, case.question, put, stop))


def _battery(case: Case, stop: Stop) -> Told:
    numbers = case.numbers
    put = BehindMeter(battery=battery_of(numbers["kw"], numbers["kwh"], int(numbers["efficiency"])))
    return behind_meter_told(put, behind_meter(case.study.library, case.study.kept.load, case.question, put, stop))


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


SIMPLE_SUN = (
    AskedNumber("kwp", said("installed power (kWp)"), needed=False),
    AskedNumber("kwh_a_day", said("kWh for each kWp and day"), needed=False),
)
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
        (
            *SIMPLE_SUN,
            AskedNumber("profile", said("or measured generation of the same days (file)"), needed=False, shape=AskedAs.FILE),
        ),
        _solar,
        waits=True,
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
    *SECOND_SUPPLY,
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
