"""An office from nothing to a running one as somebody types it, and what each command says when it cannot be done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.office.serving.databases import LOGINS, OWNER, PASSWORD, Databases
from visitplanner import bootstrap

pytestmark = pytest.mark.xdist_group("server")
Call = Callable[..., Any]
NEW = "第一次給的密碼，請更改"


@pytest.fixture
def empty(databases: Databases) -> Any:
    with databases.copy() as name:
        yield name


@pytest.fixture
def call(databases: Databases, empty: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs the program as somebody: the JSON it prints, or what it says when it ends with another code."""

    def run(folder: Path, *words: str, password: str = PASSWORD, code: int = 0) -> Any:
        monkeypatch.setenv("VISITPLANNER_PASSPHRASE", password)
        monkeypatch.setenv("VISITPLANNER_OWNER_PASSWORD", PASSWORD)
        monkeypatch.setenv("VISITPLANNER_NEW_PASSWORD", NEW)
        monkeypatch.setenv("PG_BIN", str(databases.server.binaries))
        capsys.readouterr()
        assert bootstrap.start(["--lang", "en", "--today", "2026-05-12", "--data-dir", str(folder), *words, "--json"]) == code, (
            capsys.readouterr()
        )
        out, err = capsys.readouterr()
        return json.loads(out) if code == 0 else out + err

    return run


def address(databases: Databases, name: str, login: str = OWNER) -> str:
    return databases.url(name, login)._replace(password=None).render_as_string(hide_password=False)


def restore(databases: Databases, file: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `docs/office-server.md` says: the server's own program puts a backup into an empty database."""
    monkeypatch.setenv("PGPASSWORD", databases.server.password)
    copied = databases.server.home / "copy"
    shutil.copy(file, copied)
    copied.chmod(0o644)
    where = ("-h", "127.0.0.1", "-p", databases.server.port, "-U", "postgres", "-d", name)
    databases.server.run("pg_restore", *where, "--no-owner", "--role", OWNER, copied)


def made_and_moved(call: Call, laptop: Path, owner: str, name: str) -> tuple[Any, Any]:
    """An office with the laptop's records: what the two commands answer."""
    made = call(laptop, "office", "create", "--url", owner)
    assert made["before"] is None
    assert made["groups"] == [f"{name}_{role}" for role in ("viewer", "account_manager", "manager", "administrator")]
    assert call(laptop, "office", "create", "--url", owner)["before"] == made["schema"]

    moved = call(laptop, "office", "move", "--to", owner)
    assert moved["tables"]["customers"] > 10
    assert call(laptop, "office", "move", "--to", owner, "--revert")["rows"] == moved["rows"]
    assert call(laptop, "office", "move", "--to", owner)["digests"] == moved["digests"]
    return made, moved


def test_from_nothing_to_a_running_office_and_back(
    call: Call, databases: Databases, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, other, owner = tmp_path / "laptop", tmp_path / "other", address(databases, empty)
    call(laptop, "init", "--demo")
    own = call(laptop, "customers")

    made, moved = made_and_moved(call, laptop, owner, empty)
    person = call(laptop, "staff")[0]["name"]
    login = f"ann_{empty}"
    admins = ("people", "--url", owner, "--add", login, "--role", "administrator", "--person", person)
    assert call(laptop, "office", *admins)["accounts"] == [{"login": login, "role": "administrator", "person": person}]

    url = address(databases, empty, login)
    assert call(other, "office", "join", "--url", url, password=NEW)["server"].startswith(login)
    assert call(other, "customers", password=NEW) == own
    assert call(other, "office", "check", password=NEW) == {"ok": True, "findings": []}
    assert call(other, "check", password=NEW)["ok"]

    call(other, "office", "people", "--add", f"bob_{empty}", "--role", "viewer", password=NEW)
    assert len(call(other, "office", "people", "--remove", f"bob_{empty}", password=NEW)["accounts"]) == 1
    assert "works in an office already" in call(other, "office", "move", "--to", owner, password=NEW, code=1)

    backed = call(laptop, "office", "backup", "--url", owner, "--out", str(tmp_path / "backups"))
    assert backed["verified"]
    assert backed["tables"] == moved["tables"]
    assert Path(backed["file"]).stat().st_size > 10_000
    with psycopg.connect(databases.server.url(empty)) as admin:
        found = admin.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'visitplanner_check%'").fetchone()
    assert found == (0,)

    with databases.copy("template0") as again:
        restore(databases, Path(backed["file"]), again, monkeypatch)
        assert call(laptop, "office", "create", "--url", address(databases, again))["before"] == made["schema"]
        third = tmp_path / "third"
        call(third, "office", "join", "--url", address(databases, again, login), password=NEW)
        assert call(third, "customers", password=NEW) == own
        assert call(third, "office", "check", password=NEW)["ok"]
        last = call(third, "visits", password=NEW)[-1]["id"]
        assert call(third, "visit", "cancel", last, "--reason", "x", password=NEW)

    assert "wrong" in call(other, "customers", password="falsch geraten", code=1)
    assert call(other, "office", "leave", password=NEW) == {"server": None}
    assert "no database here" in call(other, "customers", code=1)


def test_what_the_servers_administrator_has_to_do_is_printed_and_nothing_is_done(
    call: Call, databases: Databases, empty: str, tmp_path: Path
) -> None:
    databases.admin.execute(f"CREATE ROLE \"plain_{empty}\" LOGIN PASSWORD '{PASSWORD}'")
    try:
        told = call(tmp_path, "office", "create", "--url", address(databases, empty, f"plain_{empty}"), code=1)
        assert "CREATE ROLE" in told
        assert "LOCALE 'C.UTF-8'" in told
    finally:
        databases.admin.execute(f'DROP ROLE "plain_{empty}"')


def test_a_command_beside_an_office_says_what_it_lacks(call: Call, databases: Databases, empty: str, tmp_path: Path) -> None:
    owner = address(databases, empty)
    assert "joined no office" in call(tmp_path, "office", "check", code=1)
    (tmp_path / "file").touch()
    assert "no office in this database" in call(
        tmp_path, "office", "backup", "--url", owner, "--out", str(tmp_path / "b"), code=1
    )
    call(tmp_path, "office", "create", "--url", owner)
    assert "cannot be written" in call(tmp_path, "office", "backup", "--url", owner, "--out", str(tmp_path / "file"), code=1)
    assert (tmp_path / "file").read_bytes() == b""
    for words, sentence in (
        (("--add", "ann", "--role", "king"), "no such role"),
        (("--add", "ann", "--person", "沒有這個人"), "0 people"),
        (("--add", "Ann Smith"), "cannot be the name"),
        (("--remove", "nobody"), "no such account"),
    ):
        assert sentence in call(tmp_path, "office", "people", "--url", owner, *words, code=1)
    assert set(LOGINS) & {each["login"] for each in call(tmp_path, "office", "people", "--url", owner)["accounts"]} == set()
