"""`visitplanner bill` answers as the command line's description says."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from visitplanner.bootstrap import start

READING: dict[str, Any] = {
    "month": "2026-07",
    "voltage": "HV",
    "option": "three_stage_fixed",
    "contracts": [1000, 200, 0, 0],
    "kwh": {"summer": {"peak": 100000, "half_peak": 150000, "saturday_half_peak": 20000, "off_peak": 80000}},
    "max_kw": {"summer": {"peak": 1000, "half_peak": 1230}},
    "power_factor_percent": 95,
    "sector": "261",
}


@pytest.fixture
def load_file(tmp_path: Path) -> Path:
    """July 2026 at 400 kW all day, as the portal writes it."""
    lines = ["年月日,時分,尖峰,半尖峰,週六半尖峰,離峰"]
    lines += [f"115/07/{day:02},{q // 4:02}:{q % 4 * 15:02},,400,," for day in range(1, 32) for q in range(1, 97)]
    path = tmp_path / "load.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert start(["--lang", "en", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert start(["--lang", "en", *words, "--json"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    return " ".join(printed.err.split())


def written(tmp_path: Path, document: dict[str, Any]) -> str:
    path = tmp_path / "file.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def test_a_meter_reading_gives_one_bill_with_every_field(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bill = answer(capsys, "bill", "--month", written(tmp_path, READING))
    assert (bill["month"], bill["basic"], bill["energy"]) == ("2026-07", "256980.00", "2070900.00")
    assert bill["kwh"]["summer"] == {"peak": 100000, "half_peak": 150000, "saturday_half_peak": 20000, "off_peak": 80000}
    assert bill["max_kw"]["summer"]["half_peak"] == 1230
    assert bill["over_kw"]["summer"] == {"peak": 0, "half_peak": 30, "saturday_half_peak": 0, "off_peak": 0}
    assert bill["surcharge"] == "10014.00"
    assert bill["power_factor"] == "-34918.20"
    assert (bill["coefficient"], bill["coefficient_amount"]) == (1.017, "39150.60")
    parts = ("basic", "energy", "surcharge", "power_factor", "coefficient_amount", "rounding")
    assert sum(Decimal(bill[part]) for part in parts) == Decimal(bill["total"])
    assert {"id", "choice", "text"} <= set(bill["assumptions"][0])


def test_a_load_gives_its_months_and_says_which_are_missing(capsys: pytest.CaptureFixture[str], load_file: Path) -> None:
    words = ("--load", str(load_file), "--option", "three_stage_fixed", "--contracts", "400,0,0,0", "--year", "2026")
    document = answer(capsys, "bill", *words, "--explain")
    assert [month["month"] for month in document["months"]] == ["2026-07"]
    assert len(document["omitted_months"]) == 11
    assert document["total"] == document["months"][0]["total"]
    assert sum(sum(part.values()) for part in document["months"][0]["kwh"].values()) == 31 * 24 * 400
    lines = document["months"][0]["lines"]
    assert sum(Decimal(line["amount"]) for line in lines if line["part"]) == Decimal(document["total"])
    assert all(line["clause"] for line in lines)


def test_the_particulars_of_a_customer_are_read_from_a_file(
    capsys: pytest.CaptureFixture[str], load_file: Path, tmp_path: Path
) -> None:
    customer = written(tmp_path, {"tax_exempt": True, "second_feeder_percent": 10, "kvarh": {"2026-07": 223200}})
    words = ("--load", str(load_file), "--option", "two_stage", "--contracts", "400,0,0,0", "--customer", customer)
    (month,) = answer(capsys, "bill", *words)["months"]
    assert month["basic"] == "98384.00"  # 223.60 × 400 × 1.1
    assert month["power_factor_percent"] == 80
    assert Decimal(month["tax_exemption"]) < 0


def test_a_misspelt_particular_beside_a_load_is_refused_with_those_that_are_known(
    capsys: pytest.CaptureFixture[str], load_file: Path, tmp_path: Path
) -> None:
    customer = written(tmp_path, {"held_on": "2026-07-01"})
    words = ("--load", str(load_file), "--option", "two_stage", "--contracts", "400,0,0,0", "--customer", customer)
    said = refusal(capsys, "bill", *words)
    assert "held_on" in said and "second_feeder_percent, tax_exempt" in said


def test_one_version_of_prices_and_one_other_reading_can_be_asked_for(
    capsys: pytest.CaptureFixture[str], load_file: Path
) -> None:
    words = ("--load", str(load_file), "--option", "three_stage_fixed", "--contracts", "300,0,0,0")
    document = answer(capsys, "bill", *words, "--prices-of", "2023-02-01", "--reading", "rounding=cents")
    choices = {each["id"]: each["choice"] for each in document["assumptions"]}
    assert (choices["prices_of"], choices["rounding"]) == ("2023-01-01", "cents")


def test_the_variable_peak_wants_its_days_or_a_case(capsys: pytest.CaptureFixture[str], load_file: Path, tmp_path: Path) -> None:
    words = ("bill", "--load", str(load_file), "--option", "three_stage_variable", "--contracts", "400,0,0,0")
    without = refusal(capsys, *words)
    assert "30 days" in without and "--variable-days FILE" in without and "--variable-case worst|expected|best" in without
    days = tmp_path / "days.txt"
    days.write_text("2026-07-01\nsoon\n", encoding="utf-8")
    assert "Line 2: soon" in refusal(capsys, *words, "--variable-days", str(days))
    assert "only 23 weekdays" in refusal(capsys, *words, "--variable-case", "worst")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"month": "July"}, "month: July"),
        ({"option": "four_stage"}, "option: four_stage"),
        ({"voltage": "LV"}, "Only high"),
        ({"contracts": [1, "x"]}, "contracts"),
        ({"kwh": {"spring": {"peak": 1}}}, "kwh: spring"),
        ({"kwh": {"summer": {"noon": 1}}}, "kwh: noon"),
        ({"max_kw": {"summer": {"peak": "much"}}}, "max_kw, summer, peak: much"),
        ({"kwh": {"summer": {"off_peak": "many"}}}, "kwh, summer, off_peak: many"),
        ({"voltage": "LV"}, "Choose one of: HV, EHV."),
        ({"power_factor_percent": 120}, "120: A power factor is a percentage from 0 to 100."),
        ({"customer": {"company_kwh_class": "huge"}}, "company_kwh_class: huge"),
        ({"weather": 1}, "weather"),
        ({"month": "2023-05"}, "unknown"),
    ],
)
def test_a_reading_that_cannot_be_read_is_refused_naming_the_field(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    assert said in refusal(capsys, "bill", "--month", written(tmp_path, READING | change))


def test_the_options_of_a_large_user_and_the_words_of_the_tariff_file_are_understood(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    document = READING | {"option": "batch_production", "customer": {"company_kwh_class": "data_centre_2"}}
    document |= {"kwh": {"summer": {"peak": 1}}, "max_kw": {}, "sector": "631"}
    assert answer(capsys, "bill", "--month", written(tmp_path, document))["coefficient"] == 1.053


def test_wrong_use_is_told_apart_from_a_refusal(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["bill"]) == 2
    assert capsys.readouterr().out == ""


def test_people_read_the_bill_line_by_line_in_their_own_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert start(["bill", "--month", written(tmp_path, READING), "--explain"]) == 0
    text = capsys.readouterr().out
    assert "係數調整金額 39,150.6" in text
    assert "夏月尖峰流動電費: 9.39 × 100,000 kWh → 939,000.00" in text
    assert "第五章第七條" in text
    assert "本試算的假設" in text


def test_a_particular_nobody_reads_is_refused_by_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = refusal(capsys, "bill", "--month", written(tmp_path, {**READING, "customer": {"tax_exmept": True}}))
    assert "tax_exmept" in said
    assert "tax_exempt" in said


@pytest.mark.parametrize("contracts", ["100", "100,0", "100,0,0", "1,2,3,4,5", "a,0,0,0"])
def test_contracts_are_four_whole_numbers(capsys: pytest.CaptureFixture[str], load_file: Path, contracts: str) -> None:
    words = ("--voltage", "HV", "--option", "two_stage", "--contracts", contracts, "--prices-of", "2025-10-01")
    assert "c1,c2,c3,c4" in refusal(capsys, "bill", "--load", str(load_file), *words)


def test_a_sector_that_does_not_exist_is_said_loudly(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bill = answer(capsys, "bill", "--month", written(tmp_path, {**READING, "sector": "999"}))
    assert any("no sector 999" in one["text"] and one["loud"] for one in bill["assumptions"])
    unlisted = answer(capsys, "bill", "--month", written(tmp_path, {**READING, "sector": "241"}))
    assert not any("no sector" in one["text"] for one in unlisted["assumptions"])


def plain_file(folder: Path, value: str, part: slice = slice(None)) -> str:
    """July 2026 in quarters of an hour, each with the same value, or a part of it; a heading without any unit."""
    quarters = [f"2026-07-{day:02} {q // 4:02}:{q % 4 * 15:02}" for day in range(1, 32) for q in range(96)][part]
    path = folder / "july.csv"
    path.write_text("\n".join(["時間;用電", *(f"{moment};{value}" for moment in quarters)]), encoding="utf-8")
    return str(path)


BILLED = ("--option", "two_stage", "--contracts", "500,0,0,0")


@pytest.mark.parametrize("command", ["bill", "advise"])
def test_what_a_load_file_leaves_open_is_refused_by_the_option_that_settles_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    path = plain_file(tmp_path, "100,125")
    told = ["--stamp", "start", "--unit", "kwh", "--decimal", "comma"]
    assert answer(capsys, command, "--load", path, *BILLED, *told)
    unframed = plain_file(tmp_path, "100,125", slice(1, -1))
    for at, option in enumerate(("--stamp", "--unit", "--decimal")):
        lacking = told[: 2 * at] + told[2 * at + 2 :]
        assert option in refusal(capsys, command, "--load", unframed, *BILLED, *lacking)


def test_unit_and_decimal_mark_mean_what_they_say(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = plain_file(tmp_path, "100,125")

    def kwh(*words: str) -> Any:
        months = answer(capsys, "bill", "--load", path, *BILLED, "--stamp", "start", *words)["months"]
        return round(sum(months[0]["kwh"]["summer"].values()), 1)

    quarters = 31 * 96
    assert kwh("--unit", "kwh", "--decimal", "comma") == quarters * 100.125
    assert kwh("--unit", "wh", "--decimal", "point") == quarters * 100.125
    assert kwh("--unit", "w", "--decimal", "point") == round(quarters * 25.031, 1)


def test_one_account_of_several_is_billed_and_another_one_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    lines = ["電號,開始時間,kWh"]
    for account, kwh in (("05-12-3456-78-9", 10), ("05-12-3456-79-0", 20)):
        lines += [f"{account},2026-07-01 {q // 4:02}:{q % 4 * 15:02},{kwh}" for q in range(96)]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    assert "--account" in refusal(capsys, "bill", "--load", str(path), *BILLED)
    month = answer(capsys, "bill", "--load", str(path), *BILLED, "--account", "05-12-3456-79-0")["months"][0]
    assert sum(month["kwh"]["summer"].values()) == 1920
    path.write_text("\n".join(lines[:97]), encoding="utf-8-sig")
    assert "05-12-3456-78-9" in refusal(capsys, "bill", "--load", str(path), *BILLED, "--account", "05-12-3456-79-0")


@pytest.mark.parametrize("command", ["bill", "advise"])
def test_the_column_that_is_named_is_the_one_taken(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    """Without a name the first column of kW is taken: 200 kW, not 400."""
    lines = ["時間,甲線 kW,乙線 kW"]
    lines += [f"2026-07-{day:02} {q // 4:02}:{q % 4 * 15:02},200,400" for day in range(1, 32) for q in range(96)]
    path = tmp_path / "two.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    words = ("--load", str(path), "--option", "two_stage", "--contracts", "400,0,0,0", "--year", "2026")

    def ntd(*more: str) -> str:
        document = answer(capsys, command, *words, *more)
        return str(document["months"][0]["energy"] if command == "bill" else document["current"])

    assert ntd("--column", "乙線 kW") == ntd("--column", "C") != ntd()
    assert "no column 丙線" in refusal(capsys, command, *words, "--column", "丙線")
