"""Where things lie: what the program brings with it, and where a user's data go."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_data_path


def program_folder() -> Path:
    """The folder that holds `data/` and `resources/`: the bundle's when frozen, else the repository's."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    return program_folder() / "data"


def resources_folder() -> Path:
    return program_folder() / "resources"


def user_folder() -> Path:
    """The platform's folder for a user's data; never on a network (`--data-dir` names another)."""
    return user_data_path("visitplanner", appauthor=False)
