"""What others changed: the server tells it as soon as it is kept. A message holds topics, never data."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy import URL, Connection

from visitplanner.store.dialects.postgresql import NEVER_PLAIN, WAITING

CHANNEL = "visitplanner"
MOST_BYTES = 7000
"""A message holds 8,000; no change has so many topics."""
PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between attempts to come back, the last for as long as it takes."""

Heard = Callable[[frozenset[str] | None], None]
"""Told the topics somebody else changed; None when some may have been missed: ask everything again."""
Reached = Callable[[bool], None]
"""Told when the server is gone, and when it is there again."""


def tell(connection: Connection, sender: str, topics: frozenset[str]) -> None:
    """Tell all who listen, when and if this transaction is kept."""
    text = json.dumps([sender, *sorted(topics)])
    if topics and len(text) < MOST_BYTES:
        connection.exec_driver_sql("SELECT pg_notify(%(channel)s, %(text)s)", {"channel": CHANNEL, "text": text})


def read(text: str, own: str) -> frozenset[str]:
    """The topics of a message; none for one's own, or for what is no message of the program."""
    with suppress(ValueError, TypeError):
        sender, *topics = json.loads(text)
        if sender != own and all(isinstance(topic, str) for topic in topics):
            return frozenset(topics)
    return frozenset()


class Listening:
    """A connection of its own that waits for news, on its own thread, until it is stopped; comes back by itself."""

    def __init__(self, url: URL, own: str, heard: Heard, reached: Reached) -> None:
        self._url = url
        self._own = own
        self._heard = heard
        self._reached = reached
        self._stopped = threading.Event()
        self._there = False
        self._thread = threading.Thread(target=self._run, name="news of the office", daemon=True)
        self.ready = threading.Event()
        """Set while it listens."""
        self._thread.start()

    def stop(self) -> None:
        """End it; waits no longer than a message takes."""
        self._stopped.set()
        self._thread.join(5)

    def _run(self) -> None:
        attempt, before = 0, False
        while not self._stopped.is_set():
            try:
                with self._connected() as connection:
                    connection.execute(f'LISTEN "{CHANNEL}"')
                    self._tell(there=True)
                    if before:
                        self._heard(None)
                    attempt, before = 0, True
                    self.ready.set()
                    self._listen(connection)
            except psycopg.Error:
                self.ready.clear()
                self._tell(there=False)
                self._stopped.wait(PAUSES[min(attempt, len(PAUSES) - 1)])
                attempt += 1

    def _connected(self) -> psycopg.Connection[Any]:
        url = self._url
        options: dict[str, Any] = {**WAITING, **NEVER_PLAIN, **url.query, "application_name": "visitplanner news"}
        return psycopg.connect(
            host=url.host,
            port=url.port,
            dbname=url.database,
            user=url.username,
            password=url.password,
            autocommit=True,
            **options,
        )

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        while not self._stopped.is_set():
            for message in connection.notifies(timeout=0.5):
                topics = read(message.payload, self._own)
                if topics and not self._stopped.is_set():
                    self._heard(topics)
                if self._stopped.is_set():
                    return

    def _tell(self, *, there: bool) -> None:
        if there is not self._there and not self._stopped.is_set():
            self._there = there
            self._reached(there)
