"""The exchange form of a planning problem is read whole or refused with the place that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.planning.plan import Placed, Plan, Unplaced
from visitplanner.exchange.planning_json import plan_content, problem_from, read_problem, write_plan


def content() -> dict[str, Any]:
    return {
        "name": "one week",
        "days": ["2026-03-02", "2026-03-03"],
        "slots": ["am", "pm"],
        "people": [
            {"id": "boss", "rank": "manager", "skills": ["business"], "off": ["2026-03-03"]},
            {"id": "helper", "rank": "staff", "skills": ["technical"], "off": []},
        ],
        "visits": [
            {"id": "G1", "customer": "G", "kind": "group", "township": "T", "ideal": "2026-03-01", "leaders": ["boss"],
             "days": ["2026-03-03", "2026-03-02"], "needs": {"technical": 1}},
            {"id": "G2", "customer": "G", "kind": "group", "township": "T", "ideal": "2026-03-02", "leaders": ["boss"],
             "days": ["2026-03-02"], "needs": {}},
        ],
        "spacing": [{"first": "G1", "second": "G2", "min_days": 0, "max_days": 9}],
        "fixed": [{"id": "G2", "day": "2026-03-02", "slot": "pm", "leader": "boss", "members": ["helper"]}],
        "cost": {"per_day_from_ideal": 2, "per_trip": 3, "per_busiest_month_visit": 4, "per_unplaced": 5},
    }  # fmt: skip


def test_every_field_is_read() -> None:
    problem = problem_from(content())
    assert problem.name == "one week"
    assert problem.visits[0].days == (date(2026, 3, 2), date(2026, 3, 3))
    assert problem.people[0].off == {date(2026, 3, 3)}
    assert problem.fixed == (Placed("G2", date(2026, 3, 2), "pm", "boss", ("helper",)),)
    assert (problem.spacings[0].least_days, problem.spacings[0].most_days) == (0, 9)
    prices = problem.prices
    assert (prices.day_from_ideal, prices.trip, prices.busiest_month_visit, prices.unplaced) == (2, 3, 4, 5)


def test_spacing_fixed_and_cost_may_be_absent() -> None:
    short = {name: value for name, value in content().items() if name not in ("spacing", "fixed", "cost", "name")}
    problem = problem_from(short)
    assert (problem.spacings, problem.fixed, problem.prices.trip) == ((), (), 15)


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "days": lambda c: c["days"].append("2026-02-30"),
    "people": lambda c: c["people"].append(c["people"][0]),
    "people[0]": lambda c: c["people"][0].pop("id"),
    "people[1]": lambda c: c["people"][1].update(skills="technical"),
    "visits": lambda c: c["visits"].append(c["visits"][1]),
    "visits[0]": lambda c: c["visits"][0].update(days=["2026-03-09"]),
    "visits[1]": lambda c: c["visits"][1].update(leaders=["ghost"]),
    "visits[2]": lambda c: c["visits"].append({"id": "G3", "leaders": [], "days": [], "needs": {"technical": -1}}),
    "spacing[0]": lambda c: c["spacing"][0].update(second="ghost"),
    "fixed[0]": lambda c: c["fixed"][0].update(slot="night"),
    "cost": lambda c: c["cost"].update(per_trip=-1),
}


EVERYWHERE: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("people", lambda c: c.pop("people")),
    ("days", lambda c: c.pop("days")),
    ("days", lambda c: c.update(days=[])),
    ("days", lambda c: c.pop("slots")),
    ("days", lambda c: c.update(slots=[])),
    ("people", lambda c: c.update(people=[c["people"][0], c["people"][0], c["people"][1]])),
    ("visits[0]", lambda c: c["visits"][0].pop("leaders")),
    ("visits[0]", lambda c: c["visits"][0].pop("days")),
    ("people[1]", lambda c: c["people"][1].pop("off")),
    ("fixed[0]", lambda c: c["fixed"][0].pop("members")),
    ("people[0]", lambda c: c["people"][0].update(id=5)),
    ("people[0]", lambda c: c["people"][0].update(id="")),
    ("visits[0]", lambda c: c["visits"][0].update(needs={"technical": 1.5})),
    ("visits[0]", lambda c: c["visits"][0].update(needs=[])),
    ("spacing[0]", lambda c: c["spacing"][0].update(min_days="5")),
    ("spacing[0]", lambda c: c["spacing"][0].update(max_days=True)),
    ("fixed[0]", lambda c: c["fixed"][0].update(day="2026-03-09")),
    ("fixed[0]", lambda c: c["fixed"][0].update(members=["ghost"])),
    ("cost", lambda c: c.update(cost=[])),
    *(("cost", lambda c, wrong=wrong: c["cost"].update(per_trip=wrong)) for wrong in ("15", True, None, 1e12)),
]


@pytest.mark.parametrize(("place", "spoil"), EVERYWHERE)
def test_whatever_is_wrong_is_refused_with_its_place(place: str, spoil: Callable[[dict[str, Any]], object]) -> None:
    wrong = content()
    spoil(wrong)
    with pytest.raises(Refused) as refused:
        problem_from(wrong)
    assert refused.value.field == place
    assert f"In {place} of the problem file" in str(refused.value.where)


def test_what_is_no_object_at_all_is_refused_without_a_place() -> None:
    with pytest.raises(Refused, match="object with named fields") as refused:
        problem_from([])
    assert (refused.value.where, refused.value.field) == (None, None)


def test_nobody_needed_and_nothing_to_pay_are_taken() -> None:
    given = content()
    given["visits"][0]["needs"] = {"business": 0}
    given["cost"] = dict.fromkeys(given["cost"], 0)
    problem = problem_from(given)
    assert problem.visits[0].needs == {"business": 0}
    prices = problem.prices
    assert {prices.day_from_ideal, prices.trip, prices.busiest_month_visit, prices.unplaced} == {0}


@pytest.mark.parametrize("place", WRONG)
def test_a_wrong_field_is_refused_and_named(place: str) -> None:
    wrong = content()
    WRONG[place](wrong)
    with pytest.raises(Refused) as refused:
        problem_from(wrong)
    assert refused.value.field == place
    assert place in str(refused.value.where)


NAMES = [*content(), "id", "off", "days"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
)


@given(JSON, st.sampled_from(["", *content()]))
def test_no_json_content_makes_the_reader_fail_otherwise_than_by_refusing(junk: Any, name: str) -> None:
    asked = {**content(), name: junk} if name else junk
    try:
        problem_from(asked)
    except Refused as refused:
        assert str(refused.what)


def test_a_file_that_is_missing_or_not_json_is_refused_by_name(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"\xff\xfe{")
    for path in (tmp_path / "absent.json", broken):
        with pytest.raises(Refused) as refused:
            read_problem(path)
        assert path.name in str(refused.value.what)


def test_a_plan_is_written_with_reasons_in_the_readers_language(tmp_path: Path) -> None:
    left = Unplaced("G1", said("No working day is allowed for this visit."))
    made = Plan((Placed("G2", date(2026, 3, 2), "pm", "boss", ("helper",)),), (left,), 30.0, 12.5)
    out = tmp_path / "plan.json"
    written = write_plan(made, out, lambda message: f"<{message}>")
    assert json.loads(out.read_text(encoding="utf-8")) == written == plan_content(made, lambda message: f"<{message}>")
    assert written["visits"] == [{"id": "G2", "day": "2026-03-02", "slot": "pm", "leader": "boss", "members": ["helper"]}]
    assert written["unplaced"] == [{"id": "G1", "reason": "<No working day is allowed for this visit.>"}]
    assert written["bound"] == 12.5


def test_a_plan_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write_plan(Plan(()), tmp_path / "no such folder" / "plan.json", str)
