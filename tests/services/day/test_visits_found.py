"""A few signs find visits; a day's sheet says where one goes and whom one calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import TODAY, Keep, SmallOffice, new_office
from visitplanner.domain.customers.customers import Contact
from visitplanner.domain.visits.visits import Slot, VisitState
from visitplanner.services.day.day_sheet import VisitsOfDay
from visitplanner.services.day.visit_search import VisitsFound
from visitplanner.store.office import SqlOffice

DAY = dt.timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    made = new_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def small(office: SqlOffice) -> SmallOffice:
    made = SmallOffice()
    made.keep(office)
    return made


def test_visits_to_come_are_found_first_then_the_last_that_was(office: SqlOffice, small: SmallOffice) -> None:
    days = [TODAY - 40 * DAY, TODAY - DAY, TODAY, TODAY + 30 * DAY]
    office.do(Keep(tuple(("visits", small.visit(day=day, ordinal=number)) for number, day in enumerate(days, 1))))
    found = [row.visit.day for row in office.ask(VisitsFound(small.large.name[:3]))]
    assert found == [days[2], days[3], days[1], days[0]]
    assert [row.visit.day for row in office.ask(VisitsFound(small.large.name[:3], limit=2))] == days[2:]


@pytest.mark.parametrize("text", ["05123456789", "０５１２３４５", "林課長", "食品 林"])
def test_by_account_number_leader_or_several_words(office: SqlOffice, small: SmallOffice, text: str) -> None:
    office.do(Keep((("visits", small.visit()),)))
    assert [row.subject for row in office.ask(VisitsFound(text))] == [small.large.name]


@pytest.mark.parametrize("text", ["", "   ", "沒有這一家", "食品 沒有"])
def test_what_fits_nothing_finds_nothing(office: SqlOffice, small: SmallOffice, text: str) -> None:
    office.do(Keep((("visits", small.visit()),)))
    assert office.ask(VisitsFound(text)) == []


def test_a_day_s_sheet_says_where_and_whom(office: SqlOffice, small: SmallOffice) -> None:
    address = "新北市新店區寶橋路 1 號"
    nobody, somebody = (
        Contact(customer_id=small.large.id, name="甲"),
        Contact(customer_id=small.large.id, name="乙", phone="02-1"),
    )
    switch = Contact(customer_id=small.large.id, phone="02-9")
    first, second = small.visit(slot=Slot.AM), small.visit(slot=Slot.PM, subject_id=small.park.id)
    gone = small.visit(ordinal=2, state=VisitState.CANCELLED)
    office.do(Keep((("visits", first), ("visits", second), ("visits", gone))))
    office.do(Keep((("contacts", nobody), ("contacts", switch), ("contacts", somebody))))
    sheet = office.ask(VisitsOfDay(first.day))
    assert [each.row.visit.id for each in sheet] == [first.id, second.id]
    assert (sheet[0].contact, sheet[0].phone) == ("乙", "02-1")
    assert sheet[0].place == (small.large.address or sheet[0].row.township)
    assert (sheet[1].contact, sheet[1].phone, sheet[1].place) == ("", "", small.park.township)
    assert office.ask(VisitsOfDay(first.day + 400 * DAY)) == []
    assert replace(sheet[0], address=address).place == address
