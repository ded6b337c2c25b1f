"""The director's view: who is late, where cases wait, and what a contract changed after advice saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from tests.builders import TODAY, Clock, Keep, SmallOffice
from visitplanner.domain.customers.customers import ContractChange, Contracts
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.visits.visits import VisitOutcome, VisitState
from visitplanner.i18n import language
from visitplanner.services.director.director import DirectorOf
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.store.office import SqlOffice

HELD = dt.date(2026, 1, 14)
SINCE = dt.date(2026, 2, 1)


def advised(office: SqlOffice, small: SmallOffice, *topics: str) -> None:
    done = replace(
        small.visit(day=HELD),
        state=VisitState.DONE,
        held_on=HELD,
        outcome=VisitOutcome.DONE,
        topics=topics or ("contract_capacity",),
    )
    before = ContractChange(customer_id=small.large.id, effective_on=SINCE, before=Contracts(1500), after=Contracts(1000))
    office.do(Keep((("visits", done), ("contract_changes", before))))


def test_who_is_late_stands_first_and_cases_are_counted_by_window_and_age(
    office: SqlOffice, small: SmallOffice, clock: Clock
) -> None:
    office.do(RaiseFollowUp(small.large.id, Raised("壓降", Window.TECHNICAL, small.technical.id, dt.date(2026, 3, 17))))
    clock.today = dt.date(2026, 4, 15)
    view = office.ask(DirectorOf(2026))
    assert (view.people[0].person, view.people[0].late_cases, view.people[0].needs_help) == ("吳電務", 1, True)
    (technical,) = [line for line in view.windows if line.window is Window.TECHNICAL]
    assert (technical.open, technical.overdue, technical.by_age[0]) == (1, 1, 0)
    assert view.standing.whole.required == sum(1 for _row in view.standing.due)


def test_a_change_after_advice_is_unknown_until_a_month_is_read(office: SqlOffice, small: SmallOffice) -> None:
    advised(office, small)
    (one,) = office.ask(DirectorOf(2026)).followed
    assert (one.likely, one.months) == (None, ())
    assert one.why is not None and language().say(one.why) == "變更後尚無抄表資料，無法計算。"
    assert office.ask(DirectorOf(2026)).realised is None


def test_a_change_without_advice_is_nobody_s_worth(office: SqlOffice, small: SmallOffice) -> None:
    advised(office, small, "outlook")
    view = office.ask(DirectorOf(2026))
    assert (view.advised, view.followed) == (0, ())


def test_what_a_lower_contract_saved_is_reckoned_from_the_months_since(office: SqlOffice, small: SmallOffice) -> None:
    advised(office, small)
    energy = {"half_peak": Decimal(120000), "saturday_half_peak": Decimal(30000), "off_peak": Decimal(90000)}  # no summer month
    demand = dict.fromkeys(energy, Decimal(700))
    readings = [
        MonthlyReading(customer_id=small.large.id, month=dt.date(2026, month, 1), kwh=energy, max_kw=demand,
                       power_factor_percent=Decimal(95))
        for month in (1, 2)
    ]  # fmt: skip
    office.do(Keep(tuple(("monthly_readings", each) for each in readings)))
    view = office.ask(DirectorOf(2026))
    (one,) = view.followed
    assert [month.month for month in one.months] == [2], one.why
    assert one.least is not None and one.likely is not None and one.most is not None
    assert 0 < one.least <= one.likely <= one.most
    assert view.realised == (one.least, one.likely, one.most)
    assert one.effective_on == SINCE < TODAY
