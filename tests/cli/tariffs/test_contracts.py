"""`visitplanner contracts` answers as the command line's description says, and says what is wrong in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from visitplanner.bootstrap import start
from visitplanner.domain.tariffs.contracts import contracts as search

Change = Callable[[dict[str, Any]], object]


def demands() -> dict[str, Any]:
    """A steady three-stage customer of 520 kW who has 600 kW."""
    months = [{"month": number, "half_peak": 520, "saturday_half_peak": 300, "off_peak": 400} for number in range(1, 13)]
    return {
        "voltage": "HV",
        "option": "three_stage_fixed",
        "prices_of": "2026-01-01",
        "power_factor_percent": 80,
        "contracts": [600, 0, 0, 0],
        "months": months,
    }


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def asked(change: Change = lambda document: None, *words: str) -> tuple[int, str, str]:
        document = demands()
        change(document)
        path = tmp_path / "demands.json"
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        code = start(["--lang", "en", "contracts", "--demands", str(path), *words])
        printed = capsys.readouterr()
        return code, printed.out, " ".join(printed.err.split())

    return asked


def test_best_contracts_come_with_proof_time_and_saving(ask: Callable[..., tuple[int, str, str]]) -> None:
    code, printed, complaint = ask(lambda document: None, "--json")
    answer = json.loads(printed)
    per_kw = 4 * Decimal("223.60") + 2 * Decimal("195.25") + 6 * Decimal("166.90")
    assert (code, complaint) == (0, "")
    assert (answer["contracts"], answer["proof"]) == ([0, 520, 0, 0], "optimal")
    assert answer["cost"] == answer["lower_bound"] == str(520 * 12 * Decimal("166.90"))
    assert answer["milliseconds"] > 0
    assert answer["current"]["contracts"] == [600, 0, 0, 0]
    assert Decimal(answer["current"]["cost"]) == 600 * per_kw
    assert Decimal(answer["current"]["saving"]) == 600 * per_kw - Decimal(answer["cost"])
    assert answer["notes"] == []


def test_the_time_told_is_that_of_the_one_search(
    ask: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[object] = []
    inner = search._least
    monkeypatch.setattr(search, "_least", lambda *given: (searched.append(given), inner(*given))[1])
    assert ask()[0] == 0
    assert len(searched) == len(("best", "regular alone", "without excess"))


def test_without_json_the_contracts_are_said_in_words(ask: Callable[..., tuple[int, str, str]]) -> None:
    code, printed, _ = ask()
    assert code == 0
    assert "0, 520, 0, 0 kW" in printed
    assert f"{520 * 12 * Decimal('166.90'):,} NT$ a year" in printed, "thousands are set apart"
    assert "a change saves" in printed


def test_growth_adds_the_robust_contracts(ask: Callable[..., tuple[int, str, str]]) -> None:
    growth = json.loads(ask(lambda document: None, "--growth", "--json")[1])["growth"]
    assert [entry["percent"] for entry in growth["costs"]] == list(range(11))
    assert 520 <= sum(growth["contracts"]) <= 572


def test_unknown_present_contracts_claim_no_saving(ask: Callable[..., tuple[int, str, str]]) -> None:
    assert json.loads(ask(lambda document: document.pop("contracts"), "--json")[1])["current"] is None


def test_demands_in_hours_the_option_lacks_are_named_with_and_without_season(ask: Callable[..., tuple[int, str, str]]) -> None:
    def change(document: dict[str, Any]) -> None:
        document["months"][0] |= {"peak": 3, "half_peak_summer": 44}

    assert json.loads(ask(change, "--json")[1])["notes"] == [
        "Month 1: the option has no peak hours then, 3 kW are not counted.",
        "Month 1: the option has no summer half-peak hours then, 44 kW are not counted.",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d["months"].pop(3), "Demands are missing for the months 4."),
        (lambda d: d["months"].append(d["months"][0]), "These months are named twice: 1."),
        (lambda d: d["months"][11].update(month=13), "These months do not exist: 13."),
        (lambda d: d["months"][2].update(half_peak="abc"), "month 3, half_peak: abc is no number."),
        (lambda d: d["months"][2].update(half_peak=[1]), "month 3, half_peak: [1] is no number."),
        (lambda d: d["months"][2].update(off_peak=-1), "Month 3: a demand is zero or more."),
        (lambda d: d["months"][2].update(peak_non_summer=-1), "Month 3: a demand is zero or more."),
        (lambda d: d["months"][2].update(off_peak="1e30"), "Month 3: 1E+30 kW is no demand of one customer."),
        (lambda d: d["months"][2].update(peek=1), "A month of the demands cannot be read: peek."),
        (lambda d: d["months"][2].update(month=True), "A month of the demands cannot be read: month."),
        (lambda d: d["months"].insert(0, 7), "A month of the demands cannot be read: 7."),
        (lambda d: d.update(option="three"), "option: three is not possible."),
        (lambda d: d.update(voltage="LV"), "Only high and extra-high voltage are billed here."),
        (lambda d: d.update(prices_of="2026-13-01"), 'prices_of: "2026-13-01" is not a date'),
        (lambda d: d.update(contracts=600), "contracts: 600: Contracts are four whole numbers"),
        (lambda d: d.update(contracts=[600, "x"]), "contracts: [600, 'x']: Contracts are four whole numbers"),
        (lambda d: d.update(power_factor_percent="high"), "power_factor_percent: high is no number."),
        (lambda d: d.update(month=3), "The file of demands has fields that are not known: month."),
        (lambda d: d.update(months={}), "The field months is no list."),
        (lambda d: d.pop("months"), "The field months is missing."),
        (lambda d: d.pop("option"), "The field option is missing."),
        (lambda d: d.pop("prices_of"), "The field prices_of is missing."),
    ],
)
def test_what_is_wrong_with_the_demands_is_one_sentence(
    ask: Callable[..., tuple[int, str, str]], change: Change, sentence: str
) -> None:
    code, printed, complaint = ask(change, "--json")
    assert (code, printed) == (1, "")
    assert sentence in complaint
    assert "Traceback" not in complaint


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert start(["--lang", "en", "contracts", "--demands", str(tmp_path / "none.json")]) == 1
    assert "none.json: The file cannot be read." in capsys.readouterr().err
