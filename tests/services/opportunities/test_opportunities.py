"""機會: the figures are those of the advice, the order is theirs times the haste, and only what changed is weighed anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tests.builders import TODAY, Clock, SmallOffice, new_office
from tests.domain.tariffs.bills.made_loads import flat_load
from visitplanner import bootstrap
from visitplanner.domain.customers.customers import CUSTOMERS, Customer
from visitplanner.domain.planning.year.opportunities import Haste, worth
from visitplanner.domain.programme.obligations import State
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.services.advice.advice_settings import ThresholdInForce
from visitplanner.services.core.ports import Office
from visitplanner.services.customers.customers import ChangeCustomer
from visitplanner.services.loads.loads import ImportLoad, LoadFile, LoadFindings, Stamp
from visitplanner.services.office.demonstration_load import invented_load
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettingsInForce
from visitplanner.services.opportunities.opportunities import Opportunities, OpportunityList
from visitplanner.services.opportunities.weighing import WeighingsNow, curve_of, weigh_all
from visitplanner.services.tariffs.advice import advise_load, asked_of_customer

FIRST = dt.date(2025, 1, 1)


@pytest.fixture
def small() -> SmallOffice:
    return SmallOffice()


@pytest.fixture
def office(tmp_path: Path, small: SmallOffice) -> Iterator[Office]:
    made = new_office(tmp_path / "office", Clock())
    small.keep(made)
    yield made
    made.close()


def keep_load(office: Office, customer: Customer, kw: int, seed: int = 7, days: int = 365) -> Load:
    load = invented_load(FIRST, days, kw, seed)
    office.do(ImportLoad(LoadFile(customer.account, load, Stamp.END, "load.csv", LoadFindings(rows=load.wh.size))))
    return load


def weighed(office: Office) -> Opportunities:
    weigh_all(office, bootstrap.known().tariffs(), TODAY, office.ask(ThresholdInForce()), processes=1)
    return office.ask(OpportunityList())


def test_the_figures_are_those_of_the_advice(office: Office, small: SmallOffice) -> None:
    load = keep_load(office, small.large, small.large.regular_kw // 2)
    (row,) = weighed(office).rows
    known = bootstrap.known()
    advised = advise_load(known, asked_of_customer(known.tariffs(), small.large, load, TODAY))
    best = advised.recommended
    assert best is not None
    assert (row.found.saving_ntd, row.found.least_ntd) == (best.saving_ntd, advised.sure[best.option].low_ntd)
    assert str(row.found.told) == str(advised.headline)


def test_nothing_is_weighed_before_somebody_weighs_and_nobody_is_forgotten(office: Office, small: SmallOffice) -> None:
    keep_load(office, small.large, 1000)
    keep_load(office, small.sites[0], 500, days=60)
    before = office.ask(OpportunityList())
    assert (before.rows, before.waiting) == ((), 2)
    after = weighed(office)
    customers = office.ask(AllOf())
    assert after.waiting == 0 and after.without == len(customers) - 2
    short = next(row for row in after.rows if row.customer.id == small.sites[0].id)
    assert short.found.least_ntd is None and "whole months" in str(short.found.told)
    assert after.rows[-1] is short, "whoever has no figure stands last"


class AllOf:
    def answer(self, work: object) -> list[Customer]:
        return work.shelf(CUSTOMERS).find()  # type: ignore[attr-defined]


def test_only_what_changed_is_weighed_anew(office: Office, small: SmallOffice) -> None:
    keep_load(office, small.large, 1000)
    keep_load(office, small.sites[0], 500)
    weighed(office)
    assert office.ask(WeighingsNow()).waiting == ()
    keep_load(office, small.sites[0], 700, seed=9)
    assert [customer.id for customer, _ in office.ask(WeighingsNow()).waiting] == [small.sites[0].id]
    weighed(office)
    changed = replace(next(each for each in office.ask(AllOf()) if each.id == small.large.id), regular_kw=4321)
    office.do(ChangeCustomer(changed))
    assert [customer.id for customer, _ in office.ask(WeighingsNow()).waiting] == [small.large.id]
    weighed(office)
    office.do(ChangeOfficeSettings(replace(office.ask(OfficeSettingsInForce()), threshold=Threshold(Decimal(9999)))))
    assert len(office.ask(WeighingsNow()).waiting) == 2, "another threshold is another answer"


@pytest.mark.parametrize(
    ("state", "times"),
    [(State.OVERDUE, "3"), (State.DUE, "2"), (State.LEFT, "1"), (None, "1"), (State.BOOKED, "0.5"), (State.DONE, "0.5")],
)
def test_a_saving_weighs_more_where_a_visit_is_urgent(state: State | None, times: str) -> None:
    assert worth(Decimal(1000), state, Haste()) == 1000 * Decimal(times)
    assert worth(None, state, Haste()) is None and worth(Decimal(0), state, Haste()) is None


def test_every_state_of_a_visit_has_its_haste() -> None:
    for state in State:
        assert worth(Decimal(2), state, Haste()) is not None


def test_the_curve_is_the_mean_of_the_weekdays_alone() -> None:
    """Monday to Friday at 1,000 kW by day; Saturday and Sunday at 40 kW are not in it, nor is a quarter without a reading."""
    load = flat_load(dt.date(2026, 3, 2), 14, 250_000)
    wh = load.wh.reshape(14, 96).copy()
    wh[[5, 6, 12, 13]] = 10_000
    wh[:, :32] = 100_000
    missing = np.zeros((14, 96), dtype=np.bool_)
    missing[0, 40], wh[0, 40] = True, 0
    curve = curve_of(Load(load.first_day, wh.reshape(-1), missing.reshape(-1)))
    assert curve == (400.0,) * 8 + (1000.0,) * 16


def test_an_hour_nobody_read_leaves_no_curve() -> None:
    load = flat_load(dt.date(2026, 3, 2), 7, 250_000)
    missing = np.zeros((7, 96), dtype=np.bool_)
    missing[:, 20:24] = True
    assert curve_of(Load(load.first_day, np.where(missing.reshape(-1), 0, load.wh), missing.reshape(-1))) == ()
