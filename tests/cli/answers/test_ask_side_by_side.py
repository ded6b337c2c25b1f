"""`ask last-year` and `ask peers` on the command line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.answers.answering import asked, flat_file, refused, told
from visitplanner.bootstrap import start

PRESENT = ("--option", "two_stage", "--contracts", "500,0,0,0")


def test_two_loads_of_two_years(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    before = flat_file(tmp_path / "before.csv", 400, 59)
    after = flat_file(tmp_path / "after.csv", 600, 59, "2026-01-01")
    words = ("last-year", "--load", after, "--before", before, *PRESENT)
    answer = asked(capsys, *words)
    assert [month["month"] for month in answer["months"]] == ["2026-01", "2026-02"]
    assert Decimal(answer["difference"]) == sum(Decimal(part) for part in answer["parts"].values())
    assert answer["parts"]["demand"] == "83450.00", "twice 50 kW × 166.90 × (2 + 3)"
    assert "more than a year before: use" in told(capsys, *words)
    assert "both years" in refused(capsys, "last-year", "--load", after, *PRESENT)
    assert start(["ask", "last-year"]) == 2


def test_peers_and_readings_of_the_demonstration(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    here = ["--lang", "en", "--data-dir", str(tmp_path / "office")]
    assert start([*here, "init", "--demo"]) == 0
    capsys.readouterr()
    assert start([*here, "customers", "--json"]) == 0
    account = json.loads(capsys.readouterr().out)[0]["account"]
    assert start([*here, "ask", "peers", "--account", account]) == 1
    told_why = capsys.readouterr().err
    assert "customers of this line of business" in told_why or "whole year" in told_why or "line of business" in told_why
    assert start([*here, "ask", "last-year", "--account", account]) == 1
    assert "both years" in capsys.readouterr().err
