"""`advise`, `portfolio` and `tariff` answer as the command line's description says."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from visitplanner.bootstrap import start
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.services.office.demonstration_load import invented_load

PRESENT = ("--option", "two_stage", "--contracts", "900,0,0,0")
FIELDS = ("option", "contracts", "year_total", "saving", "earliest_change", "notes")


@pytest.fixture(scope="module")
def load_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented factory's 2025 as the portal writes it."""
    return write(tmp_path_factory.mktemp("load") / "load.csv", 365)


def write(path: Path, days: int) -> Path:
    load = invented_load(parse_date("2025-01-01"), days, 1000, 4)
    kw = (load.wh * 4 / 1000).tolist()
    lines = ["年月日,時分,尖峰,半尖峰,週六半尖峰,離峰"]
    for day in range(days):
        date = load.first_day.fromordinal(load.first_day.toordinal() + day)
        stamp = f"{date.year - 1911}/{date:%m/%d}"
        lines += [f"{stamp},{q // 4:02}:{q % 4 * 15:02},,{kw[day * 96 + q - 1]:.3f},," for q in range(1, 97)]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    assert start(["--lang", "en", "--today", "2026-03-16", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_advise_names_every_field_of_the_contract(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    document = answer(capsys, "advise", "--load", load_file, *PRESENT, "--year", 2025)
    assert {"current", "options", "shift", "response", "assumptions"} <= set(document)
    assert document["current"]["option"] == "two_stage"
    assert document["options"][0]["option"] == "two_stage", "first the present option with its best contracts"
    for option in document["options"]:
        assert set(FIELDS) <= set(option)
        assert option["earliest_change"] == "unknown"
    paid = Decimal(document["current"]["year_total"])
    confirmed = [option for option in document["options"] if option["confirmed"]]
    assert all(Decimal(option["saving"]) == paid - Decimal(option["year_total"]) for option in confirmed)
    batch = next(option for option in document["options"] if option["option"] == "batch")
    assert batch["saving"] == "unknown" and not batch["confirmed"]
    assert [shift["percent"] for shift in document["shift"]] == [10, 20, 30, None]
    assert {income["income"] for income in document["response"] if income["id"] == "monthly_8days"} == {"unknown"}


def test_what_depends_on_a_confirmation_says_what_it_would_bring(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    """Batch production is never "saving unknown": both bills are known, only whether the customer may choose it is not."""
    document = answer(capsys, "advise", "--load", load_file, *PRESENT, "--year", 2025)
    total = next(Decimal(option["year_total"]) for option in document["options"] if option["option"] == "batch")
    assert start(["--lang", "en", "--today", "2026-03-16", "advise", "--load", str(load_file), *PRESENT, "--year", "2025"]) == 0
    line = next(each for each in capsys.readouterr().out.splitlines() if each.strip().startswith("batch"))
    more = total - Decimal(document["current"]["year_total"])
    told = f"none, {more:,.0f} NT$ dearer than now" if more >= 0 else f"{-more:,.0f} NT$ once it is confirmed"
    assert told in line


def test_a_share_beyond_the_largest_block_is_marked(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    shares = ("--shift", "1", "--shift", "100")
    small, whole, largest = answer(capsys, "advise", "--load", load_file, *PRESENT, *shares)["shift"]
    assert small["moved_kwh"] <= largest["moved_kwh"] < whole["moved_kwh"]
    assert [line["feasible"] for line in (small, whole, largest)] == [True, False, True]
    assert "Beyond the largest" in whole["note"] and "room below the contracts" in largest["note"]
    assert start(["--lang", "en", "advise", "--load", str(load_file), *PRESENT, *shares]) == 0
    assert capsys.readouterr().out.count("Beyond the largest steady block") == 1


def test_advise_claims_nothing_without_the_present_contracts(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    document = answer(capsys, "advise", "--load", load_file, "--prices-of", "2025-10-01")
    assert document["current"] == "unknown"
    assert {option["saving"] for option in document["options"]} == {"unknown"}
    assert {shift["saving"] for shift in document["shift"]} == {"unknown"}
    assert document["findings"] == [] or all(each["kind"] in ("income", "hint") for each in document["findings"])


def test_advise_calls_nothing_yearly_that_is_not_a_year(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    document = answer(capsys, "advise", "--load", write(tmp_path / "short.csv", 100), *PRESENT)
    assert document["months"] == ["2025-01", "2025-02", "2025-03"]
    assert {option["year_total"] for option in document["options"]} == {"unknown"}
    assert Decimal(document["options"][0]["total"]) > 0
    assert any(each["id"] == "months" and each["loud"] for each in document["assumptions"])


def test_advise_tries_a_rise_of_prices_as_a_draft(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    document = answer(capsys, "advise", "--load", load_file, *PRESENT, "--prices-of", "2025-10-01", "--trial-percent", "5")
    trial = document["trial"]
    assert trial["before"]["draft"] is None and trial["after"]["draft"]["source"] == "+5 %"
    assert Decimal(trial["effect"]) == Decimal(trial["after"]["total"]) - Decimal(trial["before"]["total"]) > 0


def test_the_start_of_the_option_gives_the_day_it_may_be_left(
    capsys: pytest.CaptureFixture[str], load_file: Path, tmp_path: Path
) -> None:
    customer = tmp_path / "customer.json"
    customer.write_text('{"option_since": "2025-09-01"}', encoding="utf-8")
    document = answer(capsys, "advise", "--load", load_file, *PRESENT, "--customer", customer)
    assert document["options"][1]["earliest_change"] == "2026-09-01"


def test_advise_is_said_in_the_users_language(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    assert start(["advise", "--load", str(load_file), *PRESENT, "--trial-percent", "5"]) == 0
    said = capsys.readouterr().out
    assert "現行：二段式" in said and "草案" in said and "本試算的假設" in said
    assert "saving" not in said


@pytest.mark.parametrize("words", [("--shift-to", "midnight"), ("--shift-to", "17:00-20:00"), ("--trial-percent", "much")])
def test_what_cannot_be_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], load_file: Path, words: tuple[str, str]
) -> None:
    assert start(["advise", "--load", str(load_file), *PRESENT, *words]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_drafts_and_the_portfolio_on_a_real_database(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    where = ("--data-dir", tmp_path)
    assert start([*map(str, where), "init", "--demo"]) == 0
    capsys.readouterr()
    draft = answer(capsys, *where, "tariff", "draft", "--title", "草案", "--from", "2027-01-01", "--source", "試算",
                   "--raise", "general=5,1")  # fmt: skip
    assert draft["draft"] is True and draft["raises"] == {"general": {"energy": 5.0, "contracts": 1.0}}
    assert [each["id"] for each in answer(capsys, *where, "tariff", "list")] == [draft["id"]]
    gains = answer(capsys, *where, "portfolio")
    assert gains and {"account", "saving", "option", "contracts"} <= set(gains[0])
    tried = answer(capsys, *where, "portfolio", "--trial-draft", draft["id"])
    assert tried["draft"] == "草案" and all(
        Decimal(row["effect"]) > 0 for row in tried["customers"] if row["effect"] != "unknown"
    )
    answer(capsys, *where, "tariff", "delete", draft["id"])
    assert answer(capsys, *where, "tariff", "list") == []


def test_the_steel_plants_year_is_advised(capsys: pytest.CaptureFixture[str], shared: Path) -> None:
    """2018 at the prices of 2025-10-01: kWh by quarters, dates day/month, reactive energy metered."""
    file = shared / "data" / "steel_industry_2018.csv"
    document = answer(capsys, "advise", "--load", file, "--option", "three_stage_fixed", "--contracts", "500,0,0,0",
                      "--prices-of", "2025-10-01")  # fmt: skip
    assert len(document["months"]) == 12
    assert any(each["id"] == "power_factor" for each in document["findings"])
    assert Decimal(document["options"][0]["saving"]) > 0
