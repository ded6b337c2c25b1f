"""What a front end is given: the opened office, what is known beforehand, and the files it can read and write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visitplanner.services.core.ports import Office
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.office.files import Files
from visitplanner.services.office.joining import Joining

if TYPE_CHECKING:
    from visitplanner.services.advice.sheet_advice import Adviser


@dataclass(frozen=True)
class Context:
    """office: the store, opened. folder: where the database lies. demonstration: invented data, said on every page. adviser: the
    tariff engine as the briefing sheet sees it, if there is one. listen: where others change the same office, tells what they
    changed (None: anything) and whether the server is there, on a thread of its own; None for a laptop alone. joining: the way
    into an office and out of it; None where there is none, as for a demonstration."""

    office: Office
    known: ReferenceData
    files: Files
    folder: Path
    close: Callable[[], None]
    demonstration: bool = False
    adviser: Adviser | None = None
    listen: Callable[[Callable[[frozenset[str] | None], None], Callable[[bool], None]], object] | None = None
    joining: Joining | None = None
