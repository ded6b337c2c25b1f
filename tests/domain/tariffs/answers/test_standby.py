"""Standby and temporary power by chapters 6 and 7, worked by hand on 400 kW day and night at 1,000 kW of contract."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.domain.tariffs.answers.answer_cases import compared, flat_year
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.tariffs.answers.standby import (
    Feeder,
    FeederOwner,
    Generator,
    Plant,
    feeder_percent,
    mean_energy_price,
    own_generation,
    spare_feeder,
    temporary_power,
)
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.bills.library import Library

YEAR = 6 * Decimal("166.90") + 4 * Decimal("223.60") + 2 * Decimal("195.25")
"""NT$ a year of 1 kW of regular contract, high voltage: 2,286.30."""


@pytest.fixture
def bills(library: Library) -> tuple[MonthBill, ...]:
    return compared(library, flat_year(400)).under(TariffOption.TWO_STAGE).bills((1000, 0, 0, 0)).months


@pytest.mark.parametrize(
    ("voltage", "feeder", "owner", "percent"),
    [
        (Voltage.HIGH, "same", "taipower", 10),
        (Voltage.HIGH, "same", "own", 0),
        (Voltage.HIGH, "same", "own_underground", 5),
        (Voltage.HIGH, "other", "taipower", 15),
        (Voltage.HIGH, "other", "own", 5),
        (Voltage.HIGH, "other", "own_underground", 10),
        (Voltage.EXTRA_HIGH, "same", "taipower", 15),
        (Voltage.EXTRA_HIGH, "same", "own", 5),
        (Voltage.EXTRA_HIGH, "other", "own_underground", 10),
    ],
)
def test_the_share_of_every_feeder(voltage: Voltage, feeder: str, owner: str, percent: int) -> None:
    assert feeder_percent(voltage, Feeder(feeder), FeederOwner(owner)) == percent


def test_a_spare_feeder_costs_its_share_of_the_basic_charge(bills: tuple[MonthBill, ...]) -> None:
    cost = spare_feeder(bills, 800, Feeder.OTHER_SUBSTATION, FeederOwner.TAIPOWER)
    assert cost.total == 800 * YEAR * Decimal("0.15") == Decimal("274356")
    for kw in (0, 1001):
        with pytest.raises(Refused):
            spare_feeder(bills, kw, Feeder.SAME_SUBSTATION, FeederOwner.TAIPOWER)


def test_power_factor_and_coefficient_bear_on_it(library: Library) -> None:
    asked = compared(library, flat_year(400), power_factor_percent=Decimal(95), sector="264")
    found = asked.under(TariffOption.TWO_STAGE).bills((1000, 0, 0, 0)).months
    cost = spare_feeder(found, 800, Feeder.SAME_SUBSTATION, FeederOwner.TAIPOWER)
    assert cost.total == 800 * YEAR * Decimal("0.10") * Decimal("0.985") * Decimal("0.943")


def test_own_generation_pays_a_quarter_unused_and_more_in_a_month_of_use(bills: tuple[MonthBill, ...]) -> None:
    unused = own_generation(bills, 500, {})
    assert unused.total == 500 * YEAR / 4
    july = own_generation(bills, 500, {7: Decimal(20)})
    price = Decimal("223.60")
    assert july.basic == unused.total + 500 * price * (Decimal("1.15") - Decimal("0.25"))
    assert july.energy == 500 * 20 * Decimal("1.25") * mean_energy_price(bills[6])
    with pytest.raises(Refused):
        own_generation(bills, 0, {})


@pytest.mark.parametrize(("generator", "section"), [("cogeneration", 3), ("producer", 4), ("renewable", 5)])
def test_agreed_maintenance_pays_the_usual_prices_by_the_day(bills: tuple[MonthBill, ...], generator: str, section: int) -> None:
    """14 of February's 28 days: half the month's basic charge, energy without the quarter more (article 3(1))."""
    cost = own_generation(bills, 500, {2: Decimal(40)}, Plant(Generator(generator), {2: 14}))
    unused = own_generation(bills, 500, {})
    price = Decimal("166.90")
    assert cost.basic == unused.total + 500 * price * (Decimal("0.5") - Decimal("0.25"))
    assert cost.energy == 500 * 40 * mean_energy_price(bills[1])
    assert str(cost.clause.values["section"]) == f"section {section}" and "maintenance" in cost.clause.template


def test_maintenance_where_the_section_knows_none_is_refused(bills: tuple[MonthBill, ...]) -> None:
    for generator, days in (("own", {2: 3}), ("cogeneration", {7: 1}), ("cogeneration", {5: 16}), ("producer", {2: 0})):
        with pytest.raises(Refused) as refusal:
            own_generation(bills, 500, {}, Plant(Generator(generator), days))
        assert refusal.value.field == "maintenance"
    for generator, days in (("cogeneration", {5: 15}), ("cogeneration", {10: 16}), ("renewable", {7: 5})):
        assert own_generation(bills, 500, {}, Plant(Generator(generator), days)).total > 0


def test_maintenance_and_another_use_in_one_month(bills: tuple[MonthBill, ...]) -> None:
    """30 of 40 hours are maintenance: they cost the usual price, ten a quarter more; the month is one of use (article 3(1))."""
    plant = Plant(Generator.COGENERATION, {2: 14}, {2: Decimal(30)})
    cost = own_generation(bills, 500, {2: Decimal(40)}, plant)
    mean, unused = mean_energy_price(bills[1]), own_generation(bills, 500, {})
    assert cost.energy == pytest.approx(500 * mean * 30 + 500 * mean * 10 * Decimal("1.25"))
    assert cost.basic == unused.total + 500 * Decimal("166.90") * (Decimal("1.15") - Decimal("0.25"))
    only = own_generation(bills, 500, {2: Decimal(40)}, Plant(Generator.COGENERATION, {2: 14}, {2: Decimal(40)}))
    assert only.basic == unused.total + 500 * Decimal("166.90") * (Decimal("0.5") - Decimal("0.25"))


def test_a_short_failure_of_cogeneration_outside_the_summer_is_charged_by_the_day(bills: tuple[MonthBill, ...]) -> None:
    """One of February's 28 days at 1.15 times the price instead of the whole month (article 3(1)1(1)b)."""
    cost = own_generation(bills, 500, {2: Decimal(20)}, Plant(Generator.COGENERATION, failures={2: 1}))
    unused, price = own_generation(bills, 500, {}), Decimal("166.90")
    assert cost.basic - unused.total == pytest.approx(500 * price * (Decimal("1.15") / 28 - Decimal("0.25")))
    assert cost.energy == 500 * 20 * Decimal("1.25") * mean_energy_price(bills[1])
    for plant, field in (
        (Plant(Generator.PRODUCER, failures={2: 1}), "generator"),
        (Plant(Generator.COGENERATION, failures={2: 2, 3: 2}), "failures"),
        (Plant(Generator.COGENERATION, failures={7: 1}), "failures"),
        (Plant(Generator.OWN, old=True), "generator"),
    ):
        with pytest.raises(Refused) as refusal:
            own_generation(bills, 500, {}, plant)
        assert refusal.value.field == field


def test_an_old_cogeneration_plant_pays_a_twentieth_when_unused(bills: tuple[MonthBill, ...]) -> None:
    assert own_generation(bills, 500, {}, Plant(Generator.COGENERATION, old=True)).total == 500 * YEAR * Decimal("0.05")


def test_over_its_contract_standby_costs_twice_then_three_times(bills: tuple[MonthBill, ...]) -> None:
    """600 kW at a contract of 500: 50 kW twice, 50 kW three times standby's price of a month of use (article 4)."""
    usual = own_generation(bills, 500, {7: Decimal(20)})
    over = own_generation(bills, 500, {7: Decimal(20)}, Plant(highest_kw={7: 600}))
    assert over.basic - usual.basic == (50 * 2 + 50 * 3) * Decimal("223.60") * Decimal("1.15")
    assert own_generation(bills, 500, {7: Decimal(20)}, Plant(highest_kw={7: 500})).basic == usual.basic


def test_temporary_power_by_the_day(bills: tuple[MonthBill, ...]) -> None:
    cost = temporary_power(bills[6], 100, 15, Decimal(5000))
    assert cost.basic == 100 * Decimal("223.60") / 2 * Decimal("1.6") == 17_888
    assert cost.energy == 5000 * mean_energy_price(bills[6]) * Decimal("1.6")
    assert cost.total == cost.basic + cost.energy
    for kw, days in ((0, 1), (1, 0)):
        with pytest.raises(Refused):
            temporary_power(bills[6], kw, days, Decimal(0))


def test_the_mean_price_is_the_energy_charge_for_a_kilowatt_hour(bills: tuple[MonthBill, ...]) -> None:
    february = bills[1]
    # 28 days × 24 h × 400 kW at a mean between the off-peak and the peak price
    assert february.use.total_wh == 28 * 24 * 400_000
    assert Decimal("2.46") < mean_energy_price(february) < Decimal("6.37")


@pytest.mark.parametrize(
    ("hours", "plant", "said"),
    [
        ({2: 40}, Plant(Generator.COGENERATION, {2: 14}, {2: Decimal(30)}), "is silent on the rest of the month"),
        ({2: 40}, Plant(Generator.COGENERATION, failures={2: 1}), "nothing for the rest"),
        ({7: 20}, Plant(highest_kw={7: 600}), "price of standby power"),
    ],
)
def test_what_the_text_leaves_open_is_said_where_it_touches_the_case(
    bills: tuple[MonthBill, ...], hours: dict[int, int], plant: Plant, said: str
) -> None:
    used = {month: Decimal(each) for month, each in hours.items()}
    told = [str(note) for note in own_generation(bills, 500, used, plant).notes]
    plain = [str(note) for note in own_generation(bills, 500, used, Plant(plant.generator)).notes]
    assert sum(said in note for note in told) == 1 and not any("Read here" in note for note in plain)
    assert len(told) == len(plain) + 1 and "loop" in plain[-1]
