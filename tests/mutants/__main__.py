"""`python -m tests.mutants [ROOM …] [--seed N] [--sample N] [--changed COMMIT] [--show] [--note]`: see the package's words."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.mutants import ledger
from tests.mutants.changes import Mutant
from tests.mutants.reach import reached
from tests.mutants.rooms import Killers, aim_of, files_of, room_of, sample
from tests.mutants.sandbox import EveryFailure, Fault, run_tests, warm_up

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "visitplanner"
TESTED_BY = {
    "domain": ("domain", "reference", "services"),
    "services": ("services", "domain", "reference"),
    "store": ("store", "services"),
    "exchange": ("exchange", "services/lists", "services/loads"),
}
"""Folders of tests that are asked about a layer. The window's own are too slow for ten seconds a fault."""
LONGEST = 60.0
"""Seconds of the processor after which a fault is called endless, and noticed."""
UNKNOWN = (4, 5)
"""What pytest answers when it does not find a test; also when a fault keeps the file of tests from being read."""


def main(words: list[str]) -> int:
    """0 when every room reaches its aim, 1 when one does not, 2 when a room is unknown or this system cannot fork."""
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help="figures, search, store, services/planning … or a file")
    parser.add_argument("--seed", type=int, default=1, help="which sample is drawn")
    parser.add_argument("--sample", type=int, default=40, help="faults a room")
    parser.add_argument("--changed", metavar="COMMIT", help="a sample of files changed since then, told, not judged")
    parser.add_argument("--show", action="store_true", help="print every fault and the test that noticed it")
    parser.add_argument("--note", action="store_true", help="write the score into docs/benchmarks.md")
    asked = parser.parse_args(words)
    if not hasattr(os, "fork"):
        return complain("請在 Linux 或 macOS 上執行（需要 fork） / this needs a system that forks: Linux or macOS")
    try:
        files = files_of(PACKAGE, asked.rooms)
    except LookupError as unknown:
        known = sorted({room_of(file) for file in files_of(PACKAGE)})
        return complain(f"沒有這個房間 / no such room: {unknown}. {', '.join(known)}")
    if asked.changed:
        files = sorted(set(files) & set(changed_since(asked.changed)))
    if not files:
        print("沒有要檢查的檔案 / nothing to check")
        return 0
    drawn = sample(PACKAGE, files, asked.seed, asked.sample)
    if asked.changed:
        random.Random(asked.seed).shuffle(drawn)
        del drawn[asked.sample :]
    warm_up()
    tests = beside(drawn) if asked.changed else files_of_tests(drawn)
    found = ledger.scores(judged(drawn, tests, asked.show), ledger.accepted(Path(__file__).with_name("accepted.toml")))
    report(found, asked.seed)
    if asked.note:
        document = ROOT / "docs" / "benchmarks.md"
        text = document.read_text("utf-8") if document.exists() else "# What is measured\n"
        document.write_text(ledger.written(text, ledger.lines(found, asked.seed)), "utf-8")
    return int(not asked.changed and any(one.percent < aim_of(room) for room, one in found.items()))


def complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def changed_since(commit: str) -> list[str]:
    """Files of the package that differ from a commit, as paths within it."""
    listed = subprocess.run(
        ["git", "diff", "--name-only", "--relative=visitplanner", commit], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


def judged(drawn: list[Mutant], tests: list[Path], show: bool) -> list[tuple[Mutant, bool]]:
    """Each fault with whether a test noticed it; says how far it is. A test that fails by itself has noticed nothing."""
    print("which test reaches which line (remembered in build/mutants) …", flush=True)
    known = reached(ROOT, tests, ROOT / "build" / "mutants" / "reached", lambda line: print(line, flush=True))
    for name in known.broken:
        print(f"  fails without a fault, not asked: {name}", flush=True)
    killers, began, answers = Killers(PACKAGE, known), time.monotonic(), list[tuple[Mutant, str]]()
    for number, mutant in enumerate(drawn, 1):
        noticed = notice(killers, mutant)
        if show or not noticed:
            mark = f"noticed by {noticed}" if noticed else "SURVIVED"
            print(f"{mutant.file}:{mutant.line} {mutant.place} [{mutant.kind}] {mutant.change}: {mark}", flush=True)
        if number % 25 == 0:
            print(f"  {number}/{len(drawn)}, {(time.monotonic() - began) / number:.1f} s each", flush=True)
        answers.append((mutant, noticed))
    asked = sorted({noticed for _, noticed in answers if "::" in noticed})
    doubtful = by_themselves(asked) if asked else set()
    for name in sorted(doubtful):
        print(f"  fails without a fault when asked alone, has noticed nothing: {name}", flush=True)
    return [(mutant, bool(noticed) and noticed not in doubtful) for mutant, noticed in answers]


def by_themselves(tests: list[str]) -> set[str]:
    """Those of these tests that fail although there is no fault."""
    answer = run_tests(ROOT, tests, plugin=EveryFailure(), stop=False, seconds=600)
    return set(answer["names"]) if "names" in answer else set(tests)


def files_of_tests(drawn: Iterable[Mutant]) -> list[Path]:
    folders = {folder for mutant in drawn for folder in TESTED_BY[mutant.file.split("/")[0]]}
    return sorted({path for folder in folders for path in (ROOT / "tests" / folder).rglob("test_*.py")})


def beside(drawn: Iterable[Mutant]) -> list[Path]:
    """The files of tests of the faults' rooms in their own layer, whole: a file's tests may lie in the folder beside it."""
    folders = set[Path]()
    for mutant in drawn:
        layer, *inner = mutant.file.split("/")[:-1]
        room = ROOT / "tests" / layer / Path(*inner[:1])
        folders.add(room if room.is_dir() else room.parent)
    return sorted({path for folder in folders for path in folder.rglob("test_*.py")})


def notice(killers: Killers, mutant: Mutant) -> str:
    """The test that notices a fault (or how it ended); '' when none does. A process that dies twice has noticed it."""
    fault = Fault("visitplanner." + mutant.file.removesuffix(".py").replace("/", "."), mutant.number)
    for names in killers.of(mutant):
        for _ in range(2):
            answer = run_tests(ROOT, names, fault=fault, seconds=min(LONGEST, 15 + 4 * killers.seconds(names)))
            if answer["code"] != "crash":
                break
        if answer["code"] in UNKNOWN and run_tests(ROOT, names, seconds=LONGEST)["code"] in UNKNOWN:
            print(f"  cannot be asked: {', '.join(names)}", flush=True)
        elif answer["code"] != 0:
            return answer["failed"] or str(answer["code"])
    return ""


def report(found: dict[str, ledger.Score], seed: int) -> None:
    print("\n".join(["", ledger.HEAD, *ledger.lines(found, seed)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
