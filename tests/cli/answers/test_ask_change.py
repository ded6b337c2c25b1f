"""`ask change` tells when, at what cost, and what two years leave."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.answers.answering import PRESENT, asked, refused, told

FEES = [
    word
    for each in ("line_fee_regular=1700", "line_fee_saturday=0", "restore_percent=50", "upkeep_regular=200", "restore_months=24")
    for word in ("--figure", each)
]


def test_without_fees_nothing_is_netted_and_the_missing_ones_are_named(
    capsys: pytest.CaptureFixture[str], load_file: Path
) -> None:
    answer = asked(capsys, "change", "--load", load_file, *PRESENT)
    assert answer["contract_change_from"] == "unknown" and answer["best"] is None
    later = answer["plans"][-1]
    assert later["net_second_year"] == "unknown" and Decimal(later["pays_below_per_kw"]) > 0
    assert any("line fee, regular" in each for each in answer["missing"]) and answer["figures"] == []


def test_with_fees_the_best_plan_is_the_one_that_leaves_most(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("change", "--load", load_file, *PRESENT, *FEES, "--figure", "notice_days=7")
    answer = asked(capsys, *words)
    sums = [Decimal(each["net_first_year"]) + Decimal(each["net_second_year"]) for each in answer["plans"]]
    assert answer["best"] == sums.index(max(sums))
    assert answer["contract_change_from"] == "2026-03-23" and answer["missing"] == []
    assert all(each["source"] == "given with the question" for each in answer["figures"])
    raised = next(each for each in answer["plans"] if len(each["steps"]) == 2)
    kw = raised["steps"][1]["contracts"][0] - raised["steps"][0]["contracts"][0]
    assert Decimal(raised["fee"]) == kw * 600, "three months of upkeep are less than half the line fee"
    assert "restored" in told(capsys, *words)


def test_words_that_cannot_be_are_refused(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("change", "--load", load_file, *PRESENT)
    assert "--figure" in refused(capsys, *words, "--figure", "line_fee=1")
    assert "--figure" in refused(capsys, *words, "--figure", "carbon=x")
    assert "--lowered-on" in refused(capsys, *words, "--lowered-from", "1600,0,0,0")
    assert "1 to 23" in refused(capsys, *words, "--raise-in", "24")
