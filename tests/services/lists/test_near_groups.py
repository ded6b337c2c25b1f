"""One group written in two ways is one group; one that is nearly called like another is warned of by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import new_office
from tests.services.lists.test_imports import ONE, TWO, altered, do, sheets
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.customers.customers import CustomerOf
from visitplanner.services.customers.groups import GroupList
from visitplanner.services.lists.imports import OnDuplicate, ReadCustomers
from visitplanner.store.office import SqlOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    opened = new_office(tmp_path / "office")
    yield opened
    opened.close()


def two(first: str, second: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return altered(ONE, "所屬集團", first), altered(TWO, "所屬集團", second)


@pytest.mark.parametrize("names", [("臺嶺集團", "台嶺集團"), ("峰岳集團", "峯岳集團"), ("ＨＳ 集團", "hs集團")])
def test_two_spellings_make_one_group_under_the_first(office: SqlOffice, names: tuple[str, str]) -> None:
    report = do(office, sheets(*two(*names)))
    (row,) = office.ask(GroupList())
    assert (row.group.name, len(row.sites), report.warnings) == (names[0].replace(" ", ""), 2, ())


def test_a_group_nearly_called_like_another_is_warned_of_before_and_after_writing(office: SqlOffice) -> None:
    listed = sheets(*two("沐里集團", "沐里關係企業"))
    (warned,) = office.ask(ReadCustomers(listed)).warnings
    assert (warned.row, warned.value, "沐里集團" in str(warned.reason)) == (3, "沐里關係企業", True)
    assert do(office, listed).warnings == (warned,)
    assert len(office.ask(GroupList())) == 2
    assert do(office, listed).warnings == ()


def test_a_contact_written_with_a_variant_sign_is_the_same_person(office: SqlOffice) -> None:
    do(office, sheets(altered(ONE, "聯絡人", "陳峯")))
    changed = altered(altered(ONE, "聯絡人", "陳峰"), "聯絡電話", "02-5550-0909")
    report = do(office, sheets(changed), on_duplicate=OnDuplicate.UPDATE)
    ident = office.ask(GroupList())[0].sites[0].id
    assert len(report.updates) == 1
    assert [(one.name, one.phone) for one in office.ask(CustomerOf(ident)).contacts] == [("陳峯", "02-5550-0909")]


@pytest.mark.parametrize("names", [("國光集團", "国光集团"), ("廣澤集團", "広沢集團")])
def test_a_group_in_signs_of_another_writing_is_warned_of_and_kept_as_its_own(office: SqlOffice, names: tuple[str, str]) -> None:
    (warned,) = do(office, sheets(*two(*names))).warnings
    assert (warned.value, names[0] in str(warned.reason)) == (names[1], True)
    assert {row.group.name for row in office.ask(GroupList())} == set(names)


def test_a_customer_in_signs_of_another_writing_is_found_by_both_warned_of_and_never_made_one(office: SqlOffice) -> None:
    do(office, sheets(altered(ONE, "戶名", "國電製造股份有限公司")))
    (warned,) = do(office, sheets(altered(TWO, "戶名", "国电制造股份有限公司"))).warnings
    assert warned.value == "国电制造股份有限公司" and "國電製造" in str(warned.reason)
    for typed in ("国电制造", "國電製造", "國电制造"):
        found = [row.customer for row in office.ask(CustomerList(text=typed))]
        assert {one.name for one in found} == {"國電製造股份有限公司", "国电制造股份有限公司"}
        assert len({one.company_id for one in found}) == 2


@pytest.mark.parametrize(("ids", "said"), [(("12345675", "04595257"), 0), (("12345675", ""), 1)])
def test_two_companies_with_tax_numbers_of_their_own_are_two_without_a_word(
    office: SqlOffice, ids: tuple[str, str], said: int
) -> None:
    one = altered(altered(ONE, "戶名", "國電製造"), "統一編號", ids[0])
    other = altered(altered(TWO, "戶名", "国电制造"), "統一編號", ids[1])
    assert len(do(office, sheets(one, other)).warnings) == said
