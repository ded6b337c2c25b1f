"""A described kind is kept, listed, found and taken back, without a line of its own in services or store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import SmallOffice
from tests.notice_boards import BOARDS, NoticeBoard, Subject, Surface
from tests.store.test_records import table_faults
from visitplanner.domain.core.errors import Faults, Refused, Stale, Unknown
from visitplanner.domain.core.fields import Wording
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message
from visitplanner.domain.records.kinds import KINDS, kind_named, plain_kinds
from visitplanner.services.core.journal import ChangeHistory
from visitplanner.services.customers.customers import RemoveCustomer
from visitplanner.services.records.lists import NamesFor, RecordList, RecordNamed, RecordSearch
from visitplanner.services.records.records import AddRecord, ChangeRecord, RemoveRecord
from visitplanner.services.staff.staff import RemovePerson
from visitplanner.store.office import SqlOffice
from visitplanner.store.rows.kinds import stored


def board(small: SmallOffice, place: str = "東側門", **fields: Any) -> NoticeBoard:
    return NoticeBoard(**{"customer_id": small.large.id, "place": place, "surface": Surface.STEEL, **fields})


def full(small: SmallOffice) -> NoticeBoard:
    return board(
        small,
        put_up_on=dt.date(2026, 3, 2),
        looked_after_in=dt.date(2026, 3, 1),
        height_cm=120,
        cost_cents=123_450,
        lit=True,
        shown=(Subject.OUTAGES, Subject.TARIFFS),
        keeper_ids=(small.business.id, small.technical.id),
        notes="兩行\n備註",
    )


def kept(office: SqlOffice, **asked: Any) -> list[str]:
    return [each.place for each in office.ask(RecordList(BOARDS, **asked)).records]


def test_a_record_is_added_changed_and_removed_and_every_step_is_taken_back(office: SqlOffice, small: SmallOffice) -> None:
    added = office.do(AddRecord(BOARDS, full(small)))
    assert added.value == replace(full(small), id=added.value.id, version=1)
    assert str(added.said) == "Kept: the notice board “東側門”."
    assert added.changed == {"notice_boards"}
    changed = office.do(ChangeRecord(BOARDS, replace(added.value, place=" 西側　門 ")))
    assert kept(office) == ["西側 門"]
    removed = office.do(RemoveRecord(BOARDS, changed.value))
    assert kept(office) == []
    for step, left in ((removed, ["西側 門"]), (changed, ["東側門"]), (added, [])):
        assert step.undo is not None
        assert office.do(step.undo).changed == {"notice_boards"}
        assert kept(office) == left
    labels = [each.label for each in office.ask(ChangeHistory())]
    assert labels[3:6] == ["RemoveRecord", "ChangeRecord", "AddRecord"]


def test_an_outdated_record_is_not_written_over(office: SqlOffice, small: SmallOffice) -> None:
    added = office.do(AddRecord(BOARDS, board(small))).value
    office.do(ChangeRecord(BOARDS, replace(added, notes="先到")))
    with pytest.raises(Stale, match="the notice board “東側門”"):
        office.do(ChangeRecord(BOARDS, replace(added, notes="後到")))


def test_each_field_is_refused_by_its_type_and_all_of_them_by_the_kinds_own_check(office: SqlOffice, small: SmallOffice) -> None:
    with pytest.raises(Faults) as faults:
        office.do(AddRecord(BOARDS, board(small, place="  ", height_cm=301)))
    assert [(fault.field, str(fault)) for fault in faults.value.faults] == [
        ("place", "Place is missing."),
        ("height_cm", "It is at most 300."),
    ]
    with pytest.raises(Refused, match="burn") as refusal:
        office.do(AddRecord(BOARDS, board(small, surface=Surface.CORK, lit=True)))
    assert refusal.value.field == "lit"
    office.do(AddRecord(BOARDS, board(small)))
    with pytest.raises(Refused, match="Kept already") as refusal:
        office.do(AddRecord(BOARDS, board(small)))
    assert refusal.value.field == "place"
    assert kept(office) == ["東側門"]


def test_what_a_record_refers_to_stays(office: SqlOffice, small: SmallOffice) -> None:
    office.do(AddRecord(BOARDS, full(small)))
    with pytest.raises(Refused, match="a notice board refers to it"):
        office.do(RemoveCustomer(replace(small.large, version=1)))
    with pytest.raises(Refused, match="a notice board refers to it"):
        office.do(RemovePerson(replace(small.technical, version=1)))
    with pytest.raises(Unknown, match="a person that is not kept"):
        office.do(AddRecord(BOARDS, board(small, "北門", keeper_ids=(small.large.id,))))


def test_a_list_is_filtered_by_every_word_sorted_by_a_field_and_given_by_pages(office: SqlOffice, small: SmallOffice) -> None:
    site = small.sites[0]
    for place, height, day, customer in (
        ("一門", 9, None, small.large),
        ("二門", 120, dt.date(2026, 1, 2), site),
        ("三門", 30, dt.date(2026, 1, 1), site),
    ):
        made = board(small, place, height_cm=height, put_up_on=day, customer_id=customer.id)
        office.do(AddRecord(BOARDS, made))
    assert kept(office, text="電子 三") == ["三門"]
    assert kept(office, text="05-12-3456-78-9") == ["一門"]
    assert kept(office, text="05123456789") == ["一門"]
    assert kept(office, text="無此字") == []
    assert kept(office, sort="height_cm") == ["一門", "三門", "二門"]
    assert kept(office, sort="put_up_on") == ["三門", "二門", "一門"]
    assert kept(office, sort="put_up_on", descending=True) == ["二門", "三門", "一門"]
    for sort, last in (("height_cm", "二門"), ("place", "二門"), ("", "二門"), ("customer_id", "一門")):
        second = office.ask(RecordList(BOARDS, sort=sort, page=2, rows=2))
        assert ([each.place for each in second.records], second.total) == ([last], 3)
        assert second.names["customers"][second.records[0].customer_id][0].startswith("虛構")


def test_a_record_is_asked_for_by_name_and_found_by_any_word(office: SqlOffice, small: SmallOffice) -> None:
    added = office.do(AddRecord(BOARDS, full(small))).value
    assert office.ask(RecordNamed(BOARDS, "東側門")) == office.ask(RecordNamed(BOARDS, str(added.id))) == added
    with pytest.raises(Refused, match="Nothing is called “南門” among: Notice boards"):
        office.ask(RecordNamed(BOARDS, "南門"))
    assert office.ask(RecordSearch("備註")) == [(BOARDS, added)]


def test_the_row_of_a_spreadsheet_is_written_and_read_back(office: SqlOffice, small: SmallOffice) -> None:
    wording = Wording(names=office.ask(NamesFor(BOARDS)))
    row = BOARDS.write(full(small), wording)
    assert [str(field.heading) for field in BOARDS.fields][5:7] == ["Height (cm)", "Cost (NT$)"]
    assert row == {
        "customer_id": "虛構食品股份有限公司 05-12-3456-78-9",
        "place": "東側門",
        "surface": "steel plate",
        "put_up_on": "2026-03-02",
        "looked_after_in": "2026-03",
        "height_cm": "120",
        "cost_cents": "1,234.50",
        "lit": "yes",
        "shown": "outage plans, prices",
        "keeper_ids": "陳業務、吳電務",
        "notes": "兩行\n備註",
    }
    read = BOARDS.read(row | {"height_cm": "120 cm"}, wording)
    assert replace(read, id=small.park.id) == replace(full(small), id=small.park.id)


def test_a_description_of_a_field_the_record_lacks_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="NoticeBoard has no field colour"):
        Kind(
            name="odd",
            record=NoticeBoard,
            noun=Message("odd"),
            label=lambda _: Message("odd"),
            order=("place",),
            fields=(RecordField("colour", Message("Colour"), BOARDS.field("place").type),),
        )


def test_the_made_up_kind_is_held_to_its_table_like_every_other() -> None:
    assert table_faults(NoticeBoard, stored(BOARDS).table) == []


def test_every_kind_is_known_by_its_name_once(office: SqlOffice) -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert kind_named("notice_boards") is BOARDS
    assert BOARDS in plain_kinds()
    with pytest.raises(KeyError):
        kind_named("unheard_of")
