"""Unlikely and impossible monthly readings through `import readings`: doubted or refused where they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.lists.test_forms import filed
from tests.cli.lists.test_imports import GOOD, Line, folder, line, listed
from tests.office_readings import SAMPLES, ReadingSample

__all__ = ("folder", "line")


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_unlikely_readings_are_told_of_by_command(line: Line, folder: Path, sample: ReadingSample) -> None:
    line.ask("import", "customers", listed(folder, GOOD))
    code, out = line.code("import", "readings", filed(folder, "r.csv", sample.text), "--json", "--skip-rejected")
    report = json.loads(out)
    for key, expected in (("rejected", sample.refused), ("warnings", sample.doubted)):
        told = [(fault["row"], f"{fault['value']} {fault['reason']}") for fault in report[key]]
        assert [row for row, _ in told] == [row for row, _ in expected], told
        assert all(word in text for (_, word), (_, text) in zip(expected, told, strict=True)), told
    assert (code, report["accepted"]) == (0, len(sample.rows) - len(sample.refused))
