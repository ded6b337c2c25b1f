"""What the services know beforehand: dated reference data, read once when the program starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """Reference data as domain values; `bootstrap` fills it from `data/` through `visitplanner.reference`."""
