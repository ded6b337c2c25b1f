"""Capacitors, accounts together, second feeders and temporary power, asked as page and command line ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.tariffs.answers.answer_cases import figures
from tests.domain.tariffs.bills.made_loads import account, flat_load
from tests.services.tariffs.month_readings import SITE, july
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.tariffs.answers.battery import Battery
from visitplanner.domain.tariffs.answers.dated_figures import Figure, KnownFigure, figures_of
from visitplanner.domain.tariffs.answers.generation import SimpleSun
from visitplanner.domain.tariffs.answers.standby import Feeder, FeederOwner
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.services.answers.behind_meter import BehindMeter, behind_meter
from visitplanner.services.answers.sites import accounts_together, capacitors_of_load, capacitors_of_readings
from visitplanner.services.answers.supply import bills_compared, carbon_of_load, loop_cost, temporary_cost, wheeling_of

TWO = TariffOption.TWO_STAGE
JUNE_AND_JULY = flat_load(dt.date(2026, 6, 1), 61, 400 * 250)


@pytest.fixture(scope="module")
def library() -> Library:
    return tariff_library()


def question(option: TariffOption = TWO, kw: int = 500, **particulars: object) -> Question:
    return Question(account(option, (kw, 0, 0, 0), **particulars), ())


def months_of(answer: object) -> list[Month]:
    return [each.month for each in answer.months]  # type: ignore[attr-defined]


def test_capacitors_of_the_newest_twelve_readings_whatever_their_order(library: Library) -> None:
    """The oldest of thirteen has the worst power factor; it is not asked about."""
    readings = [
        july(month=dt.date(2025 + n // 12, n % 12 + 1, 1), power_factor_percent=Decimal(80 if n else 50)) for n in range(13)
    ]
    found = capacitors_of_readings(library, SITE, [readings[0], *reversed(readings[1:])], None)
    assert found.months and Month(2025, 1) not in months_of(found)
    assert {each.percent for each in found.months} == {80} and found.saving_ntd == sum(each.saving_ntd for each in found.months)


def test_readings_that_cannot_be_billed_or_tell_no_power_factor_are_passed_over(library: Library) -> None:
    june = july(month=dt.date(2026, 6, 1), power_factor_percent=Decimal(80))
    bare = july(month=dt.date(2026, 7, 1), kwh={}, kwh_total=Decimal(1000), power_factor_percent=Decimal(80))
    assert months_of(capacitors_of_readings(library, SITE, [june, bare], None)) == [Month(2026, 6)]
    with pytest.raises(Unknown) as caught:
        capacitors_of_readings(library, SITE, [bare, replace(june, power_factor_percent=None)], None)
    assert caught.value.field == "power_factor"


def test_the_saving_of_capacitors_is_the_bill_at_ninety_five_percent_less(library: Library) -> None:
    worse, best = (question(power_factor_percent=Decimal(percent)) for percent in (80, 95))
    found = capacitors_of_load(library, JUNE_AND_JULY, worse, Decimal(600))
    bills = [bills_compared(library, JUNE_AND_JULY, each) for each in (worse, best)]
    assert found.saving_ntd == bills[0].total - bills[1].total > 0 and found.price_ntd == 600
    # 400 kW all the time: tan(acos .8) - tan(acos .95) = 0.75 - 0.32868
    assert found.least_kvar == found.most_kvar == 169


@pytest.mark.parametrize("changes", [{"option": TariffOption.THREE_STAGE_FIXED}, {"voltage": Voltage.EXTRA_HIGH}])
def test_accounts_of_different_supply_are_not_merged(library: Library, changes: dict[str, object]) -> None:
    second = replace(question(), account=replace(question().account, **changes))  # type: ignore[arg-type]
    with pytest.raises(Refused) as caught:
        accounts_together(library, [(JUNE_AND_JULY, question()), (JUNE_AND_JULY, question()), (JUNE_AND_JULY, second)])
    assert caught.value.field == "option" and caught.value.mend is not None


def test_accounts_are_billed_over_the_whole_months_all_of_them_have(library: Library) -> None:
    """June to July, and 15 June to August: July alone is whole in both."""
    other = flat_load(dt.date(2026, 6, 15), 78, 300 * 250)
    found = accounts_together(library, [(JUNE_AND_JULY, question()), (other, question(kw=300))])
    assert [bill.use.month for bill in found.whole.present.months] == [Month(2026, 7)]
    assert found.whole.contracts == (800, 0, 0, 0) and [part.contracts[0] for part in found.parts] == [500, 300]
    assert found.whole.present.months[0].use.total_wh == 700_000 * 24 * 31
    assert found.apart_ntd == sum(bills_compared(library, load, asked).total for load, asked in _july(other))


def _july(other: Load) -> list[tuple[Load, Question]]:
    span = dt.date(2026, 7, 1), dt.date(2026, 7, 31)
    return [(JUNE_AND_JULY.between(*span), question()), (other.between(*span), question(kw=300))]


@pytest.mark.parametrize(
    ("feeder", "owner", "percent"),
    [
        (Feeder.SAME_SUBSTATION, FeederOwner.TAIPOWER, 10),
        (Feeder.SAME_SUBSTATION, FeederOwner.CUSTOMER, 0),
        (Feeder.OTHER_SUBSTATION, FeederOwner.TAIPOWER, 15),
        (Feeder.OTHER_SUBSTATION, FeederOwner.UNDERGROUND, 10),
    ],
)
def test_a_loop_costs_its_share_of_the_basic_charge_each_month(
    library: Library, feeder: Feeder, owner: FeederOwner, percent: int
) -> None:
    """June and July at 223.60 for each of 500 kW; nothing else of the bill changes, and a month is rounded to a tenth."""
    cost = loop_cost(library, JUNE_AND_JULY, question(), feeder, owner)
    assert cost.kw == 500 and cost.percent == percent and len(cost.months) == 2 and cost.energy == 0
    assert abs(cost.total - 2 * 500 * Decimal("223.60") * percent / 100) <= 2
    assert str(cost.clause).endswith(f"{percent} % of the basic charge on all contracts")


def test_temporary_power_is_reckoned_at_the_month_asked_for(library: Library) -> None:
    year = bills_compared(library, flat_load(dt.date(2026, 5, 1), 61, 250), question())
    assert temporary_cost(year, 6, 300, 10, Decimal(0)).total == Decimal("223.60") * 300 * 10 / 30 * Decimal("1.6")
    with pytest.raises(Refused, match="no whole month 7") as caught:
        temporary_cost(year, 7, 300, 10, Decimal(0))
    assert caught.value.field == "month"


def test_wheeling_takes_the_fee_of_the_day_and_carbon_the_factor_of_each_months_end(library: Library) -> None:
    def dated(figure: Figure, first: str, amount: str) -> KnownFigure:
        return KnownFigure(figure, None, dt.date.fromisoformat(first), None, Decimal(amount), "試填")

    known = figures_of(
        [dated(Figure.WHEELING, "2026-01-01", "0.3"), dated(Figure.WHEELING, "2026-08-01", "0.4")],
        [dated(Figure.CARBON, "2025-01-01", "0.5"), dated(Figure.CARBON, "2026-06-30", "0.25")],
    )
    year = bills_compared(library, flat_load(dt.date(2026, 5, 1), 61, 100 * 250), question())
    for day, fee in (("2026-07-31", "0.3"), ("2026-08-01", "0.4")):
        assert wheeling_of(year, known, dt.date.fromisoformat(day), None, None).fee.amount == Decimal(fee)
    carbon = carbon_of_load(year, known)
    assert carbon.kg == 100 * 24 * (31 * Decimal("0.5") + 30 * Decimal("0.25")) and len(carbon.factors) == 2
    with pytest.raises(Unknown):
        carbon_of_load(bills_compared(library, flat_load(dt.date(2024, 12, 1), 62, 250), question()), known)
    with pytest.raises(Unknown):
        wheeling_of(year, figures(), dt.date(2026, 7, 1), None, None)


SUN = SimpleSun(Decimal(100), (Decimal(4),) * 12)


def test_behind_the_meter_something_must_stand_and_a_guess_is_not_made(library: Library) -> None:
    with pytest.raises(Refused, match="Neither generation nor a battery"):
        behind_meter(library, JUNE_AND_JULY, question(), BehindMeter())
    with pytest.raises(Refused) as caught:
        behind_meter(library, JUNE_AND_JULY, question(TariffOption.THREE_STAGE_VARIABLE), BehindMeter(SUN))
    assert caught.value.field == "option"


@settings(max_examples=4)
@given(kwp=st.integers(1, 2000))
def test_sun_leaves_the_load_less_what_it_generates(library: Library, kwp: int) -> None:
    put = BehindMeter(SimpleSun(Decimal(kwp), (Decimal(4),) * 12))
    found = behind_meter(library, JUNE_AND_JULY, question(), put)
    assert found.months == (Month(2026, 6), Month(2026, 7)) and found.storage is None and found.generation is not None
    assert abs(found.generation.used_wh + found.generation.surplus_wh - kwp * 4000 * 61) <= 61
    # the half sine of 4 kWh a day has its top at 4 * pi / 24 kW of a kWp; above 400 kW something is left over
    assert (found.generation.surplus_wh > 0) == (kwp * 4 * np.pi / 24 > 400.2) or abs(kwp * 4 * np.pi / 24 - 400) < 2
    told = " ".join(map(str, found.notes))
    assert ("beyond the load" in told) == bool(found.generation.surplus_wh)
    assert "half sine" in told and "battery" not in told and "power factor" not in told.lower()


def test_what_is_put_there_is_named_in_the_notes_and_nothing_else(library: Library) -> None:
    """400 kW all day and 800 from 10 to 11: a battery of 100 kW and 200 kWh takes 100 kW off."""
    wh = JUNE_AND_JULY.wh.reshape(-1, 96).copy()
    wh[:, 40:44] = 800 * 250
    load = Load(JUNE_AND_JULY.first_day, wh.reshape(-1))
    battery = BehindMeter(battery=Battery(100 * 250, 200_000, 90))
    found = behind_meter(library, load, question(kw=800), battery)
    assert found.generation is None and found.storage is not None
    assert [(each.before_wh, each.after_wh) for each in found.storage.months][1] == (800 * 250, 700 * 250)
    told = " ".join(map(str, found.notes))
    assert "The battery shaves" in told and "half sine" not in told and "beyond" not in told
    profile = BehindMeter(profile=flat_load(JUNE_AND_JULY.first_day, 61, 10 * 250))
    asked = question(kw=800, power_factor_percent=Decimal(90))
    told = " ".join(map(str, behind_meter(library, load, asked, profile).notes))
    assert "half sine" not in told and "The power factor is taken as it was" in told
    both = behind_meter(library, load, question(kw=800), BehindMeter(SUN, None, battery.battery))
    assert both.storage is not None and both.generation is not None
    assert both.storage.load.wh.sum() >= both.generation.load.wh.sum() < load.wh.sum()
    with pytest.raises(Refused) as caught:
        behind_meter(library, load, question(), BehindMeter(profile=flat_load(dt.date(2026, 6, 2), 60, 250)))
    assert caught.value.field == "profile"
