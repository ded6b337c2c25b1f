"""What holds of every bill, whatever the customer and the meter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.tariffs.bills.bill_cases import check_parts
from tests.domain.tariffs.bills.made_loads import account, accounts, months, noisy_load, readings, uses
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.bills.accounts import Account
from visitplanner.domain.tariffs.bills.assumptions import readings_borne
from visitplanner.domain.tariffs.bills.bill import MonthBill, bill_month, charged_over_kw
from visitplanner.domain.tariffs.bills.contract_year import contract_terms
from visitplanner.domain.tariffs.bills.library import Library, timeline
from visitplanner.domain.tariffs.bills.year import Question, bill_load, months_of_load
from visitplanner.domain.tariffs.books.off_peak_days import OffPeakDays
from visitplanner.domain.tariffs.books.readings import Readings, choices_of, reading_names, with_choice
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.contracts.contract_charge import evaluate
from visitplanner.reference.tariff_books import tariff_library

LIBRARY = tariff_library()


def bill_of(data: st.DataObject, customer: Account, month: Month, choices: Readings) -> MonthBill:
    (priced,) = timeline(LIBRARY, customer, (month,), choices)
    use = data.draw(uses(month, priced.spans))
    return bill_month(customer, use, priced.prices, priced.coefficient, choices)


@given(st.data(), accounts(), months, readings)
def test_the_parts_and_the_lines_of_a_bill_add_up_to_its_total(
    data: st.DataObject, customer: Account, month: Month, choices: Readings
) -> None:
    check_parts(bill_of(data, customer, month, choices))


@given(st.data(), accounts(), months, readings)
def test_charging_whole_watts_gives_what_the_explained_excesses_cost(
    data: st.DataObject, customer: Account, month: Month, choices: Readings
) -> None:
    bill = bill_of(data, customer, month, choices)
    whole = sum((excess.surcharge_ntd for excess in bill.excesses), Decimal(0))
    assert abs(bill.surcharge - whole) <= Decimal("0.05")


@given(st.data(), accounts(), months, readings)
def test_there_is_no_surcharge_at_or_below_the_contract(
    data: st.DataObject, customer: Account, month: Month, choices: Readings
) -> None:
    bill = bill_of(data, customer, month, choices)
    highest = max(bill.use.demand_w) // 1000 + 1
    roomy = replace(customer, contracts=(highest, *customer.contracts[1:]))
    within = bill_month(roomy, bill.use, bill.prices, bill.coefficient, choices)
    assert (within.surcharge, within.excesses) == (0, ())


@given(st.data(), accounts(), months)
def test_netted_kilowatts_add_up_to_the_greatest_excess(data: st.DataObject, customer: Account, month: Month) -> None:
    bill = bill_of(data, customer, month, Readings())
    gross = [excess.gross_kw for excess in bill.excesses]
    assert sum(excess.net_kw for excess in bill.excesses) == max(gross, default=0)
    assert sum(charged_over_kw(bill).values()) == max(gross, default=0)


@given(st.data(), accounts((TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED, TariffOption.BATCH)), months, readings)
def test_the_contract_problem_charges_what_the_bill_charges(
    data: st.DataObject, customer: Account, month: Month, choices: Readings
) -> None:
    """Basic charge and surcharge of the bill, before rounding and power factor, are the optimiser's own figures."""
    customer = replace(customer, power_factor_percent=None)
    bill = bill_of(data, customer, month, choices)
    cost = evaluate(contract_terms(customer, [bill.use], choices), customer.contracts)
    assert abs(sum(bill.basic_charge) - cost.basic_ntd) < Decimal("0.000001")
    assert abs(bill.surcharge - cost.surcharge_ntd) <= Decimal("0.05")


@given(st.integers(1, 60), st.integers(0, 5))
def test_the_energy_of_a_load_cut_at_any_midnight_adds_up(day: int, seed: int) -> None:
    load = noisy_load(date(2026, 4, 15), 61, seed)
    cut = load.first_day + timedelta(days=day - 1)
    parts = [load.between(load.first_day, cut)]
    if cut < load.last_day:
        parts.append(load.between(cut + timedelta(days=1), load.last_day))
    customer = account(TariffOption.TWO_STAGE)

    def energy(piece: object, place: int) -> int:
        bills = bill_load(LIBRARY, piece, Question(customer, months_of_load(piece))).months  # type: ignore[arg-type]
        return sum(bill.use.energy(place) for bill in bills)

    for place in range(8):
        assert energy(load, place) == sum(energy(part, place) for part in parts)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_an_off_peak_day_is_billed_like_a_sunday(day: date) -> None:
    """The day declared an off-peak day: all its energy lies off-peak, and nothing else changes."""
    load = noisy_load(day, 1)
    days = LIBRARY.off_peak_days
    listed = days.lists[2026]
    declared = {**days.lists, 2026: listed._replace(days=listed.days | {day}, official=False)}
    holiday = Library(LIBRARY.books, OffPeakDays(days.fixed, days.moving, days.moon, declared), LIBRARY.coefficients)
    (bill,) = bill_load(holiday, load, Question(account(TariffOption.THREE_STAGE_FIXED), (Month.of(day),))).months
    assert bill.use.energy(3) + bill.use.energy(7) == int(load.wh.sum()) == bill.use.total_wh
    assert max(bill.use.demand_w) == max(bill.use.demand_w[3], bill.use.demand_w[7]) == 4 * int(load.wh.max())


@given(st.data(), accounts(), months)
def test_a_reading_that_is_not_listed_cannot_change_the_bill(data: st.DataObject, customer: Account, month: Month) -> None:
    bill = bill_of(data, customer, month, Readings())
    for name in set(reading_names()) - set(readings_borne(bill)):
        for choice in choices_of(name):
            other = with_choice(Readings(), name, str(choice))
            (priced,) = timeline(LIBRARY, customer, (month,), other)
            again = bill_month(customer, bill.use, priced.prices, priced.coefficient, other)
            assert (again.total, again.basic, again.surcharge) == (bill.total, bill.basic, bill.surcharge), (name, choice)
