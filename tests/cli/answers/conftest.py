"""What the tests of `ask` share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tariffs.test_advise import write


@pytest.fixture(scope="session")
def load_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented factory's 2025 as the portal writes it."""
    return write(tmp_path_factory.mktemp("answers") / "load.csv", 365)
