"""An office's server beside the encrypted file, in one run: changes, lists, hands on few records, news, the price of the audit.

Run: `python -m benchmarks office_server`. A throw-away server with fsync on, reached without TLS on this computer.
"""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.scale import SAFE
from benchmarks.store import ChangeAll, Import, ReadAll
from tests.office.serving.databases import Databases
from tests.office.serving.server import Server
from tests.store.acts import Asking, Doing
from visitplanner.domain.core.errors import Stale
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.services.core.pages import Page
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store.office import create_office
from visitplanner.store.served.office import ServedOffice

CHANGES, HANDS, EDITS, ROWS, NEWS = 100, 8, 200, 5, 200


def run() -> Iterator[str]:
    """Each figure with what it stands beside."""
    with Server(SAFE) as server, tempfile.TemporaryDirectory() as folder:
        databases = Databases(server)
        with databases.made() as name:
            yield from in_one_run(databases, name, Path(folder))
        databases.admin.close()


def in_one_run(databases: Databases, name: str, folder: Path) -> Iterator[str]:
    """All of it on an office of 10,000 customers."""
    file = create_office(folder / "file", "benchmark passphrase", demonstration=False, known=ReferenceData(), today=today)
    boss, chen = (ServedOffice(databases.url(name, login), ReferenceData(), today) for login in ("boss", "root_of_office"))
    offices: tuple[tuple[str, Any], ...] = (("file", file), ("server", boss))
    for what, step in (
        ("10,000 customers put in", lambda office: office.do(Import())),
        ("10,000 customers changed", lambda office: office.do(ChangeAll())),
        ("all 10,000 read", lambda office: office.ask(ReadAll())),
    ):
        yield beside(what, [timed(lambda office=office, step=step: step(office)) for _, office in offices])
    page = Asking(lambda work: work.shelf(CUSTOMERS).find(page=Page(limit=50)))
    yield beside("a page of 50", [usual(lambda office=office: office.ask(page), 30) for _, office in offices])
    yield beside("one customer changed", [usual(lambda office=office: office.do(one_more(0)), CHANGES) for _, office in offices])
    yield from price_of_the_audit(databases, name, boss)
    yield from hands(databases, name)
    yield from news(boss, chen)
    for office in (file, boss, chen):
        office.close()


def today() -> dt.date:
    """A day like any other."""
    return dt.date(2026, 3, 18)


def one_more(place: int) -> Doing:
    """One more kilowatt for a customer."""

    def step(work: Any) -> None:
        customer = work.shelf(CUSTOMERS).find(account=f"{place + 1:011d}")[0]
        work.shelf(CUSTOMERS).change(replace(customer, saturday_kw=customer.saturday_kw + 1))

    return Doing(step)


def timed(step: Callable[[], Any]) -> float:
    """How long something takes, in seconds."""
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def usual(step: Callable[[], Any], times: int) -> float:
    """The median of several times, in seconds."""
    return statistics.median(timed(step) for _ in range(times))


def beside(what: str, both: list[float]) -> str:
    """The file, the server, and their ratio."""
    file, server = both
    return f"{what:26} file {file * 1000:>8.1f} ms  server {server * 1000:>8.1f} ms  ratio {server / file:.2f}"


def price_of_the_audit(databases: Databases, name: str, office: ServedOffice) -> Iterator[str]:
    """A change with the audit's trigger beside one without it, turn and turn about."""
    both: dict[bool, list[float]] = {True: [], False: []}
    with psycopg.connect(databases.server.url(name), autocommit=True) as owner:
        for turn in range(2 * CHANGES):
            on = turn % 2 == 0
            owner.execute(f"ALTER TABLE customers {'ENABLE' if on else 'DISABLE'} TRIGGER office_audit")
            both[on].append(timed(lambda: office.do(one_more(1))))
        owner.execute("ALTER TABLE customers ENABLE TRIGGER office_audit")
    ratio = statistics.median(both[True]) / statistics.median(both[False])
    yield f"{'the audit':26} a change with it takes {ratio:.2f} of one without (aim: at most 1.50)"


def hands(databases: Databases, name: str) -> Iterator[str]:
    """Eight people edit five records 200 times each; what was acknowledged must stand in the sums."""
    kept: list[int] = []

    def hand(number: int) -> None:
        login = ("boss", "root_of_office")[number % 2]
        office, mine = ServedOffice(databases.url(name, login), ReferenceData(), today), 0
        for turn in range(EDITS):
            account = f"{(number + turn) % ROWS + 1:011d}"
            found = office.ask(Asking(lambda work, account=account: work.shelf(CUSTOMERS).find(account=account)[0]))
            more = replace(found, off_peak_kw=found.off_peak_kw + 1)
            try:
                office.do(Doing(lambda work, more=more: work.shelf(CUSTOMERS).change(more)))
                mine += 1
            except Stale:
                pass
        office.close()
        kept.append(mine)

    begun = time.perf_counter()
    people = [threading.Thread(target=hand, args=(number,)) for number in range(HANDS)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    office = ServedOffice(databases.url(name, "boss"), ReferenceData(), today)
    stands = sum(each.off_peak_kw for each in office.ask(Asking(lambda work: work.shelf(CUSTOMERS).find())))
    office.close()
    took = time.perf_counter() - begun
    done = sum(kept)
    told = f"{done} kept, {HANDS * EDITS - done} refused, {done - stands} lost"
    yield f"{HANDS} people × {EDITS} edits of {ROWS} records: {told}, {took:.0f} s"


def news(boss: ServedOffice, chen: ServedOffice) -> Iterator[str]:
    """From the end of one person's change to the other's being told."""
    heard = threading.Event()
    listening = boss.listen(lambda _topics: heard.set(), lambda _there: None)
    listening.ready.wait(5)
    waits: list[float] = []
    for turn in range(NEWS):
        heard.clear()
        chen.do(one_more(turn))
        begun = time.perf_counter()
        heard.wait(5)
        waits.append(time.perf_counter() - begun)
    waits.sort()
    median, most = waits[NEWS // 2] * 1000, waits[int(NEWS * 0.99)] * 1000
    yield f"{'news':26} median {median:.1f} ms, 99 % {most:.1f} ms after the change (aim: 1,000)"
