"""What is accepted with a reason, the score of each room, and its line in `docs/benchmarks.md`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutants.changes import Mutant, mutants
from tests.mutants.rooms import aim_of, room_of

BEGIN, END = "<!-- mutants -->", "<!-- /mutants -->"
HEAD = "| room | seed | mutants | noticed | survived | accepted | score | aim |\n|---|---|---|---|---|---|---|---|"
TITLE = """## Faults that a test notices

Small faults are put in one at a time (`make mutants`, `tests/mutants`); each is asked of the tests that reach its line, quickest
first, for about ten seconds. Score: noticed of those not accepted as the same program; a sample by seed, so a percent is worth
little on fifty. `tests/mutants/accepted.toml` gives a reason for each accepted one.
"""


@dataclass(frozen=True)
class Accepted:
    """A fault that gives the same answers (or another lawful one), and why. Known by file, function and text, not by line."""

    file: str
    place: str
    change: str
    why: str


def accepted(path: Path) -> list[Accepted]:
    return [Accepted(**one) for one in tomllib.loads(path.read_text("utf-8")).get("accepted", [])]


def key(one: Mutant | Accepted) -> tuple[str, str, str]:
    return one.file, one.place, one.change


def outdated(package: Path, entries: Iterable[Accepted]) -> list[Accepted]:
    """Accepted faults that the program can no longer have: their line has changed or gone."""
    known: dict[str, set[tuple[str, str, str]]] = {}
    gone = []
    for one in entries:
        if one.file not in known:
            path = package / one.file
            known[one.file] = {key(mutant) for mutant in mutants(path.read_text("utf-8"), one.file)} if path.exists() else set()
        if key(one) not in known[one.file]:
            gone.append(one)
    return gone


@dataclass
class Score:
    """How a room did in one sample."""

    noticed: int = 0
    accepted: int = 0
    survived: list[Mutant] = field(default_factory=list)

    @property
    def drawn(self) -> int:
        return self.noticed + self.accepted + len(self.survived)

    @property
    def percent(self) -> int:
        """Of those not accepted, rounded down; 100 where none is left."""
        counted = self.drawn - self.accepted
        return 100 * self.noticed // counted if counted else 100


def scores(judged: Iterable[tuple[Mutant, bool]], known: Iterable[Accepted]) -> dict[str, Score]:
    """By room. judged: each fault and whether a test noticed it; a noticed one counts, accepted or not."""
    excused = {key(one) for one in known}
    found = defaultdict[str, Score](Score)
    for mutant, noticed in judged:
        score = found[room_of(mutant.file)]
        if noticed:
            score.noticed += 1
        elif key(mutant) in excused:
            score.accepted += 1
        else:
            score.survived.append(mutant)
    return dict(sorted(found.items()))


def lines(found: dict[str, Score], seed: int) -> list[str]:
    return [
        f"| {room} | {seed} | {one.drawn} | {one.noticed} | {len(one.survived)} | {one.accepted} "
        f"| {one.percent} % | {aim_of(room)} % |"
        for room, one in found.items()
    ]


def written(text: str, rows: Iterable[str]) -> str:
    """A document with these rows in its table; a row of the same room and seed makes way, the others stay."""
    if BEGIN not in text:
        text = f"{text.rstrip()}\n\n{TITLE}\n{BEGIN}\n{HEAD}\n{END}\n".lstrip()
    before, _, rest = text.partition(BEGIN)
    inside, _, after = rest.partition(END)
    kept = {room_and_seed(row): row for row in inside.splitlines() if row.startswith("|") and row not in HEAD.splitlines()}
    kept |= {room_and_seed(row): row for row in rows}
    table = "\n".join([HEAD, *(kept[one] for one in sorted(kept))])
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def room_and_seed(row: str) -> tuple[str, str]:
    cells = [cell.strip() for cell in row.split("|")]
    return cells[1], cells[2]
