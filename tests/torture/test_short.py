"""Random hands for a few seconds; `make torture` lets them go on for two minutes with ten seeds in both languages."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(("seed", "language"), [(1, "zh_TW"), (2, "en")])
def test_nothing_is_raised_whatever_is_pressed(seed: int, language: str) -> None:
    line = [sys.executable, "-m", "tests.torture.monkey", "--seed", str(seed), "--language", language, "--seconds", "5"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_raised_is_found() -> None:
    """What the first page shows fails here when its answer arrives."""
    code = """
import sys
from tests.torture import monkey
from visitplanner.ui.home.page import HomePage
HomePage.show_facts = lambda page, facts: 1 / 0
sys.argv = ["monkey", "--seconds", "1"]
sys.exit(monkey.main())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "--- ZeroDivisionError" in done.stdout
