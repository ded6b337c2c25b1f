"""Power fails at any moment: what was acknowledged is there, nothing is torn; without syncing the same test finds losses."""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.store.acts import TODAY, add_customers
from tests.store.plug.long import times
from tests.store.plug.power_loss import Disk, Layer
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import creation, sql
from visitplanner.store import office as store
from visitplanner.store.dialects import sqlcipher
from visitplanner.store.safekeeping import envelope

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layer is reached as Linux's loader lays it out")
ROUNDS, EACH = 25, 3


def worked(folder: Path, seed: int, every: float) -> Disk:
    """An office in which `ROUNDS` commands of `EACH` customers were acknowledged, on a disk that might have lost power."""
    store.create_office(folder, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY).close()
    disk = Disk(random.Random(seed), every)
    with Layer(disk):
        office = store.open_office(folder, "", known=ReferenceData(), today=lambda: TODAY)
        sql.driver(office._engine).execute("PRAGMA wal_autocheckpoint = 60").fetchall()
        disk.begin(folder)
        for number in range(ROUNDS):
            office.do(add_customers(EACH, first=number * EACH + 1))
            disk.acknowledged = number + 1
        disk.on = False
        office.close()
    return disk


def judged(disk: Disk, folder: Path, key: bytes) -> Counter[str]:
    """What is found in the images: torn databases, half commands, lost acknowledged ones."""
    found: Counter[str] = Counter()
    for number, (acknowledged, image) in enumerate(disk.images):
        place = folder / str(number)
        place.mkdir()
        for name, content in image.items():
            (place / name).write_bytes(content)
        found["images"] += 1
        try:
            connection = sql.connect(place / "visitplanner.db", key)
            customers = connection.execute("SELECT count(*) FROM customers").fetchone()[0]
            sets = connection.execute("SELECT count(*) FROM change_sets").fetchone()[0]
            found["torn"] += bool(sql.findings(connection))
            found["half"] += customers != sets * EACH
            found["lost"] += sets < acknowledged
            connection.close()
        except dbapi2.DatabaseError:
            found["torn"] += 1
    return found


def key_of(folder: Path) -> bytes:
    return envelope.read(envelope.path_of(folder / creation.backup.DATABASE)).key("")


def test_after_a_power_failure_nothing_acknowledged_is_lost_and_nothing_is_torn(tmp_path: Path) -> None:
    wanted, found = times(40, 500), Counter[str]()
    for seed in range(1000):
        folder = tmp_path / f"office{seed}"
        disk = worked(folder, seed, 0.05)
        found += judged(disk, folder, key_of(folder))
        if found["images"] >= wanted:
            break
    assert found["images"] >= wanted
    assert (found["torn"], found["half"], found["lost"]) == (0, 0, 0)


def test_without_syncing_the_same_disk_loses_what_was_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would prove nothing."""
    careless = tuple("synchronous = OFF" if "synchronous" in each else each for each in sqlcipher.PRAGMAS)
    monkeypatch.setattr(sqlcipher, "PRAGMAS", careless)
    folder = tmp_path / "office"
    disk = worked(folder, 1, 0.05)
    found = judged(disk, folder, key_of(folder))
    assert found["images"] >= 10
    assert found["lost"] + found["torn"] > 0
