"""The practice the program brings: norms of an office, days nobody likes, townships that lie side by side."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import ROOT
from visitplanner.domain.planning.year.norms import OfficeNorms, UnlikedDays
from visitplanner.domain.planning.year.opportunities import Haste
from visitplanner.reference.planning import read_practice
from visitplanner.reference.working_days import read_calendars

PLANNING, TOWNSHIPS = ROOT / "data" / "planning.toml", ROOT / "data" / "townships.toml"


def test_the_data_hold_the_practice_of_offices() -> None:
    practice = read_practice(PLANNING, TOWNSHIPS)
    assert practice.norms == OfficeNorms(10, 2, 2, 6, 85)
    assert practice.unliked == UnlikedDays(3, 2, "除夕")
    assert practice.haste == Haste(Decimal(3), Decimal(2), Decimal("0.5"))
    assert len(practice.neighbours) == 41
    assert practice.neighbours["烏來區"] == {"新店區", "三峽區", "坪林區", "石碇區"}


def test_a_neighbour_that_does_not_know_its_neighbour_is_refused(tmp_path: Path) -> None:
    towns = tmp_path / "townships.toml"
    towns.write_text('[neighbours]\n"甲" = ["乙"]\n"乙" = []\n', encoding="utf-8")
    with pytest.raises(ValueError, match="甲 has the neighbour 乙"):
        read_practice(PLANNING, towns)


def test_every_calendar_names_the_lunar_new_years_eve() -> None:
    word = read_practice(PLANNING, TOWNSHIPS).unliked.lunar_new_years_eve
    calendars = read_calendars(ROOT / "data" / "calendars")
    for year in range(2025, 2030):
        assert any(word in remark for remark in calendars.calendar(year).remarks.values()), year
