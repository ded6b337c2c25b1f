"""What every kept record has: an identity that two laptops never give twice, and a version against lost updates."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

_source: ContextVar[Callable[[], UUID]] = ContextVar("identities", default=uuid4)


def new_identity() -> UUID:
    """The id of a new record: random, but for invented data inside `same_identities`."""
    return _source.get()()


@contextmanager
def same_identities(name: str) -> Generator[None]:
    """Inside, the n-th new record gets the same id at every run. Lists break ties by id: so invented data come out the same."""
    numbers = count()
    token = _source.set(lambda: uuid5(NAMESPACE_OID, f"{name} {next(numbers)}"))
    try:
        yield
    finally:
        _source.reset(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A kept thing. `version` counts its stored states, 0 = not stored yet; a change names the version it was made on."""

    id: UUID = field(default_factory=new_identity)
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """One setting of the office, any JSON value by key."""

    key: str
    value: Any
