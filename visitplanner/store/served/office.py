"""The office on a server, as one laptop has it open. Implements `services.ports.Office`.

Every command and question is one transaction on a connection of the pool; a dead one is noticed before it is used. Whoever is
cut off while his change is being kept does not know whether it was: it is looked up by its id when the server is there again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said, together
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.core.outcome import Command, Outcome, Query
from visitplanner.services.core.ports import Backup
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import dialects, migrations, sql
from visitplanner.store.dialects.server import news, server_dialect
from visitplanner.store.dialects.troubles import Trouble
from visitplanner.store.faults import spoken_of_server
from visitplanner.store.journal import SETS
from visitplanner.store.served.places import shown
from visitplanner.store.work import SqlWork

T = TypeVar("T")


class ServedOffice:
    """One laptop's way to the office's server. Any thread may use it."""

    def __init__(self, url: URL, known: ReferenceData, today: Callable[[], dt.date], *, demonstration: bool = False) -> None:
        self.server = shown(url)
        self.database = Path(self.server)
        self.schema = migrations.SCHEMA
        self._url = url
        self._who = url.username or ""
        self._known = known
        self._today = today
        self._demonstration = demonstration
        self._own = uuid4().hex
        self._turn = RLock()
        self._memory: dict[Any, Any] = {}
        self._listening: list[news.Listening] = []
        self._engine = server_dialect.engine(url)

    def do(self, command: Command) -> Outcome[Any]:
        """Carry a command out in one transaction: kept whole, or not at all if it raises."""
        with self._turn, spoken_of_server(self.server):
            work, kept, outcome = None, False, None
            try:
                with sql.writing(self._engine) as connection:
                    work = SqlWork(connection, self._known, self._today)
                    outcome = command.carry_out(work)
                    at = None if self._demonstration else dt.datetime.now(dt.UTC)
                    kept = work.finish(type(command).__name__, self._who, at)
                    news.tell(connection, self._own, work.topics)
            except DBAPIError as fault:
                cut = dialects.trouble(fault.orig) is Trouble.UNREACHABLE
                if work is None or outcome is None or not kept or not cut or not self._was_kept(work.change_set_id):
                    raise
        told = outcome.said if work.remark is None else together(outcome.said, work.remark)
        return replace(outcome, said=told, changed=work.topics, undo=RevertChanges(work.change_set_id) if kept else None)

    def _was_kept(self, ident: UUID) -> bool:
        """Whether a change whose keeping was cut off is kept; raises the server's fault when it is not there again."""
        with sql.reading(self._engine) as connection:
            return connection.execute(SETS.select().where(SETS.c.id == ident)).first() is not None

    def ask(self, query: Query[T]) -> T:
        """Answer a query; it sees one state of the database and cannot write."""
        with self._turn, spoken_of_server(self.server), sql.reading(self._engine) as connection:
            return query.answer(SqlWork(connection, self._known, self._today, self._memory))

    def listen(self, heard: news.Heard, reached: news.Reached) -> news.Listening:
        """Tell what others change from now on, on a thread of its own, until the office is closed."""
        made = news.Listening(self._url, self._own, heard, reached)
        self._listening.append(made)
        return made

    def back_up(self, out: Path) -> Backup:
        """A laptop backs up no server; raises `Refused` that names the command which does."""
        raise Refused(
            said("The office's data lie on its server, where they are backed up."),
            where=said("{server}: ", server=self.server),
            mend=said("The administrator does it with `visitplanner office backup --out FOLDER`."),
        )

    def check(self) -> list[Message]:
        """What is wrong with the database; empty when all of it can be read."""
        with self._turn, spoken_of_server(self.server), sql.reading(self._engine) as connection:
            left = migrations.left_in_settings(connection)
        return [said("What an older version kept as {key} could not be read; it is kept as it was.", key=each) for each in left]

    def change_passphrase(self, old: str, new: str) -> None:
        """Another password for this person's account; raises `Refused` if the old one is wrong or the new one empty."""
        if old != self._url.password:
            raise Refused(said("The passphrase is wrong."), mend=said("Type it again."), field="old")
        if not new:
            raise Refused(said("A passphrase is needed."), mend=said("Choose one."), field="new")
        with self._turn, spoken_of_server(self.server):
            server_dialect.change_password(self._engine, self._who, new)
            self._engine.dispose()
            self._url = self._url.set(password=new)
            self._engine = server_dialect.engine(self._url)

    def close(self) -> None:
        """Let go of the server; a second call does nothing."""
        for each in self._listening:
            each.stop()
        self._listening.clear()
        with self._turn:
            self._engine.dispose()
