"""How a laptop joins an office, opens it every day, and leaves it. Its own file stays as it was, untouched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import sql
from visitplanner.store.dialects.server import audit, server_dialect
from visitplanner.store.faults import spoken_of_server
from visitplanner.store.served import checking, places
from visitplanner.store.served.office import ServedOffice

HEAD = "audit"
"""Under which name a laptop remembers the newest line of the audit it saw."""


def join_office(folder: Path, url: URL, password: str) -> str:
    """Look at the server and the account, and remember the server; its name. Raises `Refused` with the mend."""
    looked_at(with_password(url, password))
    places.remember(folder, url)
    return places.shown(url)


def with_password(url: URL, password: str) -> URL:
    """The server with the person's password; raises `Refused` without one."""
    if not password:
        raise Refused(
            said("The office's server asks for the password of your account."), mend=said("Type it."), field="passphrase"
        )
    return url.set(password=password)


def looked_at(url: URL) -> None:
    """Raise `Refused` for a server that is not fit, or an account without a place there."""
    server = places.shown(url)
    made = server_dialect.engine(url)
    try:
        with spoken_of_server(server):
            checking.refuse_unfit(made, server)
    finally:
        made.dispose()


def open_joined(folder: Path, password: str, *, known: ReferenceData, today: Callable[[], dt.date]) -> ServedOffice:
    """The office a laptop joined, opened; raises `Refused` when it is not fit, not reached, or the password is wrong."""
    found = places.joined(folder)
    if found is None:
        raise Refused(said("This laptop has joined no office."), mend=said("Join one with `visitplanner office join --url`."))
    url = with_password(found, password)
    looked_at(url)
    return ServedOffice(url, known, today)


def look_over(folder: Path, url: URL) -> list[Refused]:
    """Everything that is wrong with a server and its audit, not only the first; what was seen is remembered.

    The newest line of the audit is compared with the one this laptop saw last: a tail that was cut off breaks no chain.
    """
    server = places.shown(url)
    made = server_dialect.engine(url)
    try:
        with spoken_of_server(server), sql.reading(made) as connection:
            found = [checking.told(fault, server) for fault in checking.of_client(connection, dt.datetime.now(dt.UTC))]
            if found:
                return found
            broken = audit.broken_at(connection)
            if broken is not None:
                found.append(
                    Refused(
                        said("The audit was altered: line {number:,} is not what was written.", number=broken),
                        where=said("{server}: ", server=server),
                        mend=said("Keep the server as it is, and compare it with the last backup."),
                    )
                )
            seen = audit.Head(**places.remembered(folder).get(HEAD, {}))
            if not audit.still_holds(connection, seen):
                found.append(
                    Refused(
                        said(
                            "The audit is shorter than it was, or another: line {number:,}, which this laptop saw, is gone.",
                            number=seen.seq,
                        ),
                        where=said("{server}: ", server=server),
                        mend=said("If the server was restored from a backup, that is why; else compare it with the last backup."),
                    )
                )
            elif not found:
                now = audit.head(connection)
                places.remember(folder, url, **{HEAD: {"seq": now.seq, "hash": now.hash}})
    finally:
        made.dispose()
    return found
