"""What every kept record has: an identity that two laptops never give twice, and a version against lost updates."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A kept thing. `version` counts its stored states, 0 = not stored yet; a change names the version it was made on."""

    id: UUID = field(default_factory=uuid4)
    version: int = 0
