"""How often the plug is pulled: a few times in every run of the tests, often in `make torture`."""

from __future__ import annotations

import os

LONG = os.environ.get("PLUG_PULLED") == "often"


def times(short: int, long: int) -> int:
    """How many rounds this run makes."""
    return long if LONG else short
