"""The server's own programs for backups, and a scratch database to try a backup on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.store.dialects import postgresql

FOLDER = "PG_BIN"
"""The variable that names the folder of the server's programs where they are not on the path."""


def program(name: str) -> str:
    """A program of the server's; raises `Refused` when it is not on this computer."""
    folder = os.environ.get(FOLDER)
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    places = [Path(folder)] if folder else newest
    found = next((str(place / name) for place in places if (place / name).exists()), None) or shutil.which(name)
    if found is None:
        raise Refused(
            said("The server's program {name} is not on this computer.", name=name),
            mend=said("Install PostgreSQL's client programs, or name their folder in PG_BIN."),
        )
    return found


def snapshot(connection: Connection) -> str:
    """The name of the state this transaction sees, so that a dump sees the same."""
    return str(connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar())


@contextmanager
def restored(url: URL, name: str) -> Iterator[URL]:
    """An empty database of this name beside the one of `url`, dropped at the end; its place."""
    made = postgresql.engine(url)
    with made.connect().execution_options(isolation_level="AUTOCOMMIT", **{postgresql.READING: True}) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        try:
            yield url.set(database=name)
        finally:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (force)')
    made.dispose()
