"""Reads `data/calendars/*.toml`, the official office calendars, and makes the rule calendar for years without one."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from visitplanner.domain.calendar.working_days import IMPORT_IT, Calendar, Calendars, weekday_calendar
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.core.messages import said

FIRST_RULE_YEAR, LAST_RULE_YEAR = 1998, 2100
"""The years `holidays` knows Taiwan's rules for."""


def read_calendars(folder: Path) -> Calendars:
    """All years of a folder, each in its newest edition; other years by rule, provisionally."""
    return Calendars(newest(read_editions(folder)), by_rule=rule_calendar)


def read_editions(folder: Path) -> dict[tuple[int, int], Calendar]:
    """Every edition of every year, by (year, edition)."""
    found: dict[tuple[int, int], Calendar] = {}
    for file in sorted(folder.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        calendar = weekday_calendar(data["year"], _remarks(data["days_off"]), _remarks(data["make_up"]), source=data["source"])
        found[data["year"], data["edition"]] = calendar
    return found


def newest(editions: dict[tuple[int, int], Calendar]) -> list[Calendar]:
    """Of each year the edition with the highest number."""
    return list({year: editions[year, edition] for year, edition in sorted(editions)}.values())


def _remarks(entries: list[dict[str, Any]]) -> dict[dt.date, str]:
    return {entry["day"]: entry["remark"] for entry in entries}


@cache
def rule_calendar(year: int) -> Calendar:
    """The calendar the law on holidays gives for a year (package `holidays`, which cites the decrees): provisional.

    Bridging days and make-up Saturdays are decided year by year, so the official calendar may differ. Raises `Unknown`
    for a year the package does not cover (1998 to 2100).
    """
    if not FIRST_RULE_YEAR <= year <= LAST_RULE_YEAR:
        raise Unknown(said("No office calendar is known for {year}.", year=year), mend=IMPORT_IT)
    from holidays import TW

    by_law = TW(years=year, language="zh_TW")
    off = {day: name for day, name in by_law.items() if day.year == year}
    make_up = {day: "補行上班" for day in by_law.weekend_workdays if day.year == year}
    return weekday_calendar(year, off, make_up, source="依國定假日規定推算", provisional=True)
