"""What one database engine does its own way, behind names all of the store uses.

A dialect is a module with the names of `sqlcipher.py`; a connection knows its own (`of`). A laptop alone has `dialect`. What
stands inside a statement knows no connection yet: `constructs` says there what each engine makes of it.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from visitplanner.store.dialects import sqlcipher as dialect
from visitplanner.store.dialects.troubles import Trouble

__all__ = ["dialect", "of", "trouble"]


def of(connection: Any) -> ModuleType:
    """The dialect of a connection or engine; a server's is read when the first is joined, never for a laptop alone."""
    if connection.dialect.name == "sqlite":
        return dialect
    from visitplanner.store.dialects import postgresql

    return postgresql


def trouble(fault: BaseException | None) -> Trouble | None:
    """What a driver's fault is about, whichever driver it is; None for a fault of the program."""
    if type(fault).__module__.partition(".")[0] != "psycopg":
        return dialect.trouble(fault)
    from visitplanner.store.dialects import postgresql

    return postgresql.trouble(fault)
