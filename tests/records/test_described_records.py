"""A described kind is kept, listed, found and taken back, without a line of its own in services or store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import SmallOffice
from tests.notice_boards import BOARDS, NoticeBoard, Subject, Surface
from tests.store.test_records import table_faults
from visitplanner.domain.core.errors import Faults, Refused, Stale, Unknown
from visitplanner.domain.core.fields import OneOf, Reference, Wording
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.records.kinds import KINDS, kind_named, plain_kinds
from visitplanner.domain.visits.visits import Visit
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


WORDS = ("門", "東", "側門", "05-12", "食品", "電子", "課長", "2026", "03-0", "120", "1,234", "yes", "no", "steel")
ODD_WORDS = ("CORK", "ｐｒｉｃｅｓ", "outage", "備註", "%", "_", "無此字")
TYPED = st.lists(st.sampled_from(WORDS + ODD_WORDS), max_size=2).map(" ".join)
FIELDS = st.fixed_dictionaries(
    {
        "surface": st.just(Surface.STEEL),
        "put_up_on": st.sampled_from([None, dt.date(2026, 3, 2), dt.date(2025, 12, 1)]),
        "looked_after_in": st.sampled_from([None, dt.date(2026, 3, 1)]),
        "height_cm": st.sampled_from([9, 120, 30]),
        "cost_cents": st.sampled_from([0, 123_450]),
        "lit": st.booleans(),
        "shown": st.sampled_from([(), (Subject.OUTAGES,), (Subject.OUTAGES, Subject.TARIFFS)]),
        "notes": st.sampled_from(["", "備註", "ＡＢＣ%", "東　側"]),
    }
)


def emptied(office: SqlOffice) -> None:
    for each in office.ask(RecordList(BOARDS)).records:
        office.do(RemoveRecord(BOARDS, each))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(FIELDS, min_size=1, max_size=5), whose=st.randoms(use_true_random=False), text=TYPED, size=st.integers(1, 3)
)
def test_the_store_finds_and_sorts_what_one_reads_in_the_written_records(
    office: SqlOffice, small: SmallOffice, drawn: list[dict[str, Any]], whose: Random, text: str, size: int
) -> None:
    emptied(office)
    for number, given_fields in enumerate(drawn):
        keepers = tuple(whose.sample([small.business.id, small.technical.id, small.manager.id], whose.randrange(3)))
        owner = whose.choice([small.large, *small.sites])
        office.do(AddRecord(BOARDS, board(small, f"門{number}", customer_id=owner.id, keeper_ids=keepers, **given_fields)))
    wording = Wording(names=office.ask(NamesFor(BOARDS)))

    def written(each: NoticeBoard) -> str:
        behind = [name for kept in wording.names.values() for ident in BOARDS.refers_to(each) for name in kept.get(ident, ())]
        assert CUSTOMERS.sought is not None
        texts = [CUSTOMERS.sought(site) for site in (small.large, *small.sites) if site.id == each.customer_id]
        return "\n".join((*map(name_key, (*BOARDS.write(each, wording).values(), *behind)), *texts))

    every = office.ask(RecordList(BOARDS)).records
    wanted = [each for each in every if all(name_key(word) in written(each) for word in text.split())]
    assert office.ask(RecordList(BOARDS, text)).records == wanted
    for field in BOARDS.fields:
        for down in (False, True):
            found = [
                office.ask(RecordList(BOARDS, text, field.name, down, page, size)) for page in range(1, len(wanted) // size + 2)
            ]
            assert [each for page in found for each in page.records] == in_order(wanted, field, wording, down)
            assert {(page.total, page.kept) for page in found} == {(len(wanted), len(every))}


def in_order(records: list[NoticeBoard], field: RecordField, wording: Wording, down: bool) -> list[NoticeBoard]:
    """Numbers, days, yes and no by value, choices in their order, all else as it is written; nothing comes last."""

    def key(each: NoticeBoard) -> Any:
        value = getattr(each, field.name)
        if isinstance(field.type, OneOf):
            return list(field.type.names).index(value)
        return BOARDS.written(each, field, wording) if isinstance(value, str | tuple | UUID) else value

    filled = [each for each in records if getattr(each, field.name) not in (None, "", ())]
    return sorted(filled, key=key, reverse=down) + [each for each in records if each not in filled]


def test_a_kind_is_not_referred_to_without_a_name_to_sort_by() -> None:
    bare = Kind(name="bare", record=Visit, noun=Message("bare"), label=lambda _: Message("bare"), order=("day",))
    with pytest.raises(TypeError, match="odd refer to bare, by whose names they could not be sorted"):
        Kind(
            name="odd",
            record=NoticeBoard,
            noun=Message("odd"),
            label=lambda _: Message("odd"),
            order=("place",),
            fields=(RecordField("customer_id", Message("Where"), Reference((bare,))),),
        )
