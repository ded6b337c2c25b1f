"""What would fail silently later is said before anything is done: one sentence, with the way to mend it."""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.office.conftest import Place
from tests.office.serving.databases import OWNER, PASSWORD, Databases
from tests.store.acts import accounts
from visitplanner import bootstrap, paths
from visitplanner.domain.core.errors import Refused
from visitplanner.i18n import language
from visitplanner.store import migrations
from visitplanner.store.dialects import postgresql
from visitplanner.store.dialects.server import checks
from visitplanner.store.served import checking, joining, making, places
from visitplanner.store.served.places import place_of

pytestmark = pytest.mark.xdist_group("server")


def refused(url: Any, now: dt.datetime | None = None) -> str:
    """What a laptop says of a server, in both languages so that no sentence lacks its values; empty when it is fit."""
    made = postgresql.engine(url)
    try:
        checking.refuse_unfit(made, "office.lan", now)
    except Refused as refusal:
        assert refusal.mend is not None
        assert language("en").say_refusal(refusal) != language("zh_TW").say_refusal(refusal)
        return str(refusal.what)
    finally:
        made.dispose()
    return ""


def test_a_server_that_is_fit_is_joined_opened_and_left(place: Place, tmp_path: Path) -> None:
    bare = place.url("chen")._replace(password=None)
    assert joining.join_office(tmp_path, bare, PASSWORD) == places.shown(bare)
    kept = (tmp_path / places.JOINED).read_text(encoding="utf-8")
    assert PASSWORD not in kept
    assert place.url("chen").render_as_string(hide_password=False).partition("@")[0].rpartition(":")[2] not in kept
    assert places.joined(tmp_path) == bare
    opened = joining.open_joined(tmp_path, PASSWORD, known=bootstrap.known(), today=place.clock)
    assert opened.ask(accounts()) == []
    opened.close()
    places.forget(tmp_path)
    with pytest.raises(Refused, match="joined no office"):
        joining.open_joined(tmp_path, PASSWORD, known=bootstrap.known(), today=place.clock)


def test_an_office_that_cannot_be_remembered_is_refused_and_leaves_nothing(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare, in_the_way = place.url("chen")._replace(password=None), tmp_path / "file"
    in_the_way.touch()
    with pytest.raises(Refused):
        joining.join_office(in_the_way, bare, PASSWORD)
    assert in_the_way.read_bytes() == b""
    monkeypatch.setattr(paths, "sync_file", full)
    with pytest.raises(Refused):
        joining.join_office(tmp_path / "new", bare, PASSWORD)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file"]


def full(_path: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_wrong_password_is_told_beside_its_field(place: Place, tmp_path: Path) -> None:
    for password, sentence in (("wrong", "password is wrong"), ("", "asks for the password")):
        with pytest.raises(Refused, match=sentence) as refusal:
            joining.join_office(tmp_path, place.url("chen")._replace(password=None), password)
        assert refusal.value.field == "passphrase"
    assert not (tmp_path / places.JOINED).exists()


def test_a_server_that_is_not_there_is_said_at_once(place: Place, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be reached"):
        joining.join_office(tmp_path, place.url("chen").set(port=1), PASSWORD)


@pytest.mark.parametrize("login", [OWNER, "postgres"])
def test_a_login_above_the_rules_is_refused(login: str, place: Place) -> None:
    url = place.url(login)
    assert "stands above the office's rules" in refused(
        url.set(password=place.databases.server.password) if login != OWNER else url
    )


def test_a_login_that_passes_the_rows_rules_is_refused(place: Place) -> None:
    place.databases.admin.execute(f"CREATE ROLE passer LOGIN BYPASSRLS PASSWORD '{PASSWORD}'")
    try:
        assert "stands above the office's rules" in refused(place.url("passer"))
    finally:
        place.databases.admin.execute("DROP ROLE passer")


def test_a_login_without_a_place_is_refused(place: Place) -> None:
    place.databases.admin.execute(f"CREATE ROLE stranger LOGIN PASSWORD '{PASSWORD}'")
    try:
        assert "no place in the office" in refused(place.url("stranger"))
    finally:
        place.databases.admin.execute("DROP ROLE stranger")


def test_clocks_more_than_five_minutes_apart_are_refused(place: Place) -> None:
    now = dt.datetime.now(dt.UTC)
    assert refused(place.url("chen"), now + dt.timedelta(minutes=4)) == ""
    for apart in (7, -7):
        assert "7 minutes apart" in refused(place.url("chen"), now + dt.timedelta(minutes=apart))


@pytest.mark.parametrize(("step", "sentence"), [("0001", "this program needs"), ("9999", "newer than this program")])
def test_tables_of_another_step_are_refused_and_left_alone(step: str, sentence: str, place: Place) -> None:
    place.line().execute(f"UPDATE alembic_version SET version_num = '{step}'")
    assert sentence in refused(place.url("chen"))
    assert place.line().execute("SELECT version_num FROM alembic_version").fetchone() == (step,)


def test_an_empty_database_is_no_office(databases: Databases) -> None:
    with databases.copy() as name:
        databases.admin.execute(f"CREATE ROLE early LOGIN PASSWORD '{PASSWORD}'")
        with psycopg.connect(databases.server.url(name), autocommit=True) as admin:
            admin.execute("CREATE EXTENSION pg_trgm")
        try:
            assert "no office in this database" in refused(databases.url(name, "early"))
        finally:
            databases.admin.execute("DROP ROLE early")


MADE_WRONG: dict[str, tuple[str, str]] = {
    "encoding": ("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' {libc}", "Chinese names would be lost"),
    "locale": ("TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' {libc}", "finds no Chinese name"),
}


@pytest.mark.parametrize("fault", MADE_WRONG)
def test_a_database_in_which_chinese_is_lost_is_refused(fault: str, databases: Databases) -> None:
    words, sentence = MADE_WRONG[fault]
    libc = "LOCALE_PROVIDER libc"
    name = f"wrong_{fault}"
    databases.admin.execute(f"CREATE DATABASE {name} OWNER {OWNER} {words.format(libc=libc)}")
    try:
        with pytest.raises(making.Unmade, match=sentence) as refusal:
            making.create_served(databases.url(name))
        assert any("ENCODING 'UTF8'" in each for each in refusal.value.statements)
        with psycopg.connect(databases.server.url(name), autocommit=True) as admin:
            admin.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        databases.admin.execute(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'")
        assert sentence in refused(databases.url(name, "reader"))
    finally:
        databases.admin.execute(f"DROP DATABASE {name} WITH (force)")
        databases.admin.execute("DROP ROLE IF EXISTS reader")


def faults_with(monkeypatch: pytest.MonkeyPatch, asked: str, answer: object) -> Callable[[], None]:
    """A server that answers one question in its own way."""
    real = checks._one  # pyright: ignore[reportPrivateUsage]

    def one(connection: Any, statement: str) -> Any:
        return answer if statement.startswith(asked) else real(connection, statement)

    monkeypatch.setattr(checks, "_one", one)
    return lambda: None


@pytest.mark.parametrize(
    ("asked", "answer", "sentence"),
    [
        ("SHOW server_version_num", "140012", "PostgreSQL 14"),
        ("SHOW server_version_num", "190000", "PostgreSQL 19"),
        ("SELECT count(*) FROM pg_extension", 0, "lacks the extension"),
        ("SELECT 'B' < 'a'", False, "sorts texts"),
        ("SELECT host(inet", "192.168.1.9", "is not protected"),
    ],
)
def test_what_no_server_here_is_like_is_refused_too(
    asked: str, answer: object, sentence: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults_with(monkeypatch, asked, answer)
    assert sentence in refused(place.url("chen"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("mysql://ann@office.lan/visits", "not the address"),
        ("office.lan", "not the address"),
        ("postgresql://office.lan/visits", "not the address"),
        ("postgresql://ann@office.lan/visits?sslmode=require", "not be protected"),
        ("postgresql://ann@office.lan/visits?sslmode=disable", "not be protected"),
        ("postgresql://ann@office.lan/visits?options=-csearch_path%3Dx", "nobody knows"),
        ("postgresql://ann:geheim@office.lan/", "not the address"),
    ],
)
def test_an_address_that_is_none_or_not_protected_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        place_of(text)
    assert "geheim" not in str(refusal.value.what)


def test_the_program_looks_for_the_file_that_joining_writes() -> None:
    assert bootstrap.JOINED == places.JOINED


def test_what_cannot_be_read_of_a_joined_office_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / places.JOINED).write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be read"):
        places.joined(tmp_path)


def test_an_office_is_made_once_and_brought_up_to_date_by_its_owner_alone(databases: Databases) -> None:
    with databases.copy() as name:
        made = making.create_served(databases.url(name))
        assert (made.before, made.schema) == (None, migrations.SCHEMA)
        assert making.create_served(databases.url(name)).before == migrations.SCHEMA
        with pytest.raises(making.Unmade, match="cannot make an office") as refusal:
            making.create_served(databases.url(name, "boss"))
        assert [line.split()[0] for line in refusal.value.statements] == ["CREATE", "\\password", "CREATE", "REVOKE"]
    with databases.copy() as name:
        with psycopg.connect(databases.server.url(name), autocommit=True) as admin:
            admin.execute("CREATE TABLE somebody_elses (x int)")
        with pytest.raises(Refused, match="other tables"):
            making.create_served(databases.url(name))


def test_an_office_that_is_half_made_is_not_made_at_all(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("cut")

    with databases.copy() as name:
        with monkeypatch.context() as patched:
            patched.setattr(making, "arrange", broken)
            with pytest.raises(RuntimeError):
                making.create_served(databases.url(name))
        with psycopg.connect(databases.server.url(name)) as admin:
            assert admin.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
        assert making.create_served(databases.url(name)).before is None
