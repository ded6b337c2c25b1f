"""Months of demands that make no year, and a draft whose classes rise apart."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.bills.drafts import Rise
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.tariffs.contracts import Demands, MonthDemand, advise_contracts, contract_problem
from visitplanner.services.tariffs.drafts import CreateDraft, DeleteDraft, DraftList, DraftNamed, percent_of, version_of_draft
from visitplanner.store.office import SqlOffice

DAY = dt.date(2026, 3, 16)


@pytest.fixture(scope="module")
def library() -> Library:
    return tariff_library()


def demands(*months: int, kw: int = 480) -> Demands:
    each = tuple(MonthDemand(month, {Period.PEAK: Decimal(kw), Period.OFF_PEAK: Decimal(kw)}) for month in months)
    return Demands(Voltage.HIGH, TariffOption.TWO_STAGE, DAY, each)


@pytest.mark.parametrize("months", [range(1, 12), [*range(1, 12), 13], [*range(1, 13), 0], [], [1, *range(1, 12)]])
def test_months_that_make_no_year_are_refused_beside_them(library: Library, months: list[int]) -> None:
    for asked in (contract_problem, advise_contracts):
        with pytest.raises(Refused) as caught:
            asked(library, demands(*months))
        assert caught.value.field == "months" and caught.value.mend is not None


def test_the_months_of_a_year_in_any_order_are_one_problem(library: Library) -> None:
    forward, backward = (advise_contracts(library, demands(*months)).best for months in (range(1, 13), range(12, 0, -1)))
    assert forward.contracts[:2] == (480, 0) and forward == backward


def test_each_class_of_a_draft_rises_by_its_own_percent_and_the_others_stay(office: SqlOffice, library: Library) -> None:
    rises = {CustomerClass.GENERAL: Rise(Decimal(10), Decimal(-5))}
    draft = office.do(CreateDraft(" 審議草案 ", dt.date(2026, 10, 1), " 新聞稿 ", rises)).value
    assert (draft.title, draft.source, draft.ordinal, draft.based_on) == ("審議草案", "新聞稿", 1, DAY)
    version = version_of_draft(library, draft)
    for each in CustomerClass:
        before, after = library.books.on(DAY, each), version.of(each)
        assert after.classes == frozenset({each}) and after.draft is not None and after.first == dt.date(2026, 10, 1)
        for key, tariff in before.tariffs.items():
            factor = Decimal("1.1") if each is CustomerClass.GENERAL else Decimal(1)
            for old, new in zip(tariff.energy, after.tariffs[key].energy, strict=True):
                for was, now in zip(old, new, strict=True):
                    assert (was is None) == (now is None)
                    assert was is None or now is None or abs(now - was * factor) <= Decimal("0.005")


def test_a_draft_is_named_by_id_or_title_and_deleted_alone(office: SqlOffice) -> None:
    first, second = (office.do(CreateDraft(name, dt.date(2026, 10, 1), "新聞稿")).value for name in "甲乙")
    assert (first.ordinal, second.ordinal) == (1, 2)
    for text in (second.code, str(second.id), "乙"):
        assert office.ask(DraftNamed(text)).id == second.id
    office.do(DeleteDraft("甲"))
    assert [draft.id for draft in office.ask(DraftList())] == [second.id]
    assert office.do(CreateDraft("丙", dt.date(2026, 10, 1), "新聞稿")).value.ordinal == 3
    with pytest.raises(Refused):
        office.ask(DraftNamed("甲"))


@pytest.mark.parametrize(("percent", "taken"), [(100, True), (-100, True), ("100.1", False), ("-100.1", False)])
@pytest.mark.parametrize("part", ["energy", "contracts"])
def test_a_price_changes_by_a_hundred_percent_at_most(office: SqlOffice, percent: object, taken: bool, part: str) -> None:
    amount = Decimal(str(percent))
    rise = Rise(amount, Decimal(0)) if part == "energy" else Rise(Decimal(0), amount)
    command = CreateDraft("甲", dt.date(2026, 10, 1), "新聞稿", {CustomerClass.GENERAL: rise})
    if taken:
        office.do(command)
        return
    with pytest.raises(Refused) as caught:
        office.do(command)
    assert caught.value.field == "percent" and office.ask(DraftList()) == ()


@pytest.mark.parametrize(("text", "percent"), [("5", "5"), (" -3.2 ", "-3.2"), ("5%", "5"), ("5 ％", "5"), ("+7", "7")])
def test_a_percentage_is_read_as_people_write_it(text: str, percent: str) -> None:
    assert percent_of(text) == Decimal(percent)


@pytest.mark.parametrize("text", ["", "五", "5,5", "NaN", "Infinity", "5%%x"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        percent_of(text)
    assert caught.value.field == "percent"
