"""Random hands at the window, seed after seed in both languages, as many at a time as there are processors.

    python -m tests.torture [--seeds 10] [--seconds 120] [--first 1]

Exit code 1 when any of them found something; each finding is printed with its seed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from visitplanner.i18n import LANGUAGES


def main() -> int:
    words = argparse.ArgumentParser(prog="torture", description=__doc__)
    words.add_argument("--seeds", type=int, default=10)
    words.add_argument("--first", type=int, default=1)
    words.add_argument("--seconds", type=float, default=120)
    given = words.parse_args()
    runs = [(seed, code) for seed in range(given.first, given.first + given.seeds) for code in LANGUAGES]

    def one(run: tuple[int, str]) -> int:
        seed, code = run
        line = [sys.executable, "-m", "tests.torture.monkey", "--seed", str(seed), "--language", code]
        done = subprocess.run([*line, "--seconds", str(given.seconds)], capture_output=True, text=True, check=False)
        print(f"{done.stdout}{done.stderr if done.returncode else ''}", flush=True)
        return done.returncode

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        failed = sum(code != 0 for code in pool.map(one, runs))
    print(f"{len(runs)} runs of {given.seconds:.0f} s, {failed} with faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
