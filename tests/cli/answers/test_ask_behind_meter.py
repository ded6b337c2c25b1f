"""`ask solar` and `ask battery` on the command line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.answers.answering import PRESENT, asked, refused, told
from visitplanner.bootstrap import start

SUN = ("--kwp", "500", "--yield", "3.2")
STORE = ("--battery-kw", "200", "--battery-kwh", "800", "--efficiency", "88")


def test_sun_saves_what_it_generates_and_says_what_it_assumes(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("solar", "--load", load_file, *PRESENT, *SUN)
    answer = asked(capsys, *words)
    assert answer["used_kwh"] + answer["surplus_kwh"] == 500 * 3.2 * 365
    for part in ("saving", "at_least", "saving_at_present_contracts"):
        parts = {name: Decimal(ntd) for name, ntd in answer[part].items()}
        assert parts.pop("total") == sum(parts.values())
    assert Decimal(answer["at_least"]["total"]) <= Decimal(answer["saving"]["total"])
    assert "no clouds" in told(capsys, *words)


def test_a_measured_profile_needs_no_least(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    answer = asked(capsys, "solar", "--load", load_file, *PRESENT, "--profile", load_file)
    assert answer["at_least"] is None and answer["surplus_kwh"] == 0


def test_a_battery_lowers_every_month_and_costs_its_loss(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("battery", "--load", load_file, *PRESENT, *STORE)
    answer = asked(capsys, *words)
    stored = answer["battery"]
    assert len(stored["highest_kw"]) == 12
    assert all(0 <= month["before"] - month["after"] <= 200 for month in stored["highest_kw"])
    assert stored["charged_kwh"] * 0.88 == pytest.approx(stored["discharged_kwh"], abs=800)
    assert "off-peak hours alone" in told(capsys, *words)
    both = asked(capsys, "solar", "--load", load_file, *PRESENT, *SUN, *STORE)
    assert Decimal(both["saving"]["total"]) > Decimal(answer["saving"]["total"])


def test_half_a_battery_is_refused(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("solar", "--load", load_file, *PRESENT)
    assert "efficiency" in refused(capsys, *words, *SUN, "--battery-kw", "5")
    assert "--yield" in refused(capsys, *words, "--kwp", "5", "--yield", "3,4")
    assert start(["ask", "solar", "--load", str(load_file), *PRESENT]) == 2
