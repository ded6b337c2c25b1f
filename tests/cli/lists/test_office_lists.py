"""Every customer list that was seen to fail, through `import customers`: in with its right values, what is lacking named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.lists.test_forms import filed
from tests.cli.lists.test_imports import Line, folder, line
from tests.office_lists import SAMPLES, ListSample

__all__ = ("folder", "line")


def cells(faults: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(fault["row"], fault["value"]) for fault in faults]


def kept(line: Line) -> dict[str, dict[str, Any]]:
    """The customers as JSON by account, with (name, telephone) of their contacts."""
    found = {one["account"]: {**one, "contacts": list[tuple[str, str]]()} for one in line.ask("customers")}
    accounts = {one["id"]: account for account, one in found.items()}
    for contact in line.ask("contacts", "list"):
        found[accounts[contact["customer_id"]]]["contacts"].append((contact["name"], contact["phone"]))
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_list_comes_in_right_by_command_or_says_what_it_lacks(line: Line, folder: Path, sample: ListSample) -> None:
    code, out = line.code("import", "customers", filed(folder, sample.file, sample.content), "--json", "--skip-rejected")
    if sample.whole:
        assert (code, [word for word in sample.whole if word not in line.errors]) == (1, [])
        return
    assert code == 0, line.errors
    report = json.loads(out)
    assert (cells(report["rejected"]), cells(report["warnings"])) == (list(sample.refused), list(sample.doubted))
    assert {one["heading"]: one["filled"] for one in report["unused_columns"] if one["filled"]} == sample.unused
    assert len(report["passed_over"]) == sample.passed
    assert [word for word in sample.says if word not in "".join(report["notes"])] == [], report["notes"]
    found = kept(line)
    assert found.keys() == sample.customers.keys()
    for account, values in sample.customers.items():
        assert {key: str(found[account][key]) for key in values} == {key: str(value) for key, value in values.items()}
