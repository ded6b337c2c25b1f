"""Behind each total on the sheet of the year stands what it is measured by: leading by leading, going along by going along."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import Keep, SmallOffice, new_office
from tests.documents.pdf import read
from visitplanner.documents.year_sheet import write_year
from visitplanner.i18n import language
from visitplanner.services.papers.year_sheets import YearSheetFor


@pytest.mark.parametrize(("led", "joined"), [(3.5, 1.2), (7.0, 2.5), (None, 1.2), (3.5, None)])
def test_each_total_stands_beside_its_own_share(tmp_path: Path, led: float | None, joined: float | None) -> None:
    office, small = new_office(tmp_path / "office"), SmallOffice()
    small.keep(office)
    days = [dt.date(2026, 5, day) for day in (4, 5, 6)]
    going = [(small.business.id,), (small.business.id,), ()]
    visits = [
        small.visit(day=day, ordinal=number, member_ids=members)
        for number, (day, members) in enumerate(zip(days, going, strict=True), 1)
    ]
    office.do(Keep(tuple(("visits", one) for one in visits)))
    sheet = office.ask(YearSheetFor(2026))
    office.close()
    turns = tuple(replace(one, led_fair=led, joined_fair=joined) for one in sheet.turns)
    write_year(replace(sheet, turns=turns), tmp_path / "year.pdf", language("en"))
    (page,) = read(tmp_path / "year.pdf")
    leads, along = page.solid.split("Whogoesalong")
    assert "3" in leads and "2" in along
    for part, total, share, other in ((leads, 3, led, joined), (along, 2, joined, led)):
        assert (share is not None) is (f"{total}/{share}" in part)
        assert f"{total}/{other}" not in part
