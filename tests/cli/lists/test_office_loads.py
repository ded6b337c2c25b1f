"""Every load that was seen to fail, through `import load`: in with its right values, or refused with words that tell why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.lists.test_forms import filed
from tests.cli.lists.test_imports import GOOD, Line, folder, line, listed
from tests.office_loads import OTHER, OWN, SAMPLES, LoadSample

__all__ = ("folder", "line")


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_load_comes_in_right_by_command_or_says_what_it_lacks(line: Line, folder: Path, sample: LoadSample) -> None:
    line.ask("import", "customers", listed(folder, GOOD + f"{OTHER},乙電子,22.8,二段式時間電價,1200\r\n"))
    file = filed(folder, sample.file, sample.content)
    code, out = line.code("import", "load", file, "--account", OWN, "--json")
    if sample.refused:
        assert (code, [word for word in sample.refused if word not in line.errors]) == (1, [])
        return
    assert code == 0, line.errors
    report = json.loads(out)
    assert (report["account"], report["kwh"], report["max_kw"]) == (OWN, pytest.approx(sample.kwh), sample.max_kw)
    told = " ".join((*report["notes"], *report["columns"], *report["unused_columns"]))
    assert [word for word in sample.says if word not in told] == [], told
