"""A backup of the office on its server, by the server's own programs: dumped, restored into a scratch database, compared table by
table, and only then given its name."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import URL

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.paths import file_name, folder_for, sync_file
from visitplanner.services.core.ports import Backup
from visitplanner.store import migrations, sql
from visitplanner.store.dialects.server import audit, checks, server_dialect
from visitplanner.store.dialects.server.dumps import program, restored, snapshot
from visitplanner.store.faults import spoken_of_files, spoken_of_server
from visitplanner.store.served import checking
from visitplanner.store.served.making import Unmade
from visitplanner.store.served.moving import counted_in, digested
from visitplanner.store.served.places import shown
from visitplanner.store.tables import METADATA

ENDING = ".vpoffice"


def back_up_served(url: URL, out: Path) -> Backup:
    """Write a backup into the folder `out`. url: with the login of the database's owner.

    Raises `Refused`: the programs of the server are not on this computer, the copy is not the same; then nothing new is there.
    """
    server = shown(url)
    dump, restore = program("pg_dump"), program("pg_restore")
    source = server_dialect.engine(url, answer_seconds=server_dialect.LONG_SECONDS)
    try:
        with spoken_of_files(out), folder_for(out), tempfile.TemporaryDirectory(dir=out, prefix=".visitplanner-") as folder:
            part = Path(folder) / "part"
            with spoken_of_server(server), sql.reading(source) as connection:
                for fault in checks.of_owner(connection):
                    raise Unmade(checking.told(fault, server), ())
                checking.refuse_first(checks.of_schema(connection, migrations.SCHEMA), server)
                run(dump, url, ["-Fc", "--enable-row-security", "--snapshot", snapshot(connection), "-f", str(part)], server)
                rows = {table.name: counted_in(connection, table) for table in METADATA.sorted_tables}
                digests, head = digested(connection), audit.head(connection)
            with restored(url, f"visitplanner_check_{secrets.token_hex(4)}") as scratch:
                run(restore, scratch, ["--no-owner", "--exit-on-error", str(part)], server)
                made = server_dialect.engine(scratch, answer_seconds=server_dialect.LONG_SECONDS)
                try:
                    with spoken_of_server(server), sql.reading(made) as copy:
                        same = digested(copy) == digests and audit.head(copy) == head and audit.broken_at(copy) is None
                finally:
                    made.dispose()
            if not same:
                raise Refused(
                    said("The backup is not the same as the office; it was not kept."),
                    where=said("{server}: ", server=server),
                    mend=said("Try again, and report it if it happens twice."),
                )
            sync_file(part)
            part.chmod(0o600)
            stamp = dt.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
            final = out / f"{file_name(url.database or '')}-{stamp}{ENDING}"
            shutil.move(part, final)
    finally:
        source.dispose()
    return Backup(final, True, rows)


def run(name: str, url: URL, words: list[str], server: str) -> None:
    """Run a program of the server on a database; raises `Refused` with its last word."""
    given = {f"PG{key}".upper(): str(value) for key, value in url.query.items() if key != "hostaddr"}
    known = {"PGPASSWORD": url.password or "", "PGCONNECT_TIMEOUT": "5", "LC_MESSAGES": "C", **given}
    where = ["-h", url.host or "", "-p", str(url.port or 5432), "-U", url.username or "", "-d", url.database or ""]
    ended = subprocess.run([name, *where, *words], env={**os.environ, **known}, capture_output=True, text=True, check=False)
    if ended.returncode:
        told = (ended.stderr.strip().splitlines() or ["?"])[-1]
        raise Refused(
            said("The server's program {name} failed: {told}", name=Path(name).name, told=told),
            where=said("{server}: ", server=server),
            mend=said("See that it is of the server's version or newer, and try again."),
        )
