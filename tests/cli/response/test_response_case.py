"""`response --file`: one case by the recorded terms, each figure worked by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from visitplanner.bootstrap import start


def answer(capsys: pytest.CaptureFixture[str], tmp_path: Path, **case: object) -> Any:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    code = start(["--lang", "en", "response", "--file", str(path), "--json"])
    told = capsys.readouterr()
    return json.loads(told.out) if code == 0 else told.err


def test_a_failed_call_of_four_hours_costs_96_000(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """1,000 kW × 4 h × 12 × 2; the mean execution is 0, so the month has no basic payment."""
    found = answer(capsys, tmp_path, programme="guaranteed", pledged_kw=1000, hours=4, reduced_kw=0)
    assert (found["penalty"], found["reward"], found["net"]) == ("96000.00", "0.00", "-96000.00")
    assert (found["execution_rate"], found["confidence"]) == (0.0, "medium")


def test_a_month_without_a_call_pays_the_basic_payment_in_full(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = answer(capsys, tmp_path, programme="guaranteed", pledged_kw=1200, notice_minutes=30)
    assert (found["reward"], found["penalty"], found["execution_rate"]) == ("111600.00", "0.00", None)


def test_calls_of_one_month_are_weighed_together(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """1,000 kW: 1,000 for 2 h pays 24,000; 500 for 2 h (50 %) costs 0.5 × 1,000 × 2 × 24 = 24,000; the mean 75 % pays
    0.6 × 93,000 = 55,800 of basic payment."""
    events = [{"day": "7/1", "reduced_kw": 1000, "hours": 2}, {"day": "7/2", "baseline_kw": 2000, "used_kw": 1500, "hours": 2}]
    found = answer(capsys, tmp_path, programme="guaranteed", pledged_kw=1000, notice_minutes=30, events=events)
    assert [(each["reward"], each["penalty"]) for each in found["events"]] == [("24000.00", "0.00"), ("0.00", "24000.00")]
    assert (found["basic"], found["reward"], found["net"]) == ("55800.00", "79800.00", "55800.00")


def test_a_day_of_a_selected_window_pays_by_its_execution(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """300 kW, 16-20h, baseline 1,200 capped at 1,150, used 900: 250 of 300, 0.8 rounded; 300 × 0.8 × 4 × 1.84 × 1.0."""
    case = {"programme": "day_select", "hours": "16:00-20:00", "pledged_kw": 300, "regular_kw": 1150}
    found = answer(capsys, tmp_path, **case, baseline_kw=1200, used_kw=900)
    assert (found["reward"], found["penalty"]) == ("1766.40", "0.00")
    assert found["execution_rate"] == 0.8 and "no penalty" in found["notes"][0]


def test_a_load_gives_the_baselines(capsys: pytest.CaptureFixture[str], tmp_path: Path, shared: Path) -> None:
    """The sum that `advise` names for 264 kW at the contract of 4,500 kW: 237,393."""
    case = {"programme": "day_select", "hours": "16:00-22:00", "pledged_kw": 264, "regular_kw": 4500}
    found = answer(capsys, tmp_path, **case, load=str(shared / "data" / "portal_load_2025.cp950.csv"))
    assert len(found["events"]) == 109 and round(float(found["reward"])) == 237_393


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"programme": "flexible"}, "day_select, guaranteed"),
        ({"hours": "10:00-12:00"}, "18:00-20:00"),
        ({"pledged_kw": 0}, "0 kW cannot be promised"),
        ({"weather": 1}, "weather"),
        ({"events": [{"day": "7/1"}]}, "neither"),
    ],
)
def test_a_case_that_cannot_be_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: dict[str, object], told: str
) -> None:
    case = {"programme": "day_select", "hours": "16:00-20:00", "pledged_kw": 300, "reduced_kw": 1, **change}
    assert told in answer(capsys, tmp_path, **case)
