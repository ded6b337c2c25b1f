"""Invented years for the planner's tests: a tiny one written by hand, and random ones of any size and shape."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from visitplanner.domain.core.messages import said
from visitplanner.domain.planning.plan import Placed, Plan, Unplaced
from visitplanner.domain.planning.problem import ANNUAL, GROUP, Norms, PlannedVisit, Prices, Problem, Spacing, Visitor
from visitplanner.domain.planning.year.norms import level_ballast
from visitplanner.domain.planning.year.shares import month_shares

MONDAY = date(2026, 3, 2)
SLOTS = ("am", "pm")


def days_from(first: date, count: int) -> tuple[date, ...]:
    """Working days (Monday to Friday) from `first` on."""
    found: list[date] = []
    day = first
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day += timedelta(1)
    return tuple(found)


WEEK = days_from(MONDAY, 5)


def group_visit(ident: str = "G", **other: object) -> PlannedVisit:
    values: dict[str, object] = {
        "customer": ident, "kind": GROUP, "township": "板橋區", "ideal": WEEK[2], "days": WEEK, "leaders": ("boss",),
        "needs": {"business": 1, "technical": 1},
    }  # fmt: skip
    return PlannedVisit(ident, **(values | other))  # type: ignore[arg-type]


def annual_visit(ident: str = "A", **other: object) -> PlannedVisit:
    values: dict[str, object] = {
        "customer": ident, "kind": ANNUAL, "township": "板橋區", "ideal": WEEK[2], "days": WEEK, "leaders": ("expert",),
    }  # fmt: skip
    return PlannedVisit(ident, **(values | other))  # type: ignore[arg-type]


PEOPLE = (
    Visitor("boss", "manager", frozenset({"business"})),
    Visitor("expert", "supervisor", frozenset({"business"})),
    Visitor("seller", "staff", frozenset({"business"})),
    Visitor("engineer", "staff", frozenset({"technical"})),
)


def small(*visits: PlannedVisit, **other: object) -> Problem:
    """One week, two slots, four people."""
    values: dict[str, object] = {"days": WEEK, "slots": SLOTS, "people": PEOPLE, "visits": visits}
    return Problem(**(values | other))  # type: ignore[arg-type]


def at(ident: str, day: date = WEEK[2], slot: str = "am", leader: str = "boss", *members: str) -> Placed:
    return Placed(ident, day, slot, leader, members)


def plan(*places: Placed, left: tuple[str, ...] = ()) -> Plan:
    return Plan(places, tuple(Unplaced(ident, said("No working day is allowed for this visit.")) for ident in left))


def random_year(
    seed: int, groups: int = 4, annual: int = 24, months: int = 4, specialists: int = 2, away: float = 0.15
) -> Problem:
    """A year of an invented office: groups with two spaced visits, annual visits by specialists, some with odd wishes."""
    random = Random(seed)
    days = days_from(date(2026, 1, 1), months * 21)
    half = len(days) // 2

    def person(ident: str, rank: str, *skills: str) -> Visitor:
        off = frozenset(day for day in days if random.random() < away)
        return Visitor(ident, rank, frozenset(skills), off, per_day=random.choice((None, None, 1, 2)))

    leaders = [person(f"manager{n}", "manager", random.choice(("business", "technical"))) for n in range(2 + groups // 8)]
    experts = [person(f"expert{n}", "supervisor", "business") for n in range(specialists)]
    staff = [person(f"{skill}{n}", "staff", skill) for skill in ("business", "technical") for n in range(1 + groups // 8)]
    visits: list[PlannedVisit] = []
    spacings: list[Spacing] = []
    for g in range(groups):
        able = tuple(p.id for p in random.sample(leaders, 2))
        for part, allowed in enumerate((days[:half], days[half:])):
            kept = tuple(day for day in allowed if random.random() < 0.8)
            needs = {"business": 1, "technical": 1}
            visits.append(
                PlannedVisit(
                    f"G{g}-{part}",
                    f"G{g}",
                    GROUP,
                    "T0",
                    random.choice(allowed),
                    kept,
                    able,
                    needs,
                    haste=random.choice((0, 0, 1)),
                )
            )
        spacings.append(Spacing(f"G{g}-0", f"G{g}-1", 20, 40 * months))
    for a in range(annual):
        who = experts[a % specialists]
        leads = (who.id,) if random.random() < 0.9 else (who.id, leaders[0].id)
        ideal = random.choice(days)
        kept = tuple(day for day in days if abs((day - ideal).days) < 30 and random.random() < 0.9)
        wish = frozenset({1, 3}) if random.random() < 0.1 else frozenset[int]()
        visits.append(PlannedVisit(f"A{a}", f"A{a}", ANNUAL, f"T{random.randint(1, 3)}", ideal, kept, leads, weekdays=wish))
    people = (*leaders, *experts, *staff)
    return Problem(days, SLOTS, people, tuple(visits), tuple(spacings), prices=Prices(weekday=4))


def overloaded_year(seed: int, specialists: int = 5, annual: int = 130, months: int = 6) -> Problem:
    """An office that begins late: of each specialist's visits, in two townships, nearly half are overdue on the first day."""
    random = Random(seed)
    days = days_from(date(2026, 3, 17), months * 21)
    experts = [
        Visitor(f"expert{n}", "supervisor", frozenset({"business"}), frozenset(random.sample(days, 4)), per_day=2)
        for n in range(specialists)
    ]
    visits: list[PlannedVisit] = []
    for a in range(annual):
        expert = a % specialists
        ideal, until = (days[0], 69) if random.random() < 0.45 else (random.choice(days), len(days))
        town = f"T{expert}{random.randint(0, 1)}"
        visits.append(PlannedVisit(f"A{a}", f"A{a}", ANNUAL, town, ideal, days[:until], (f"expert{expert}",)))
    return Problem(days, SLOTS, tuple(experts), tuple(visits))


def kept_year(seed: int, **sizes: int) -> Problem:
    """A random year with everything an office asks of one: norms, ballast, days nobody likes, companies, neighbours, turns."""
    random, year = Random(seed), random_year(seed, **sizes)
    companies = [f"C{n}" for n in range(6)]
    visits = tuple(replace(visit, company=random.choice(companies)) if random.random() < 0.5 else visit for visit in year.visits)
    return replace(
        year,
        visits=visits,
        prices=Prices(weekday=4, avoided=10, company=40, split=30, far=8, turn=20),
        norms=Norms(leader_week=2, member_week=2, office_day=3, weeks={}),
        ballast=level_ballast(month_shares((visit.days for visit in visits), year.days)),
        avoided=frozenset(random.sample(year.days, 5)),
        neighbours={"T1": frozenset({"T2"}), "T2": frozenset({"T1"}), "T3": frozenset()},
    )


def without_person(problem: Problem, person: str, days: Collection[date]) -> Problem:
    """The problem with a person away on more days (leave, illness, other duties)."""
    people = [replace(p, off=p.off | set(days)) if p.id == person else p for p in problem.people]
    return replace(problem, people=tuple(people))


def without_days(problem: Problem, days: Collection[date]) -> Problem:
    """The problem with days on which nobody visits anybody (typhoon, a revised calendar)."""
    people = tuple(replace(p, off=p.off | set(days)) for p in problem.people)
    visits = tuple(replace(v, days=tuple(d for d in v.days if d not in days)) for v in problem.visits)
    return replace(problem, people=people, visits=visits)


def postponed(problem: Problem, visit: str, until: date) -> Problem:
    """The problem in which a customer asks for a day not before `until`; the agreement, if there was one, is off."""
    visits = tuple(replace(v, days=tuple(d for d in v.days if d >= until)) if v.id == visit else v for v in problem.visits)
    return replace(problem, visits=visits, fixed=tuple(p for p in problem.fixed if p.id != visit))
