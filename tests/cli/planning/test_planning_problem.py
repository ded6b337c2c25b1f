"""`plan --problem`: an exchange problem becomes a lawful plan file; what cannot be read is refused by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from visitplanner import bootstrap
from visitplanner.domain.planning.rules import judge
from visitplanner.domain.planning.score import score
from visitplanner.exchange.planning_json import read_problem
from visitplanner.services.planning.planning_problem import solve


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    days = [f"2026-03-{day:02d}" for day in range(2, 7)]
    common = {"kind": "annual", "township": "板橋區", "days": days, "leaders": ["expert"], "needs": {}}
    visits = [{"id": ident, "customer": ident, "ideal": ideal, **common} for ident, ideal in (("A", days[1]), ("B", days[3]))]
    visits.append({**visits[0], "id": "stuck", "customer": "stuck", "days": []})
    expert = {"id": "expert", "rank": "supervisor", "skills": ["business"], "off": []}
    content = {"days": days, "slots": ["am", "pm"], "people": [expert], "visits": visits, "spacing": [], "fixed": []}
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_the_plan_file_and_the_answer_hold_the_same_plan(
    problem: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.json"
    words = ["plan", "--problem", str(problem), "--seconds", "1", "--out", str(out), "--json"]
    assert bootstrap.start(words) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    written = json.loads(out.read_text(encoding="utf-8"))
    assert {name: answer[name] for name in written} == written
    assert {visit["id"] for visit in written["visits"]} == {"A", "B"}
    assert len({visit["day"] for visit in written["visits"]}) == 1
    assert [entry["id"] for entry in written["unplaced"]] == ["stuck"]
    assert written["unplaced"][0]["reason"] == "這次洽訪沒有可排的工作日。"
    assert answer["cost"] == written["bound"] == 2 + 15 + 2 * 25 + 1000


def test_people_are_told_how_much_was_planned(problem: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--lang", "en", "plan", "--problem", str(problem), "--seconds", "1", "--out", str(tmp_path / "plan.json")]
    assert bootstrap.start(words) == 0
    assert capsys.readouterr().out.startswith("2 visits planned, 1 not placed. At most 0")


def test_a_problem_that_cannot_be_read_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"days": []}', encoding="utf-8")
    words = ["plan", "--problem", str(wrong), "--seconds", "1", "--out", str(tmp_path / "plan.json")]
    assert bootstrap.start(words) == 1
    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "plan.json").exists()


def test_without_time_the_first_lawful_plan_is_the_answer(problem: Path) -> None:
    asked = read_problem(problem)
    plan = solve(asked, 0)
    assert judge(asked, plan) == []
    assert plan.cost == score(asked, plan.visits).total
    assert plan.bound is None
