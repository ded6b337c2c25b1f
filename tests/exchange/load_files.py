"""Load files built for a test, in the forms the reader knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

ACCOUNT = "05-12-3456-78-9"


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def roc(day: date) -> str:
    return f"{day.year - 1911}/{day:%m/%d}"


def portal_rows(first: date, days: int, kw: float = 100.0) -> list[str]:
    """Rows of the portal's export, kW under 離峰, 00:15 to 24:00."""
    return [
        f"{roc(first + timedelta(days=day))},{clock(quarter * 15)},,,,{kw + quarter / 4}"
        for day in range(days)
        for quarter in range(1, 97)
    ]


def portal(path: Path, rows: Iterable[str], encoding: str = "cp950", account: str = ACCOUNT) -> Path:
    head = [f"電號,{account}", "查詢期間,114/01/01~114/01/02", "", "年月日,時分,尖峰,半尖峰,週六半尖峰,離峰"]
    path.write_bytes(("\r\n".join([*head, *rows]) + "\r\n").encode(encoding))
    return path


def plain(path: Path, rows: Iterable[str], header: str = "時間,kW") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def moments(first: date, days: int, step: int = 15, begin: int = 0) -> list[str]:
    """ISO stamps over whole days; begin: minutes of the first one."""
    start = first.toordinal() * 1440 + begin
    stamps = range(start, start + days * 1440, step)
    return [f"{date.fromordinal(stamp // 1440)} {clock(stamp % 1440)}" for stamp in stamps]
