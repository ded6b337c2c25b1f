"""What a planned year asks of an office, and what a budget of seconds is worth: `python -m benchmarks office_year`.

The office is the sample staff with the list beside the repository (`../shared/data/customers.xlsx`), without it with the sample
list; and the sample staff with 2,000 invented customers, looked after by all who may or by one leader alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

from tests.conftest import ROOT, SHARED
from visitplanner import bootstrap
from visitplanner.domain.planning.plan import Placed
from visitplanner.domain.planning.problem import ANNUAL, APART_DAYS, Problem, week_of
from visitplanner.domain.planning.turns import who_goes_along
from visitplanner.domain.planning.year.level_year import levelled
from visitplanner.domain.planning.year.norms import norms_in
from visitplanner.exchange.spreadsheets import read_tables
from visitplanner.services.lists.imports import ImportCustomers, Sheets
from visitplanner.services.lists.staff_imports import ImportStaff
from visitplanner.services.planning.planning import Prepared, YearPlan, YearToPlan, plan_year
from visitplanner.services.programme.assignments import AcceptAssignments, Chosen, ProposeAssignments
from visitplanner.store.office import SqlOffice, create_office

STAFF = ROOT / "data" / "sample" / "staff.csv"
YEARS = ((2027, dt.date(2026, 12, 15)), (2026, dt.date(2026, 7, 1)), (2026, dt.date(2026, 11, 29)))
SECONDS = 10.0
MANY = 2000
BUDGETS = (1.0, 2.0, 5.0, 20.0)
CLOSE = 0.01
"""The aim: after 2 s within 1 % of the cost after 20 s; every budget kept within 10 %."""


class Today:
    """The day an office thinks it is."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def __call__(self) -> dt.date:
        return self.day


def run() -> Iterator[str]:
    """One line a year of the office, one a budget of the large office."""
    with tempfile.TemporaryDirectory() as folder:
        shared = SHARED / "data" / "customers.xlsx"
        listed = shared if shared.is_file() else ROOT / "data" / "sample" / "customers.csv"
        today = Today(YEARS[1][1])
        office = new_office(Path(folder) / "office", listed, today)
        for year, day in YEARS:
            today.day = day
            ready = office.ask(YearToPlan(year))
            yield f"{year} on {day}: {figures(ready, plan_year(ready, SECONDS))}"
        office.close()
        many = Path(folder) / "many.csv"
        write_customers(many)
        today.day = YEARS[0][1]
        office = new_office(Path(folder) / "large", many, today)
        ready = office.ask(YearToPlan(YEARS[0][0]))
        office.close()
        yield from budgets(f"{MANY:,} customers, all leaders", ready)
        yield from budgets(f"{MANY:,} customers, one leader", led_by_one(ready))


def new_office(folder: Path, customers: Path, today: Today) -> SqlOffice:
    """An office with the sample staff and a list of customers, everybody looked after."""
    office = create_office(folder, "", demonstration=True, known=bootstrap.known(), today=today)
    office.do(ImportStaff(Sheets(read_tables(STAFF))))
    office.do(ImportCustomers(Sheets(read_tables(customers)), skip_rejected=True))
    proposed = office.ask(ProposeAssignments()).rows
    chosen = tuple(Chosen(row.proposal.charge.subject_id, row.proposal.person.id) for row in proposed)
    office.do(AcceptAssignments(chosen))
    return office


def write_customers(file: Path) -> None:
    """Invented customers of 1,000 kW and more, one in ten of a group, visited within the last three years or never."""
    random = Random(115)
    towns = ("新店區", "板橋區", "中和區", "永和區", "土城區", "樹林區", "三峽區", "鶯歌區", "深坑區", "石碇區")
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(["電號", "戶名", "供電電壓", "計費方式", "經常契約容量(瓩)", "所屬集團", "行政區", "上次洽訪日期"])
        for number in range(MANY):
            held = dt.date(2026, 12, 1) - dt.timedelta(days=random.randint(1, 1000))
            visited = f"{held.year - 1911}/{held.month}/{held.day}" if random.random() < 0.9 else ""
            group = f"第{random.randint(1, 30)}集團" if number % 10 == 0 else ""
            plain = ["高壓 22.8kV", "二段式時間電價", str(random.randint(1000, 5000)), group, random.choice(towns), visited]
            lines.writerow([f"05{number:09}", f"用戶{number}股份有限公司", *plain])


def led_by_one(ready: Prepared) -> Prepared:
    """The same year with everything led by the one who leads most."""
    problem = ready.office.problem
    leader = Counter(visit.leaders[0] for visit in problem.visits if visit.leaders).most_common(1)[0][0]
    visits = tuple(replace(visit, leaders=(leader,), leading={}, ideal=visit.passed or visit.ideal) for visit in problem.visits)
    days = [day for day in problem.days if day.year == ready.year]
    practice = bootstrap.known().practice
    alone = replace(problem, visits=visits, norms=norms_in(practice.norms, days, 1))
    return replace(ready, office=replace(ready.office, problem=levelled(alone, days)))


def figures(ready: Prepared, plan: YearPlan) -> str:
    """What a manager asks of a plan."""
    problem = ready.office.problem
    visits = {visit.id: visit for visit in problem.visits}
    places = [one.place for one in plan.visits]
    first = min((place.day for place in places), default=None)
    open_days = {day for visit in problem.visits for day in visit.days}
    months, worked = Counter(place.day.month for place in places), Counter(day.month for day in open_days)
    busiest = max(months[month] * worked.total() / (worked[month] * len(places)) for month in worked) if places else 0
    led = Counter((place.leader, week_of(place.day)) for place in places)
    on_day = Counter(place.day for place in places)
    companies: dict[str, list[dt.date]] = defaultdict(list)
    for place in places:
        if visits[place.id].kind == ANNUAL and visits[place.id].company:
            companies[visits[place.id].company].append(place.day)
    again = sum(
        any(0 < abs((one - other).days) < APART_DAYS for one, other in combinations(days, 2)) for days in companies.values()
    )
    left = Counter(left.reasons[0].template.split(":")[0] for left in plan.unplaced)
    parts = [
        f"{len(places)} planned, {len(plan.unplaced)} left out",
        f"busiest month {busiest:.2f} x its share",
        f"a leader at most {max(led.values(), default=0)} a week",
        f"the office at most {max(on_day.values(), default=0)} a day",
        f"first on {first}",
        turns(problem, places),
        f"{again} companies called on on two days within {APART_DAYS}",
        "; ".join(f"{count} x {why}" for why, count in left.items()),
    ]
    return ", ".join(part for part in parts if part)


def turns(problem: Problem, places: Iterable[Placed]) -> str:
    """How often those who go along join, the least and the most often of each skill, and the visits others join."""
    joined = Counter(name for place in places for name in place.members)
    along = who_goes_along(problem)
    skills = sorted({skill for person in along for skill in person.skills})
    spread = {skill: [joined[person.id] for person in along if skill in person.skills] for skill in skills}
    told = ", ".join(f"{skill} {min(counts)} to {max(counts)}" for skill, counts in spread.items())
    return f"turns: {told}, others {joined.total() - sum(joined[person.id] for person in along)}"


def budgets(name: str, ready: Prepared) -> Iterator[str]:
    """What each budget reaches, against the longest."""
    costs: dict[float, tuple[float, float, float, int]] = {}
    for seconds in BUDGETS:
        began, worked = time.perf_counter(), time.process_time()
        plan = plan_year(ready, seconds)
        costs[seconds] = (time.perf_counter() - began, time.process_time() - worked, plan.cost, len(plan.unplaced))
    best = costs[BUDGETS[-1]][2]
    for seconds, (took, worked, cost, left) in costs.items():
        yield (
            f"{name}, {seconds:g} s asked: took {took / seconds:.2f} of it ({worked:.1f} s of the processor), "
            f"{100 * (cost / best - 1):.2f} % above {BUDGETS[-1]:g} s, {left} left out"
        )
