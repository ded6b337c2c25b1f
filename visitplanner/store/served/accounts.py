"""The office's accounts, as administrators look after them: who may log in, in which role, as which person."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import URL, Connection, select

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.services.core.ports import SHORTEST_PASSPHRASE
from visitplanner.store import sql
from visitplanner.store.dialects.server import people, server_dialect
from visitplanner.store.dialects.server.people import Account
from visitplanner.store.dialects.server.rights import ROLES
from visitplanner.store.faults import spoken_of_server
from visitplanner.store.rows.kinds import stored
from visitplanner.store.served.places import shown


def office_people(url: URL) -> list[Account]:
    """All accounts; managers and administrators see them."""
    made = server_dialect.engine(url)
    try:
        with spoken_of_server(shown(url)), sql.reading(made) as connection:
            return people.listed(connection)
    finally:
        made.dispose()


def give_account(url: URL, login: str, role: str, person: str, password: str) -> None:
    """Make an account, or give one that is there another role and person. password: of a new one; empty changes the role only.

    Raises `Refused` for a role, a person or a name that is none, or when somebody else than an administrator asks.
    """
    if role not in ROLES:
        raise Refused(
            said("There is no such role: {role}.", role=role), mend=said("One of: {roles}.", roles=", ".join(ROLES)), field="role"
        )
    made = server_dialect.engine(url)
    try:
        with spoken_of_server(shown(url)), sql.writing(made) as connection:
            ident = person_named(connection, person) if person else None
            there = {each.login for each in people.listed(connection)}
            if login in there:
                people.appoint(connection, login, role, None if ident is None else str(ident))
                return
            if len(password) < SHORTEST_PASSPHRASE:
                raise Refused(
                    said("A password has at least {count} characters.", count=SHORTEST_PASSPHRASE),
                    mend=said("Choose a longer one; its owner changes it later."),
                    field="password",
                )
            if not login.isascii() or not login[:1].isalpha() or login != login.lower() or not _plain(login):
                raise Refused(
                    said("{login} cannot be the name of an account.", login=login),
                    mend=said("Use small Latin letters, figures, dot and hyphen; a letter first."),
                    field="login",
                )
            people.admit(connection, login, password, role, None if ident is None else str(ident))
    finally:
        made.dispose()


def _plain(login: str) -> bool:
    return len(login) <= 41 and all(sign.isalnum() or sign in "._-" for sign in login)


def end_account(url: URL, login: str) -> None:
    """End an account; what its owner kept stays. Raises `Refused` for none of that name, or one's own."""
    made = server_dialect.engine(url)
    try:
        with spoken_of_server(shown(url)), sql.writing(made) as connection:
            if login not in {each.login for each in people.listed(connection)}:
                raise Unknown(said("There is no such account: {login}.", login=login), mend=said("Look at the list again."))
            people.dismiss(connection, login)
    finally:
        made.dispose()


def person_named(connection: Connection, name: str) -> UUID:
    """The person of the office of a name; raises `Refused` for none or several."""
    table = stored(PEOPLE).table
    found = list(connection.execute(select(table.c.id).where(table.c.name == name)).scalars())
    if len(found) != 1:
        raise Refused(
            said("{count} people of the office are called {name}.", count=len(found), name=name),
            mend=said("Write the name as it stands under Settings › People."),
            field="person",
        )
    return found[0]
