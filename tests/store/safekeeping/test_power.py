"""Whatever moment the process dies at: acknowledged changes are there, half ones are not, and a new start works."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.store.acts import TODAY, Asking, accounts
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import office as store

WRITER = """
    import sys
    from pathlib import Path
    from tests.store.acts import TODAY, add_customers
    from visitplanner.services.core.reference_data import ReferenceData
    from visitplanner.store.office import open_office

    office = open_office(Path(sys.argv[1]), "", known=ReferenceData(), today=lambda: TODAY)
    for round in range(int(sys.argv[2]), 10_000_000):
        office.do(add_customers(20, first=round * 20 + 1))
        print(round, flush=True)
"""

DYING = """
    import os, signal, sys
    from pathlib import Path
    from tests.store.acts import TODAY
    from visitplanner.services.core.reference_data import ReferenceData
    from visitplanner.store import creation
    from visitplanner.store.safekeeping import envelope
    from visitplanner.store.office import create_office

    place, step = sys.argv[2].rsplit(".", 1)
    module = {"creation": creation, "envelope": envelope}[place]
    real = getattr(module, step)

    def die(*given, **named):
        if sys.argv[3] == "after":
            real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, step, die)
    create_office(Path(sys.argv[1]), "", demonstration=True, known=ReferenceData(), today=lambda: TODAY)
"""


def python(source: str, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source), *map(str, words)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_a_killed_writer_loses_no_acknowledged_change_and_leaves_no_half_one(tmp_path: Path) -> None:
    store.create_office(tmp_path, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY).close()
    acknowledged = 0
    for kill_after in (1, 3, 7):
        first = acknowledged
        with python(WRITER, tmp_path, first) as writer:
            assert writer.stdout is not None
            seen = [int(writer.stdout.readline()) for _ in range(kill_after)]
            writer.kill()
            seen += [int(line) for line in writer.stdout.read().split()]
        office = store.open_office(tmp_path, "", known=ReferenceData(), today=lambda: TODAY)
        count = len(office.ask(accounts()))
        assert count % 20 == 0
        assert count // 20 in (len(seen) + first, len(seen) + first + 1)
        assert office.ask(Asking(lambda work: len(work.change_sets(limit=10_000)))) == count // 20
        assert office.check() == []
        office.close()
        acknowledged = count // 20


@pytest.mark.parametrize(
    ("step", "when"),
    [
        ("creation.build", "before"),
        ("creation.build", "after"),
        ("creation.set_aside", "after"),
        ("envelope.write", "before"),
        ("envelope.write", "after"),
        ("creation.put_in_place", "before"),
        ("creation.put_in_place", "after"),
    ],
)
def test_a_creation_that_dies_leaves_a_good_database_or_room_for_another(tmp_path: Path, step: str, when: str) -> None:
    with python(DYING, tmp_path, step, when) as dying:
        dying.wait()
    finished = (step, when) == ("creation.put_in_place", "after")
    assert store.exists(tmp_path) is finished
    start = store.open_office if finished else store.create_office
    more = {} if finished else {"demonstration": True}
    office = start(tmp_path, "", known=ReferenceData(), today=lambda: TODAY, **more)  # type: ignore[operator]
    assert office.check() == []
    office.close()
    assert [path.name for path in tmp_path.glob(".visitplanner-*")] == [] or finished
