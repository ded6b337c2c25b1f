"""`ask capacitors` and `ask merge` on the command line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.answers.answering import PRESENT, asked, refused, told
from visitplanner.bootstrap import start


def test_capacitors_say_size_saving_and_pay_back(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("capacitors", "--load", load_file, *PRESENT, "--power-factor", "82", "--price", "600")
    answer = asked(capsys, *words)
    least, most = answer["kvar"]
    assert 0 < least <= most and len(answer["months"]) == 12
    assert answer["pay_back_years"] == [round(600 * kvar / float(answer["saving"]), 2) for kvar in (least, most)]
    assert "given with the question" in told(capsys, *words) and "chapter 5, article 6" in told(capsys, *words)
    assert "Give a price" in told(capsys, *words[:-2])
    assert "power factor" in refused(capsys, "capacitors", "--load", load_file, *PRESENT)
    assert start(["ask", "capacitors"]) == 2


def test_two_accounts_as_one(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    parts = [word for kw in ("1500,0,0,0", "1200,0,0,0") for word in ("--load", load_file, "--contracts", kw)]
    answer = asked(capsys, "merge", *parts, "--prices-of", "2025-10-01")
    assert answer["merged"]["contracts"] == [2700, 0, 0, 0]
    assert Decimal(answer["apart"]) == sum(Decimal(each["total"]) for each in answer["accounts"])
    assert Decimal(answer["merging_saves"]) == Decimal(answer["apart_best"]) - Decimal(answer["merged"]["best_total"])
    assert "business rules" in told(capsys, "merge", *parts)
    assert start(["ask", "merge", "--load", str(load_file), "--contracts", "1500,0,0,0"]) == 2
