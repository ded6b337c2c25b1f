"""The files front ends read and write, as callables: `cli` and `ui` never import `exchange` or `documents` themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Files:
    """One field a kind of file; `bootstrap` fills them from `visitplanner.exchange` and `visitplanner.documents`."""
