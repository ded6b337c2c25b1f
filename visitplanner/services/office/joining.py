"""How the window joins an office on a server and leaves it, as callables: front ends know no store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Joining:
    """server: what the office is called that this computer works in, empty for one alone. join: looks at an address and an
    account's password and remembers the address; the server's name, or raises `Refused`. leave: forgets it."""

    server: str
    join: Callable[[str, str], str]
    leave: Callable[[], None]


EXAMPLE = "postgresql://wang@office.lan/visits?sslrootcert=office.crt"
