"""Golden bills as data: every case of `tests/cases/*bills.toml` goes through the one `check_bill`."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from visitplanner.cli.tariffs.bill_files import meter_reading
from visitplanner.domain.tariffs.bills.bill import MonthBill, charged_over_kw
from visitplanner.domain.tariffs.bills.explain import explain
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.periods import Period, cell
from visitplanner.domain.tariffs.books.readings import Readings
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.services.tariffs.bills import bill_reading

CASES = Path(__file__).resolve().parents[3] / "cases"


def cases() -> list[dict[str, Any]]:
    found = []
    for file in sorted(CASES.glob("*bills.toml")):
        found += tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["case"]
    return found


def check_bill(case: dict[str, Any], library: Library, folder: Path) -> None:
    """Bill the case's reading and compare every amount it expects, to the cent."""
    assert case["source"]
    path = folder / "reading.json"
    path.write_text(json.dumps(case["reading"], default=str), encoding="utf-8")
    bill = bill_reading(library, meter_reading(path, Readings())).bill
    found = {name: getattr(bill, name) for name in case["expect"]}
    assert found == {name: Decimal(text) for name, text in case["expect"].items()}
    if "power_factor_percent" in case:
        assert bill.power_factor_percent == case["power_factor_percent"]
    over = charged_over_kw(bill)
    for season, periods in case.get("over_kw", {}).items():
        for period, kw in periods.items():
            assert over.get(cell(Season[season.upper()], Period[period.upper()]), 0) == kw
    check_parts(bill)


def check_parts(bill: MonthBill) -> None:
    """The parts add up to the total, and so do the lines that explain them."""
    parts = (bill.basic, bill.energy, bill.surcharge, bill.power_factor, bill.coefficient_amount, bill.concession)
    assert sum(parts) + bill.tax_exemption + bill.rounding == bill.total
    assert bill.total == bill.total.to_integral_value()
    lines = explain(bill)
    assert sum(line.amount for line in lines if line.step) == bill.total
    charged = sum(bill.basic_charge) + sum(bill.energy_charge) + sum(excess.surcharge_ntd for excess in bill.excesses)
    assert abs(sum(line.amount for line in lines if not line.step) - charged) < Decimal("1e-12"), "a mean price has no last digit"
