"""What all tests share: the folder of real input beside the repository, if it is there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


ENGINES = ["file", pytest.param("server", marks=pytest.mark.xdist_group("server"))]
"""On which a test of the store or the services runs: an encrypted file, and an office's server. One process has the server."""


@pytest.fixture(scope="session")
def databases() -> Iterator[Any]:
    """Databases on a throw-away server, started when the first test asks for it."""
    from tests.office.serving.databases import Databases
    from tests.office.serving.server import Server

    with Server() as server:
        made = Databases(server)
        yield made
        made.admin.close()
