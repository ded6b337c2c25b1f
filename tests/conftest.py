"""What all tests share: the folder of real input beside the repository, if it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real and dirty input; a test that needs it is skipped where it is absent."""
    if not (SHARED / "reference").is_dir():
        pytest.skip("the folder of real input is not beside this repository")
    return SHARED
