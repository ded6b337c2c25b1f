"""How long a list of 10,000 customers takes from the file to the database, and again when it says nothing new."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from visitplanner import bootstrap
from visitplanner.exchange.spreadsheets import read_tables
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.lists.imports import ImportCustomers, Sheets
from visitplanner.store.office import create_office

CUSTOMERS = 10_000
HEADER = ["電號", "戶名", "供電電壓", "計費方式", "經常契約容量(瓩)", "所屬集團", "行政區", "聯絡人", "聯絡電話", "上次洽訪日期"]


LINES: list[str] = []
"""What was measured so far, for people."""


def write_list(file: Path) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(HEADER)
        for number in range(CUSTOMERS):
            group = f"第{number % 300}集團" if number % 5 == 0 else ""
            plain = [
                "高壓 22.8kV",
                "二段式時間電價",
                f"{300 + number % 4000:,}瓩",
                group,
                "新店區",
                "陳廠長",
                "02-5550-0101",
                "114/3/7",
            ]
            lines.writerow([f"05{number:09}", f"用戶{number}股份有限公司", *plain])


def timed(label: str, act: Callable[[], Any]) -> Any:
    begin, work = time.perf_counter(), time.process_time()
    result = act()
    whole, own = (time.perf_counter() - begin) * 1000, (time.process_time() - work) * 1000
    LINES.append(f"{label:<42}{whole:10,.0f} ms, {own:10,.0f} ms of processor time")
    return result


def run() -> list[str]:
    LINES.clear()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "customers.csv"
        write_list(file)
        known = bootstrap.known()
        office = create_office(Path(folder) / "office", "", demonstration=True, known=known, today=lambda: dt.date(2026, 1, 5))
        sheets = Sheets(timed(f"read {CUSTOMERS:,} rows", lambda: read_tables(file)))
        outcome = timed("import them", lambda: office.do(ImportCustomers(sheets)))
        timed("import them again, nothing new", lambda: office.do(ImportCustomers(sheets)))
        timed("list them", lambda: office.ask(CustomerList()))
        timed("list those of one group", lambda: office.ask(CustomerList("第15集團")))
        timed("take the import back", lambda: office.do(RevertChanges(outcome.value.import_id)))
        office.close()
    return LINES


if __name__ == "__main__":
    print("\n".join(run()))
