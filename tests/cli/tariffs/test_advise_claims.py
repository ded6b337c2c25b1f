"""The claims about the portal's load of 2025, each with the figure that was worked out by hand or by another program."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from visitplanner.bootstrap import start

PRESENT = ("--option", "three_stage_fixed", "--contracts", "4500,300,0,0")


@pytest.fixture(scope="module")
def portal(shared: Path) -> Path:
    return shared / "data" / "portal_load_2025.cp950.csv"


def advise(capsys: pytest.CaptureFixture[str], portal: Path, *words: str, today: str = "2026-11-22") -> Any:
    assert start(["--lang", "en", "--today", today, "advise", "--load", str(portal), *PRESENT, *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_contracts_stand_side_by_side_with_all_they_cost(capsys: pytest.CaptureFixture[str], portal: Path) -> None:
    """The cheaper contracts pay 573,039 over contract in six months where the present ones pay 97,387 in three."""
    document = advise(capsys, portal)
    lines = {line["contracts_for"][0]: line for line in document["contracts"]}
    assert set(lines) == {"present", "best", "regular_alone", "without_excess", "robust"}
    now, best, never = lines["present"], lines["best"], lines["without_excess"]
    assert (now["months_over"], now["surcharge"], now["total"]) == (3, "97386.70", "49285488.00")
    assert (best["contracts"], best["months_over"], best["surcharge"]) == ([4297, 165, 568, 0], 6, "573038.50")
    assert best["saving"] == "258844.00" and (never["months_over"], never["surcharge"]) == (0, "0.00")
    assert sum(each["kw"] for each in best["over_months"]) == pytest.approx(best["over_kw"])
    assert any("on purpose" in reason and "570,221" in reason for reason in document["why"])
    assert document["recommended"] == 0 and document["options"][0]["saving_at_least"] == "247828.00"
    assert "258,844" in document["headline"] and "247,82" in document["headline"]


def test_the_parts_add_up_and_options_stand_instead(capsys: pytest.CaptureFixture[str], portal: Path) -> None:
    savings = advise(capsys, portal)["savings"]
    besides = [part for part in savings["parts"] if not part["instead_of"]]
    assert sum(Decimal(part["ntd"]) for part in besides) == Decimal(savings["total"]) == 258844
    others = {part["id"]: part["instead_of"] for part in savings["parts"] if part["instead_of"]}
    assert others["three_stage_variable"] == ["contracts"]
    assert (others["shift"], others["response"]) == (["response"], ["shift"])
    least = {part["id"]: part["at_least"] for part in savings["parts"]}
    assert least["shift"] == least["response"] == "unknown", "nothing is sure of what only the plant can do"


def test_a_saving_has_the_same_sign_wherever_it_is_told(capsys: pytest.CaptureFixture[str], portal: Path) -> None:
    """734,497 less basic charge, 475,652 more over contract: + is saved in the tree and in the finding alike."""
    document = advise(capsys, portal)
    (contracts,) = [part for part in document["savings"]["parts"] if part["id"] == "contracts"]
    pieces = {piece["id"]: round(Decimal(piece["ntd"])) for piece in contracts["of"]}
    assert (pieces["basic"], pieces["surcharge"]) == (734_497, -475_652)
    (told,) = [each["text"] for each in document["findings"] if each["id"] == "contracts"]
    assert "basic charge +734,497" in told and "charge -475,652" in told


def test_demand_response_says_what_is_chance_and_what_fails(capsys: pytest.CaptureFixture[str], portal: Path) -> None:
    """237,393 at 264 kW, of it 129,083 for doing nothing; executed to the kW 350,146; 96,000 for one failed call."""
    measures = advise(capsys, portal)["response"]
    evening = next(each for each in measures if each["window"] == "16:00-22:00")
    pledge = next(each for each in evening["pledges"] if each["pledged_kw"] == 264)
    assert [round(Decimal(pledge[name])) for name in ("income", "noise", "perfect")] == [237_393, 129_083, 350_146]
    assert max(Decimal(each["income"]) for each in evening["pledges"]) > 302_000
    guaranteed = next(each for each in measures if each["id"] == "guaranteed")
    assert (guaranteed["penalty"], guaranteed["penalty_hours"], guaranteed["confidence"]) == ("96000.00", 4, "medium")
    assert all(each["penalty"] is not None for each in measures if each["income_a_month"] is not None)


def test_what_only_the_plant_can_do_stands_below_what_a_form_does(capsys: pytest.CaptureFixture[str], portal: Path) -> None:
    findings = advise(capsys, portal)["findings"]
    assert [each["id"] for each in findings] == ["contracts", "over_contract", "shift", "response", "power_factor"]
    assert findings[1]["part_of"] == "contracts"
    assert "batch_if_confirmed" not in {each["id"] for each in findings}, "batch would cost 5.8 M more than the recommendation"


def test_an_ended_offer_is_no_finding(capsys: pytest.CaptureFixture[str], portal: Path) -> None:
    over, on = advise(capsys, portal), advise(capsys, portal, today="2026-02-28")
    assert over["green_power"] == [] and "2026-02-28" in over["green_power_note"]
    assert on["green_power"] and on["green_power_note"] is None
    assert "green_power" in {each["id"] for each in on["findings"]}


def test_the_variable_peak_says_worst_and_best_and_all_its_conditions(capsys: pytest.CaptureFixture[str], portal: Path) -> None:
    document = advise(capsys, portal)
    option = next(each for each in document["options"] if each["option"] == "three_stage_variable")
    assert option["cases"] == {"expected": "48989655.00", "worst": "50577151.00", "best": "47440937.00"}
    notes = " ".join(option["notes"])
    for word in ("renewable-energy obligors", "summer of a yearly cycle is over", "as if every such day were as likely"):
        assert word in notes
    assert any("variable peak is larger" in reason for reason in document["why"])


def test_a_greater_threshold_leaves_the_present_contracts_right(capsys: pytest.CaptureFixture[str], portal: Path) -> None:
    document = advise(capsys, portal, "--least", "300000")
    assert document["recommended"] is None and "are right" in document["headline"]
    assert document["savings"]["total"] == "0.00"


def test_the_steel_year_at_the_prices_of_2025(capsys: pytest.CaptureFixture[str], shared: Path) -> None:
    """500 kW all year: 296,390 in eleven months; 537/21/71 pay 70,397 in six. The power factor stands besides, all adds up."""
    words = ("--option", "three_stage_fixed", "--contracts", "500,0,0,0", "--prices-of", "2025-10-01")
    file = shared / "data" / "steel_industry_2018.csv"
    assert start(["--lang", "en", "--today", "2026-11-22", "advise", "--load", str(file), *words, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    lines = {line["contracts_for"][0]: line for line in document["contracts"]}
    now, best = lines["present"], lines["best"]
    assert (now["months_over"], round(Decimal(now["surcharge"]))) == (11, 296_390)
    assert (best["contracts"], best["months_over"], round(Decimal(best["surcharge"]))) == ([537, 21, 71, 0], 6, 70_397)
    parts = {part["id"]: Decimal(part["ntd"]) for part in document["savings"]["parts"] if not part["instead_of"]}
    assert parts == {"contracts": 100_590, "power_factor": 31_061}
    assert Decimal(document["savings"]["total"]) == sum(parts.values()) == 131_651
    guaranteed = next(each for each in document["response"] if each["id"] == "guaranteed")
    assert not guaranteed["eligible"], "below 1,000 kW nobody promises 1,000 kW"
