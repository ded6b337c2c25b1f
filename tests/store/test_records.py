"""What is put on a shelf comes back as it was, of the right kind, or is refused."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table
from sqlalchemy.exc import StatementError

from tests.store.acts import TODAY, Asking, Doing, add_customers, company, customer, fill, one_of_each, person
from visitplanner.domain.core.errors import Refused, Stale, Unknown
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.supply import Voltage
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, PARKS, Park
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UP_ENTRIES, FollowUpEntry, FollowUpState
from visitplanner.domain.records.kinds import KINDS, kind_named
from visitplanner.domain.staff.staff import Person, Skill
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.codec import codec, written
from visitplanner.services.core.work import Work
from visitplanner.store.office import SqlOffice
from visitplanner.store.rows.kinds import stored
from visitplanner.store.types import Bytes, Identity, Words


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_table_holds_its_record_field_by_field(kind: Kind[Any]) -> None:
    searched = ["no field sought"] if kind.sought else []
    assert table_faults(kind.record, stored(kind).table) == searched


def table_faults(record: type, table: Table) -> list[str]:
    """Where a table and the record it holds differ: names, types, and whether a value may be missing."""
    hints = get_type_hints(record)
    found = [f"no column {name}" for name in hints.keys() - table.c.keys()]
    for column in table.c:
        hint = hints.get(column.name)
        may_miss = hint is Any or type(None) in get_args(hint)
        kept = next(part for part in get_args(hint) if part is not type(None)) if may_miss and hint is not Any else hint
        if hint is None:
            found.append(f"no field {column.name}")
        elif column.nullable is not may_miss and hint is not Any:
            found.append(f"{column.name} may be missing in one and not in the other")
        elif getattr(column.type, "hint", bytes if isinstance(column.type, Bytes) else None) != kept:
            found.append(f"{column.name} holds {column.type}, not {hint}")
    return found


def test_a_table_that_differs_from_its_record_is_noticed() -> None:
    table = Table(
        "odd",
        MetaData(),
        Column("id", Identity),
        Column("version", Words, nullable=False),
        Column("name", Words, nullable=False),
        Column("colour", Words, nullable=False),
    )
    assert sorted(table_faults(Park, table)) == [
        "id may be missing in one and not in the other",
        "no column township",
        "no field colour",
        "version holds TEXT, not <class 'int'>",
    ]


def test_every_kind_of_record_comes_back_as_it_was_kept(office: SqlOffice) -> None:
    records = one_of_each()
    by_hand = {kind.name for kind in KINDS if not kind.fields}
    assert by_hand <= records.keys(), "only a kind with described fields has a test of its own"

    def keep(work: Work) -> None:
        for shelf, of_kind in records.items():
            work.shelf(kind_named(shelf)).add_all(of_kind)

    office.do(Doing(keep))
    for shelf, of_kind in records.items():
        found = office.ask(Asking(lambda work, shelf=shelf: work.shelf(kind_named(shelf)).find()))
        assert sorted(found, key=lambda each: each.id) == sorted(
            (replace(r, version=1) for r in of_kind), key=lambda each: each.id
        )


def test_records_are_found_by_value_by_one_of_several_values_and_by_nothing(office: SqlOffice) -> None:
    office.do(add_customers(5))

    def found(**wanted: object) -> int:
        return len(office.ask(Asking(lambda work: work.shelf(CUSTOMERS).find(**wanted))))

    assert found() == 5
    assert found(account="05000000003") == 1
    assert found(account=("05000000003", "05000000004", "none")) == 2
    assert found(account=()) == 0
    assert found(voltage=Voltage.HIGH, park_id=None) == 5
    assert found(voltage={Voltage.EXTRA_HIGH}) == 0
    with pytest.raises(TypeError, match="no field colour"):
        found(colour="red")


def test_what_is_not_there_is_unknown(office: SqlOffice) -> None:
    with pytest.raises(Unknown):
        office.ask(Asking(lambda work: work.shelf(CUSTOMERS).get(company().id)))


def test_a_setting_is_kept_changed_and_removed(office: SqlOffice) -> None:
    assert office.ask(Asking(lambda work: work.setting("rule", "default"))) == "default"
    office.do(Doing(lambda work: work.set_setting("rule", {"a": [1, None]})))
    assert office.ask(Asking(lambda work: work.setting("rule"))) == {"a": [1, None]}
    again = office.do(Doing(lambda work: work.set_setting("rule", {"a": [1, None]})))
    assert again.undo is None
    office.do(Doing(lambda work: work.set_setting("rule", None)))
    assert office.ask(Asking(lambda work: work.setting("rule", "default"))) == "default"


def test_an_instant_without_a_time_zone_is_never_kept(office: SqlOffice) -> None:
    naive = dt.datetime(2026, 5, 7, 9, 0)  # noqa: DTZ001
    entry = FollowUpEntry(follow_up_id=company().id, at=naive, state=FollowUpState.NEW)
    with pytest.raises(StatementError, match="time zone"):
        office.do(Doing(lambda work: work.shelf(FOLLOW_UP_ENTRIES).add(entry)))


@pytest.mark.parametrize("amount", [1250.0, Decimal(1250), True, "1250"])
def test_only_a_whole_number_is_kept_where_a_whole_number_belongs(office: SqlOffice, amount: Any) -> None:
    def keep(work: Work) -> None:
        firm = work.shelf(COMPANIES).add(company())
        work.shelf(CUSTOMERS).add(customer(firm.id, regular_kw=amount))

    with pytest.raises(StatementError, match="whole number"):
        office.do(Doing(keep))
    assert office.ask(Asking(lambda work: work.shelf(COMPANIES).find())) == []


@given(st.builds(Person, name=st.text(), rank=st.just(person().rank), skills=st.frozensets(st.sampled_from(Skill)),
                 townships=st.lists(st.text()).map(tuple)))  # fmt: skip
def test_the_journal_reads_back_what_it_wrote(one: Person) -> None:
    kept = codec(Person).plain(one)
    assert codec(Person).value(kept) == one
    assert written(kept) == written(codec(Person).plain(replace(one, skills=frozenset(sorted(one.skills, reverse=True)))))


@given(st.datetimes(timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=8))])), st.datetimes())
def test_kept_instants_sort_as_text_and_mean_the_same(here: dt.datetime, other: dt.datetime) -> None:
    instants = codec(dt.datetime)
    if not 2 <= here.year <= 9998:
        return
    there = other.replace(tzinfo=dt.UTC)
    assert instants.value(instants.plain(here)) == here
    assert (instants.plain(here) < instants.plain(there)) == (here < there)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_an_exact_decimal_comes_back_digit_for_digit(amount: Decimal) -> None:
    exact = codec(Decimal)
    assert str(exact.value(exact.plain(amount))) == str(amount)


@pytest.mark.parametrize("amount", [1.5, 1, "1.5", Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_exact_decimal_is_refused_as_one(amount: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        codec(Decimal).plain(amount)


@given(st.dictionaries(st.dates(), st.text()))
def test_a_mapping_by_day_comes_back_as_it_was(remarks: dict[dt.date, str]) -> None:
    kept = codec(dict[dt.date, str])
    assert kept.value(json.loads(written(kept.plain(remarks)))) == remarks


@pytest.mark.parametrize("hint", [float, set, object])
def test_a_type_without_an_exact_form_cannot_be_kept(hint: Any) -> None:
    with pytest.raises(TypeError):
        codec(hint)


def test_the_second_of_two_changes_made_on_the_same_state_is_refused(office: SqlOffice) -> None:
    (site,) = office.do(add_customers(1)).value
    office.do(Doing(lambda work: work.shelf(CUSTOMERS).change(replace(site, name="first"))))
    with pytest.raises(Stale) as refusal:
        office.do(Doing(lambda work: work.shelf(CUSTOMERS).change(replace(site, name="second"))))
    assert site.name not in str(refusal.value.what) or "second" in str(refusal.value.what)
    with pytest.raises(Stale):
        office.do(Doing(lambda work: work.shelf(CUSTOMERS).remove(site)))
    assert office.ask(Asking(lambda work: work.shelf(CUSTOMERS).get(site.id))) == replace(site, name="first", version=2)


def test_changing_what_somebody_removed_is_refused(office: SqlOffice) -> None:
    (site,) = office.do(add_customers(1)).value
    office.do(Doing(lambda work: work.shelf(CUSTOMERS).remove(site)))
    with pytest.raises(Stale, match="Removed"):
        office.do(Doing(lambda work: work.shelf(CUSTOMERS).change(site)))


def test_a_refused_command_leaves_everything_as_it_was(office: SqlOffice) -> None:
    def half(work: Work) -> None:
        fill(work)
        raise Refused(company_message())

    with pytest.raises(Refused):
        office.do(Doing(half))
    assert office.ask(Asking(lambda work: (work.shelf(CUSTOMERS).find(), work.shelf(VISITS).find(), work.change_sets()))) == (
        [],
        [],
        [],
    )


def company_message() -> Any:
    from visitplanner.domain.core.messages import said

    return said("no")


def test_a_question_cannot_change_anything(office: SqlOffice, folder: Path) -> None:
    with pytest.raises(Refused):
        office.ask(Asking(lambda work: work.shelf(COMPANIES).add(company())))
    office.do(add_customers(1))
    assert office.ask(Asking(lambda work: len(work.shelf(COMPANIES).find()))) == 1


def test_a_transaction_knows_its_day_and_its_instant_in_utc(office: SqlOffice) -> None:
    today, now = office.ask(Asking(lambda work: (work.today, work.now)))
    assert today == TODAY
    assert now.tzinfo is dt.UTC


def test_what_undo_puts_back_is_newer_than_what_any_form_has_read(office: SqlOffice) -> None:
    office.do(add_customers(1))
    (read,) = office.ask(Asking(lambda work: work.shelf(CUSTOMERS).find()))
    removed = office.do(Doing(lambda work: work.shelf(CUSTOMERS).remove(read)))
    assert removed.undo is not None
    office.do(removed.undo)
    (back,) = office.ask(Asking(lambda work: work.shelf(CUSTOMERS).find()))
    assert back == replace(read, version=read.version + 1)
    with pytest.raises(Stale):
        office.do(Doing(lambda work: work.shelf(CUSTOMERS).change(replace(read, name="舊表單"))))


def test_a_record_removed_twice_in_one_command_is_noticed(office: SqlOffice) -> None:
    office.do(add_customers(1))

    def twice(work: Work) -> None:
        (site,) = work.shelf(CUSTOMERS).find()
        work.shelf(CUSTOMERS).remove(site)
        work.shelf(CUSTOMERS).remove(site)

    with pytest.raises(Stale, match="Removed by somebody"):
        office.do(Doing(twice))
    assert len(office.ask(Asking(lambda work: work.shelf(CUSTOMERS).find()))) == 1


def test_one_of_these_or_nothing_finds_those_that_have_nothing_too(office: SqlOffice) -> None:
    park = Park(name="新營工業區", township="新營區")

    def keep(work: Work) -> None:
        work.shelf(PARKS).add(park)
        firm = work.shelf(COMPANIES).add(company())
        for number, where in ((1, park.id), (2, None), (3, None)):
            work.shelf(CUSTOMERS).add(customer(firm.id, number, park_id=where))

    office.do(Doing(keep))

    def found(park_id: object) -> int:
        return len(office.ask(Asking(lambda work: work.shelf(CUSTOMERS).find(park_id=park_id))))

    assert (found([park.id]), found([park.id, None]), found([None]), found(None)) == (1, 3, 2, 2)
