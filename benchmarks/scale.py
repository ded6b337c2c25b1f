"""24 district offices and headquarters after ten years: sizes, backups, hands at once; what breaks first, and at which figure.

Run: `python -m benchmarks scale`. A throw-away server holds the demonstration office, moved there; bytes a row, commands a second
and the speed of a backup are measured on it, everything else is arithmetic on the assumptions below.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import make_url

from tests.office.serving.databases import OWNER, PASSWORD, Databases
from tests.office.serving.server import Server
from tests.store.acts import Asking, Doing
from visitplanner import bootstrap
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.services.visits.visits import VisitList
from visitplanner.store import sql
from visitplanner.store.dialects import postgresql
from visitplanner.store.dialects.server import people
from visitplanner.store.served import dumping, making, moving
from visitplanner.store.served.office import ServedOffice
from visitplanner.store.tables import METADATA

SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "256MB", "autovacuum": "on"}
"""As an office's server is set, not as one for tests."""
HANDS, SECONDS = 8, 6.0
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Assumed:
    """Of one office. `docs/scale.md` says where each comes from; none is a figure of the company's."""

    offices: int = 24
    people: int = 30
    customers: int = 500
    visits_a_year: int = 800
    cases_a_year: int = 400
    commands_a_person_a_day: int = 60
    busy_hour_share: float = 0.25
    loads_a_year: float = 0.5
    """Customers whose 15-minute load is imported in a year, as a share."""
    years: int = 10


def rows_after(given: Assumed) -> dict[str, float]:
    """Rows of the tables that grow, after the years."""
    visits, cases = given.visits_a_year * given.years, given.cases_a_year * given.years
    commands = given.people * given.commands_a_person_a_day * 245 * given.years
    return {
        "customers": given.customers,
        "visits": visits,
        "follow_ups": cases,
        "follow_up_entries": 4 * cases,
        "loads": given.customers * given.loads_a_year * given.years,
        "monthly_readings": 12 * given.customers * given.years,
        "change_sets": commands,
        "change_entries": 1.6 * commands,
        "office_audit": 1.6 * commands,
    }


def run() -> Iterator[str]:
    """Measure, then reckon."""
    given = Assumed()
    with Server(SAFE) as server, tempfile.TemporaryDirectory() as folder:
        os.environ["PG_BIN"] = str(server.binaries)
        databases = Databases(server)
        databases.admin.execute("CREATE DATABASE scale OWNER " + OWNER)
        url = databases.url("scale")
        making.create_served(url)
        laptop = bootstrap.fill_demonstration(Path(folder) / "laptop")
        begun = time.perf_counter()
        moved = moving.move_to(laptop.office.rows(), url)  # type: ignore[attr-defined]
        took = time.perf_counter() - begun
        yield f"moved {moved.total:,} rows of the demonstration office in {took:.1f} s, compared row by row"
        laptop.close()
        engine = postgresql.engine(url)
        with sql.writing(engine) as connection:
            for number in range(HANDS):
                people.admit(connection, f"hand{number}", PASSWORD, "manager", None)
        engine.dispose()
        yield from at_once(databases)
        size = sizes(databases)
        begun = time.perf_counter()
        made = dumping.back_up_served(url, Path(folder) / "backups")
        took = time.perf_counter() - begun
        kept = databases.admin.execute("SELECT pg_database_size('scale')").fetchone()
        bytes_kept = kept[0] if kept else 0
        yield f"backup dumped, restored and compared: {took:.1f} s for {bytes_kept / MEGABYTE:.0f} MB ({made.total:,} rows)"
        databases.admin.close()
    yield from reckoned(given, size, took / bytes_kept)


def at_once(databases: Databases) -> Iterator[str]:
    """Eight people who change a customer and look at a list again and again."""
    changing: list[float] = []
    asking: list[float] = []
    until = time.perf_counter() + SECONDS

    def hand(number: int) -> None:
        office = ServedOffice(databases.url("scale", f"hand{number}"), bootstrap.known(), bootstrap.Clock())
        mine = office.ask(Asking(lambda work: work.shelf(CUSTOMERS).find()))[number::HANDS]
        turn = 0
        while time.perf_counter() < until:
            ident = mine[turn % len(mine)].id
            begun = time.perf_counter()
            office.do(Doing(lambda work, ident=ident: change(work, ident)))
            changing.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            office.ask(VisitList())
            asking.append(time.perf_counter() - begun)
            turn += 1
        office.close()

    hands = [threading.Thread(target=hand, args=(number,)) for number in range(HANDS)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    told = f"{len(changing) / SECONDS:.0f} changes and {len(asking) / SECONDS:.0f} lists of a year a second"
    worst = sorted(changing)[int(len(changing) * 0.99)]
    usual = statistics.median(changing)
    yield f"{HANDS} people without a pause, in one process: {told}"
    yield f"a change takes {usual * 1000:.0f} ms, 99 % of them at most {worst * 1000:.0f} ms"


def change(work, ident):
    """One more kilowatt on Saturdays."""
    customer = work.shelf(CUSTOMERS).get(ident)
    return work.shelf(CUSTOMERS).change(replace(customer, saturday_kw=customer.saturday_kw + 1))


def sizes(databases: Databases) -> dict[str, float]:
    """Bytes a row with its indexes, by table, as they lie on the server."""
    engine = postgresql.engine(make_url(databases.server.url("scale")))
    found: dict[str, float] = {}
    with sql.reading(engine) as connection:
        for name in (*(table.name for table in METADATA.sorted_tables), "office_audit"):
            size = connection.exec_driver_sql(f"SELECT pg_total_relation_size('\"{name}\"')").scalar_one()
            count = connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
            found[name] = size / count if count else 0.0
    engine.dispose()
    return found


def reckoned(given: Assumed, size: dict[str, float], seconds_a_byte: float) -> Iterator[str]:
    """One office and all of them after ten years."""
    rows = rows_after(given)
    held = {name: count * (size[name] or 400.0) for name, count in rows.items()}
    whole = sum(held.values())
    for name, taken in sorted(held.items(), key=lambda item: -item[1]):
        yield f"{name:18} {rows[name]:>12,.0f} rows × {size[name] or 400.0:>9,.0f} bytes = {taken / MEGABYTE:>8,.0f} MB"
    gigabytes = whole / MEGABYTE / 1024
    yield f"one office after {given.years} years: {gigabytes:.1f} GB; {given.offices} offices: {given.offices * gigabytes:.0f} GB"
    yield f"its nightly backup, compared row by row: {whole * seconds_a_byte / 60:.0f} min"
    busiest = given.people * given.commands_a_person_a_day * given.busy_hour_share / 3600
    yield f"its busiest hour: {busiest:.2f} changes a second; all {given.offices} on one server: {given.offices * busiest:.1f}"
