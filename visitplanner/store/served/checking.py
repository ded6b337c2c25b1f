"""A server is looked at before anything else is done there: each fault is one sentence, with the way to mend it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import chain

from sqlalchemy import Connection, Engine

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.store import migrations, sql
from visitplanner.store.dialects.server import checks
from visitplanner.store.dialects.server.checks import Fault

ANEW = said("The server's administrator makes the database anew with ENCODING 'UTF8' LOCALE 'C.UTF-8'.")

SENTENCES: dict[str, tuple[Callable[..., Message], Message]] = {
    "version": (
        lambda product, version, first, last: said(
            "The server is {product} {version}; this program knows {first} to {last}.",
            product=product,
            version=version,
            first=first,
            last=last,
        ),
        said("The server's administrator installs one of those."),
    ),
    "encoding": (
        lambda encoding: said(
            "The database keeps its texts in {encoding}, where Chinese names would be lost.", encoding=encoding
        ),
        ANEW,
    ),
    "extension": (
        lambda: said("The server lacks the extension pg_trgm, by which names are searched."),
        said("The server's administrator runs CREATE EXTENSION pg_trgm in this database."),
    ),
    "chinese": (
        lambda locale: said("A search on this server finds no Chinese name (locale {locale}).", locale=locale),
        ANEW,
    ),
    "sorting": (
        lambda locale: said("This server sorts texts and days in another way than the program (locale {locale}).", locale=locale),
        ANEW,
    ),
    "plain": (
        lambda: said("The connection to the server is not protected."),
        said("Join with the office's certificate: sslrootcert in the address."),
    ),
    "clock": (
        lambda minutes: said("The clocks of this computer and of the server are {minutes} minutes apart.", minutes=minutes),
        said("Set the one that is wrong; days and dates would be."),
    ),
    "login": (
        lambda login: said(
            "The account {login} stands above the office's rules: it owns the database or may do everything on the server.",
            login=login,
        ),
        said("Use a person's own account (`visitplanner office people`)."),
    ),
    "no_office": (
        lambda: said("There is no office in this database yet."),
        said("Its owner makes one with `visitplanner office create --url`."),
    ),
    "no_account": (
        lambda: said("This account has no place in the office."),
        said("The office's administrator gives it one with `visitplanner office people`."),
    ),
    "older": (
        lambda step, wanted: said(
            "The office's tables are of step {step}; this program needs {wanted}.", step=step, wanted=wanted
        ),
        said("The owner of the database brings them up to date with `visitplanner office create --url`."),
    ),
    "newer": (
        lambda step, wanted: said(
            "The office's tables are of step {step}, newer than this program ({wanted}).", step=step, wanted=wanted
        ),
        said("Install the newer version on this computer too."),
    ),
    "owner": (
        lambda login: said(
            "The account {login} cannot make an office here: it must own the database, may make roles and databases, no more.",
            login=login,
        ),
        said("The server's administrator runs the statements below once."),
    ),
}


def told(fault: Fault, server: str) -> Refused:
    """A fault as a refusal that names the server."""
    what, mend = SENTENCES[fault.name]
    return Refused(what(**fault.values), where=said("{server}: ", server=server), mend=mend)


def refuse_first(faults: Iterable[Fault], server: str) -> None:
    """Raise `Refused` for the first of some faults."""
    for fault in faults:
        raise told(fault, server)


def of_client(connection: Connection, now: dt.datetime) -> Iterable[Fault]:
    """All that a laptop looks at, what hides the rest first."""
    return chain(
        checks.of_login(connection),
        checks.of_server(connection),
        checks.of_connection(connection, now),
        checks.of_schema(connection, migrations.SCHEMA),
        checks.of_account(connection),
    )


def refuse_unfit(made: Engine, server: str, now: dt.datetime | None = None) -> None:
    """Raise `Refused` for a server that a laptop must not work on."""
    with sql.reading(made) as connection:
        refuse_first(of_client(connection, now or dt.datetime.now(dt.UTC)), server)
