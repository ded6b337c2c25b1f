"""No figure without a source: what every table of reference data must name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said


def source_of(table: Mapping[str, Any]) -> str:
    """Where the figures of a table were published; raises `Refused` when it does not say."""
    source = str(table.get("source", "")).strip()
    if not source:
        raise Refused(said("It names no source."), mend=said("Write where the figures were published."))
    return source
