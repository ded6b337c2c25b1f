"""Bills worked by hand come out to the cent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.domain.tariffs.bills.bill_cases import cases, check_bill
from visitplanner.domain.tariffs.bills.library import Library


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_a_bill_worked_by_hand(case: dict[str, Any], library: Library, tmp_path: Path) -> None:
    check_bill(case, library, tmp_path)
