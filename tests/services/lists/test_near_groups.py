"""One group written in two ways is one group; one that is nearly called like another is warned of by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import new_office
from tests.services.lists.test_imports import ONE, TWO, altered, do, sheets
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
