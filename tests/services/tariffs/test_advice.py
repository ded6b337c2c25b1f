"""The sheet's comparison and the whole portfolio, from the customers and loads that are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders_memory import MemoryOffice
from visitplanner.bootstrap import known
from visitplanner.domain.core.errors import Refused, Stopped, Unknown
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.customers.customers import CUSTOMERS, Company, Customer
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.tariffs.advice.trial import version_on
from visitplanner.domain.tariffs.bills.drafts import PriceKey, Rise
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.services.advice.sheet_blocks import adviser
from visitplanner.services.loads.loads import LoadFile, LoadFindings, Stamp, record_of
from visitplanner.services.office.demonstration_load import invented_load
from visitplanner.services.tariffs.drafts import (
    CreateDraft,
    DeleteDraft,
    DraftList,
    DraftNamed,
    percent_of,
    rise_all,
    version_of_draft,
)
from visitplanner.services.tariffs.portfolio import portfolio_gains, portfolio_trial

TODAY = dt.date(2026, 3, 16)
LOAD = invented_load(dt.date(2025, 1, 1), 365, 1000, 4)
advise = adviser(known, lambda: TODAY)


def customer(number: int = 1, **changes: object) -> Customer:
    usual = Customer(
        account=f"{number:011d}",
        name=f"虛構工廠{number}",
        company_id=Company(name="虛構").id,
        voltage=Voltage.HIGH,
        option=TariffOption.TWO_STAGE,
        regular_kw=900,
        sector="261",
    )
    return replace(usual, **changes)


@pytest.fixture
def office() -> MemoryOffice:
    """Five customers: one far over, one well over contract, one whose load is short, one water works, one without a load."""
    office = MemoryOffice(known(), TODAY)
    for number, (kw, days, sector) in enumerate([(1250, 365, "261"), (500, 365, "261"), (900, 90, "261"), (900, 365, "360")], 1):
        kept = office.work.shelf(CUSTOMERS).add(customer(number, regular_kw=kw, sector=sector))
        load = LOAD.between(LOAD.first_day, LOAD.first_day + dt.timedelta(days - 1))
        file = LoadFile(kept.account, load, Stamp.END, "x", LoadFindings(1))
        office.work.shelf(LOADS).add(record_of(kept.id, file))
    office.work.shelf(CUSTOMERS).add(customer(5))
    return office


def test_the_sheet_compares_the_options_with_the_present_one() -> None:
    block = advise(customer(), LOAD)
    assert block is not None and block.present is not None
    assert block.present.is_present and block.present.contracts.regular_kw == 900
    assert [row.year_ntd for row in block.rows] == sorted(row.year_ntd for row in block.rows)
    assert {row.option for row in block.rows} == {
        TariffOption.TWO_STAGE,
        TariffOption.THREE_STAGE_FIXED,
        TariffOption.THREE_STAGE_VARIABLE,
    }
    for row in block.rows:
        assert row.saving_ntd == block.present.year_ntd - row.year_ntd
        assert row.earliest_change is None, "since when the option holds is not in the customer list"
        assert row.low_ntd is not None and row.saving_ntd is not None and row.low_ntd <= row.saving_ntd
    assert block.prices_of == dt.date(2025, 10, 1)
    assert block.assumptions and block.findings and block.draft == ""


def test_a_load_of_less_than_a_year_gives_no_yearly_comparison() -> None:
    assert advise(customer(), LOAD.between(dt.date(2025, 1, 1), dt.date(2025, 11, 30))) is None


def test_the_sheet_claims_nothing_for_water_works() -> None:
    block = advise(customer(sector="360"), LOAD)
    assert block is not None
    assert [row.saving_ntd for row in block.rows] == [None] * 3


def test_the_portfolio_puts_first_who_gains_most_and_says_why_others_have_no_figure(office: MemoryOffice) -> None:
    steps: list[tuple[int, int]] = []
    found = portfolio_gains(office, known().tariffs(), TODAY, lambda done, whole: steps.append((done, whole)))  # type: ignore[arg-type]
    assert [row.customer.name[-1] for row in found.rows] == ["2", "1", "3", "4"]
    first, second, short, water = found.rows
    assert first.saving_ntd is not None and second.saving_ntd is not None and first.saving_ntd > second.saving_ntd
    assert (short.saving_ntd, water.saving_ntd) == (None, None)
    assert short.why is not None and "only 3 whole months" in str(short.why)
    assert water.why is not None and "concession" in str(water.why)
    assert found.without_load == 1
    assert steps[0] == (0, 5) and steps[-1] == (5, 5)


def test_the_portfolio_counts_the_variable_peak_at_its_worst_days(office: MemoryOffice) -> None:
    for row in portfolio_gains(office, known().tariffs(), TODAY).rows:  # type: ignore[arg-type]
        assert row.option is not TariffOption.THREE_STAGE_VARIABLE


def test_cancel_stops_the_portfolio(office: MemoryOffice) -> None:
    with pytest.raises(Stopped):
        portfolio_gains(office, known().tariffs(), TODAY, stop=lambda: True)  # type: ignore[arg-type]


def test_a_change_of_prices_is_sorted_by_its_effect_and_marked_as_a_draft(office: MemoryOffice) -> None:
    library = known().tariffs()
    versions = version_on(library, TODAY), rise_all(library, Decimal(5), TODAY)
    found = portfolio_trial(office, library, TODAY, versions)  # type: ignore[arg-type]
    effects = [row.effect_ntd for row in found.rows if row.effect_ntd is not None]
    assert effects == sorted(effects, reverse=True) and len(effects) == 3
    assert found.draft == "+5 %"


def test_a_draft_raises_the_class_it_names_and_no_other(office: MemoryOffice) -> None:
    command = CreateDraft("116 年草案", dt.date(2027, 1, 1), "審議會資料", {CustomerClass.GENERAL: Rise(Decimal(5), Decimal(2))})
    draft = office.do(command).value
    assert office.ask(DraftList()) == (draft,)
    version = version_of_draft(known().tariffs(), office.ask(DraftNamed("116 年草案")))
    general, school = (
        version.of(each).tariff(Voltage.HIGH, TariffOption.TWO_STAGE)
        for each in (CustomerClass.GENERAL, CustomerClass.SCHOOL_K12)
    )
    assert general.energy[Season.SUMMER][0] == Decimal("7.09")  # 6.75 × 1.05 = 7.0875
    assert general.contracts[Season.SUMMER][0] == Decimal("228.07")  # 223.60 × 1.02 = 228.072
    old = known().tariffs().books.on(TODAY, CustomerClass.SCHOOL_K12).tariff(Voltage.HIGH, TariffOption.TWO_STAGE)
    assert school.energy == old.energy
    assert version.draft is not None and version.draft.source == "審議會資料"


def test_a_single_price_can_be_set_and_is_kept(office: MemoryOffice) -> None:
    key = PriceKey(Voltage.HIGH, TariffOption.TWO_STAGE, "energy", Season.SUMMER, 0)
    office.do(CreateDraft("一價", dt.date(2027, 1, 1), "來源", edits={CustomerClass.GENERAL: {key: Decimal("7.5")}}))
    (kept,) = office.ask(DraftList())
    tariff = version_of_draft(known().tariffs(), kept).of(CustomerClass.GENERAL).tariff(Voltage.HIGH, TariffOption.TWO_STAGE)
    assert tariff.energy[Season.SUMMER][0] == Decimal("7.5")


def test_a_deleted_draft_is_gone(office: MemoryOffice) -> None:
    draft = office.do(CreateDraft("草案", dt.date(2027, 1, 1), "來源")).value
    office.do(DeleteDraft(draft.code))
    assert office.ask(DraftList()) == ()
    with pytest.raises(Unknown, match="no draft tariff"):
        office.do(DeleteDraft(draft.code))


@pytest.mark.parametrize(
    ("title", "source", "percent", "fault"),
    [("", "來源", "1", "needs a name"), ("草案", " ", "1", "needs a source"), ("草案", "來源", "101", "between -100 and 100")],
)
def test_a_draft_without_name_or_source_or_beyond_reason_is_refused(
    office: MemoryOffice, title: str, source: str, percent: str, fault: str
) -> None:
    with pytest.raises(Refused, match=fault):
        office.do(CreateDraft(title, dt.date(2027, 1, 1), source, {CustomerClass.GENERAL: Rise(Decimal(percent))}))
    assert office.ask(DraftList()) == ()


@pytest.mark.parametrize(("text", "percent"), [("5", "5"), ("-3.2%", "-3.2"), (" 4 ％", "4")])
def test_a_percentage_is_read_as_people_write_it(text: str, percent: str) -> None:
    assert percent_of(text) == Decimal(percent)


@pytest.mark.parametrize("text", ["", "five", "NaN", "inf"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no number"):
        percent_of(text)
