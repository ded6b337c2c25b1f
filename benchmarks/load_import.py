"""How long a year of quarters of an hour takes to read: 35,040 rows of the portal's form, at most 80 ms.

Run: python -m benchmarks.load_import [FILE]
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from visitplanner.exchange.load_csv import read_load

ALLOWED_MS = 80.0
RUNS = 9


def year_file(folder: Path) -> Path:
    """A year in the portal's form, with an own value in every row, as a meter of a large customer gives."""
    lines = ["電號,05-12-3456-78-9", "查詢期間,114/01/01~114/12/31", "", "年月日,時分,尖峰,半尖峰,週六半尖峰,離峰"]
    first = date(2025, 1, 1)
    for number in range(365 * 96):
        day, quarter = first + timedelta(days=number // 96), number % 96 + 1
        kw = 100 + number * 7919 % 35_051 / 10
        lines.append(f"{day.year - 1911}/{day:%m/%d},{quarter // 4:02}:{quarter % 4 * 15:02},,{kw:.1f},,")
    path = folder / "year.csv"
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp950"))
    return path


def measure(path: Path) -> list[float]:
    """Milliseconds of processor time of each of the runs; other programs on the machine do not count."""
    took: list[float] = []
    for _ in range(RUNS):
        started = time.process_time()
        read_load(path)
        took.append((time.process_time() - started) * 1000)
    return took


def run() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        took = measure(year_file(Path(folder)))
    median = statistics.median(took)
    return [
        f"35,040 rows: median {median:.0f} ms, first {took[0]:.0f} ms, best {min(took):.0f} ms (aim: at most {ALLOWED_MS:.0f} ms)"
    ]
