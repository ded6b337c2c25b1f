"""The exchange form of a planning problem and of its plan (JSON, UTF-8)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.plan import Placed, Plan
from visitplanner.domain.planning.problem import PlannedVisit, Prices, Problem, Spacing, Visitor
from visitplanner.paths import cannot_be_written
from visitplanner.services.core.codec import read_json


def read_problem(path: Path) -> Problem:
    """The problem in a file; raises `Refused` naming the field that is missing or wrong."""
    try:
        content = read_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(said("The file {file} cannot be read.", file=path.name), field="problem") from error
    except ValueError as error:
        raise Refused(said("The file {file} is not JSON in UTF-8.", file=path.name), field="problem") from error
    return problem_from(content)


def problem_from(content: object) -> Problem:
    """The problem that JSON content describes; raises `Refused` naming the field that is missing or wrong."""
    return _Reader(content).problem()


T = TypeVar("T")


class _Reader:
    """Reads one problem and remembers where it is, so that a refusal can say so."""

    def __init__(self, content: object) -> None:
        self.where = ""
        self.content = self._object(content)
        self.days: dict[str, date] = {}

    def problem(self) -> Problem:
        self.where = "days"
        self.days = {text: self._date(text) for text in self._list(self.content, "days")}
        slots = tuple(self._texts(self.content, "slots"))
        if not self.days or not slots:
            self._refuse(said("A year needs working days and slots."))
        people = tuple(self._each("people", self._person))
        known = {p.id for p in people}
        visits = tuple(self._each("visits", lambda entry: self._visit(entry, known)))
        self._unique([p.id for p in people], "people")
        self._unique([v.id for v in visits], "visits")
        owed = {v.id for v in visits}
        return Problem(
            days=tuple(sorted(self.days.values())),
            slots=slots,
            people=people,
            visits=visits,
            spacings=tuple(self._each("spacing", lambda entry: self._spacing(entry, owed))),
            fixed=tuple(self._each("fixed", lambda entry: self._fixed(entry, owed, known, slots))),
            prices=self._prices(),
            name=str(self.content.get("name", "")),
        )

    def _person(self, entry: Mapping[str, Any]) -> Visitor:
        off = frozenset(self.days[d] for d in self._texts(entry, "off") if d in self.days)
        return Visitor(self._text(entry, "id"), self._text(entry, "rank"), frozenset(self._texts(entry, "skills")), off)

    def _visit(self, entry: Mapping[str, Any], known: set[str]) -> PlannedVisit:
        days = self._texts(entry, "days")
        strange = [d for d in days if d not in self.days]
        if strange:
            self._refuse(said("{day} is not a working day of this year.", day=strange[0]))
        leaders = tuple(self._texts(entry, "leaders"))
        self._known(leaders, known)
        needs = self._object(entry.get("needs", {}))
        if not all(isinstance(count, int) and count >= 0 for count in needs.values()):
            self._refuse(said("The number of members for a skill is a whole number."))
        return PlannedVisit(
            id=self._text(entry, "id"),
            customer=self._text(entry, "customer"),
            kind=self._text(entry, "kind"),
            township=self._text(entry, "township"),
            ideal=self._date(self._text(entry, "ideal")),
            days=tuple(self.days[d] for d in sorted(set(days))),
            leaders=leaders,
            needs=dict(needs),
        )

    def _spacing(self, entry: Mapping[str, Any], owed: set[str]) -> Spacing:
        first, second = self._text(entry, "first"), self._text(entry, "second")
        self._owed((first, second), owed)
        return Spacing(first, second, self._number(entry, "min_days"), self._number(entry, "max_days"))

    def _fixed(self, entry: Mapping[str, Any], owed: set[str], known: set[str], slots: tuple[str, ...]) -> Placed:
        ident, day, slot = self._text(entry, "id"), self._text(entry, "day"), self._text(entry, "slot")
        leader, members = self._text(entry, "leader"), tuple(self._texts(entry, "members"))
        self._owed((ident,), owed)
        self._known((leader, *members), known)
        if day not in self.days or slot not in slots:
            self._refuse(said("An agreed visit stands on a working day and in a slot of this year."))
        return Placed(ident, self.days[day], slot, leader, members)

    def _prices(self) -> Prices:
        self.where = "cost"
        cost = self._object(self.content.get("cost", {}))
        standard = Prices()

        def price(name: str, usual: float) -> float:
            value = cost.get(name, usual)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e12:
                self._refuse(said("{name} is a number that is not negative.", name=name))
            return value

        return Prices(
            day_from_ideal=price("per_day_from_ideal", standard.day_from_ideal),
            trip=price("per_trip", standard.trip),
            busiest_month_visit=price("per_busiest_month_visit", standard.busiest_month_visit),
            unplaced=price("per_unplaced", standard.unplaced),
        )

    def _each(self, name: str, read: Callable[[Mapping[str, Any]], T]) -> list[T]:
        self.where, found = name, list[T]()
        for n, entry in enumerate(self._list(self.content, name)):
            self.where = f"{name}[{n}]"
            found.append(read(self._object(entry)))
        self.where = name
        return found

    def _object(self, value: object) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self._refuse(said("An object with named fields is expected here."))
        return value

    def _list(self, entry: Mapping[str, Any], name: str) -> list[Any]:
        value = entry.get(name, [] if name in ("spacing", "fixed") else None)
        if not isinstance(value, list):
            self._refuse(said("The list {name} is missing.", name=name))
        return value

    def _texts(self, entry: Mapping[str, Any], name: str) -> list[str]:
        values = self._list(entry, name)
        if not all(isinstance(value, str) for value in values):
            self._refuse(said("The list {name} holds something that is not text.", name=name))
        return values

    def _text(self, entry: Mapping[str, Any], name: str) -> str:
        value = entry.get(name)
        if not isinstance(value, str) or not value:
            self._refuse(said("The text {name} is missing.", name=name))
        return value

    def _number(self, entry: Mapping[str, Any], name: str) -> int:
        value = entry.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            self._refuse(said("The whole number {name} is missing.", name=name))
        return value

    def _date(self, text: object) -> date:
        try:
            return date.fromisoformat(text if isinstance(text, str) else "")
        except ValueError:
            self._refuse(said("{text} is not a date (year-month-day).", text=str(text)))

    def _unique(self, names: list[str], where: str) -> None:
        if len(set(names)) != len(names):
            self.where = where
            self._refuse(said("An id occurs twice."))

    def _known(self, names: tuple[str, ...], known: set[str]) -> None:
        for name in names:
            if name not in known:
                self._refuse(said("There is no person {person}.", person=name))

    def _owed(self, names: tuple[str, ...], owed: set[str]) -> None:
        for name in names:
            if name not in owed:
                self._refuse(said("There is no visit {visit}.", visit=name))

    def _refuse(self, what: Message) -> NoReturn:
        where = said("In {place} of the problem file:", place=self.where) if self.where else None
        raise Refused(what, where=where, field=self.where or None)


def plan_content(plan: Plan, say: Callable[[Message], str]) -> dict[str, object]:
    """The plan as JSON content; `say` puts reasons into the reader's language."""
    visits = [
        {"id": p.id, "day": p.day.isoformat(), "slot": p.slot, "leader": p.leader, "members": list(p.members)}
        for p in plan.visits
    ]
    unplaced = [{"id": u.id, "reason": say(u.reason)} for u in plan.unplaced]
    return {"visits": visits, "unplaced": unplaced, "bound": plan.bound}


def write_plan(plan: Plan, path: Path, say: Callable[[Message], str]) -> dict[str, object]:
    """Write the plan to a file and return what was written; raises `Refused` if that fails."""
    content = plan_content(plan, say)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise cannot_be_written(path, error, "out") from error
    return content
