"""`ask standby`, `temporary`, `wheeling` and `carbon` on the command line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.answers.answering import PRESENT, asked, refused, told
from visitplanner.bootstrap import start


def test_standby_by_its_three_kinds(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("standby", "--load", load_file, *PRESENT, "--kind")
    spare = asked(capsys, *words, "spare", "--kw", "1000", "--feeder", "other")
    assert (spare["percent"], spare["total"]) == ("15.00", "342945.00"), "1,000 kW × 2,286.30 × 15 %"
    loop = asked(capsys, *words, "loop")
    assert loop["percent"] == "10.00" and abs(Decimal(loop["total"]) - Decimal("342945")) <= 12
    generation = asked(capsys, *words, "generation", "--kw", "500", "--used", "7=20")
    assert Decimal(generation["basic"]) == 500 * Decimal("2286.30") / 4 + 500 * Decimal("223.60") * Decimal("0.9")
    assert "chapter 7, section 2" in told(capsys, *words, "generation", "--kw", "500")
    cogeneration = (*words, "generation", "--kw", "500", "--generator", "cogeneration")
    assert "section 3" in told(capsys, *cogeneration, "--maintenance", "2=14")
    old = asked(capsys, *cogeneration, "--old-plant")
    assert Decimal(old["total"]) == 500 * Decimal("2286.30") * Decimal("0.05")
    both = asked(capsys, *cogeneration, "--used", "2=40", "--maintenance", "2=14", "--maintained", "2=40")
    failed = asked(capsys, *cogeneration, "--used", "2=40", "--failure", "2=1")
    assert Decimal(both["basic"]) > Decimal(failed["basic"]) and Decimal(both["energy"]) < Decimal(failed["energy"])
    over = asked(capsys, *cogeneration, "--used", "7=20", "--highest", "7=600")
    usual = asked(capsys, *cogeneration, "--used", "7=20")
    assert Decimal(over["basic"]) - Decimal(usual["basic"]) == 250 * Decimal("223.60") * Decimal("1.15")
    assert "outside the summer" in refused(capsys, *cogeneration, "--maintenance", "7=1")
    assert "--maintenance" in refused(capsys, *cogeneration, "--maintenance", "13=1")
    assert "regular contract" in refused(capsys, *words, "spare", "--kw", "1501")
    assert "--used" in refused(capsys, *words, "generation", "--kw", "500", "--used", "13=2")


def test_temporary_power(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("temporary", "--load", load_file, *PRESENT, "--kw", "100", "--days", "15", "--kwh", "5000", "--month", "7")
    assert asked(capsys, *words)["basic"] == "17888.00"
    assert "chapter 6" in told(capsys, *words)
    assert "whole month 13" in refused(capsys, *words[:-1], "13")


def test_wheeling_takes_the_fee_of_the_day(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("wheeling", "--load", load_file, *PRESENT)
    answer = asked(capsys, *words, "--price", "5.2")
    assert answer["wheeling_fee"]["amount"] == "0.3052" and "udn" in answer["wheeling_fee"]["source"]
    assert Decimal(answer["present_price"]) - Decimal(answer["pays_below"]) == Decimal("0.3052")
    assert Decimal(answer["more"]) > 0
    assert "given with the question" in told(capsys, *words, "--price", "5.2", "--figure", "wheeling=0.4")
    assert start(["--lang", "en", "--today", "2027-03-01", "ask", *map(str, words)]) == 1
    assert "wheeling fee" in capsys.readouterr().err


def test_carbon_needs_a_factor(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    assert "without one no figure" in refused(capsys, "carbon", "--load", load_file)
    answer = asked(capsys, "carbon", "--load", load_file, "--figure", "carbon=0.5")
    assert answer["kg_co2e"] == pytest.approx(answer["kwh"] / 2) and len(answer["months"]) == 12
    assert "given with the question" in told(capsys, "carbon", "--load", load_file, "--figure", "carbon=0.5")
