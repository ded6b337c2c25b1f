"""Planned load by industry, month and probability, and what is different since a submission."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.industries import Industry
from visitplanner.domain.intelligence.cards import INTELLIGENCE, Confidentiality, IntelligenceCard
from visitplanner.domain.intelligence.submissions import LoadChange
from visitplanner.services.intelligence.roll_up import IntelligenceFor, ReportIntelligence, SubmitIntelligence
from visitplanner.services.records.records import AddRecord, ChangeRecord, RemoveRecord
from visitplanner.store.office import SqlOffice

HELD, MARCH = dt.date(2026, 3, 12), dt.date(2027, 3, 1)


def kept(office: SqlOffice, small: SmallOffice, industry: Industry = Industry.STEEL, **facts: Any) -> IntelligenceCard:
    card = IntelligenceCard(**{"subject_id": small.large.id, "industry": industry, "collected_on": HELD, **facts})
    return office.do(AddRecord(INTELLIGENCE, card)).value


def test_load_is_summed_by_industry_month_and_year(office: SqlOffice, small: SmallOffice) -> None:
    kept(office, small, planned_kw=6000, planned_month=MARCH, probability=60)
    kept(office, small, planned_kw=333, planned_month=MARCH, probability=100)
    kept(office, small, Industry.SEMICONDUCTORS, planned_kw=1, planned_month=dt.date(2027, 12, 1))
    kept(office, small, Industry.SEMICONDUCTORS, planned_kw=50)
    kept(office, small, Industry.PETROCHEMICALS, outlook="持平")
    roll_up = office.ask(IntelligenceFor(2027)).roll_up
    assert [row.industry for row in roll_up.rows] == [Industry.SEMICONDUCTORS, Industry.STEEL]
    march, year = roll_up.month(3), roll_up.of_year
    assert (march.plans, march.planned_kw, march.certain_kw, march.weighted_kw) == (2, 6333, 333, Decimal(3933))
    assert (year.plans, year.planned_kw, year.unweighed) == (3, 6334, 1)
    assert (roll_up.undated.planned_kw, roll_up.all_loads.planned_kw, roll_up.of(2026).plans) == (50, 6384, 0)
    assert sum(roll_up.month(month).planned_kw for month in range(1, 13)) == year.planned_kw
    assert office.ask(IntelligenceFor(2030)).roll_up.of_year.plans == 0


def test_a_submission_is_kept_as_it_was_told(office: SqlOffice, small: SmallOffice) -> None:
    with pytest.raises(Refused, match="No card plans a load"):
        office.do(SubmitIntelligence(2027))
    one = kept(office, small, planned_kw=6000, planned_month=MARCH, probability=60)
    sealed = kept(office, small, planned_kw=10, confidentiality=Confidentiality.SEALED)
    assert office.ask(IntelligenceFor(2027)).last is None
    made = office.do(SubmitIntelligence(2027))
    assert {load.name for load in made.value.loads} == {small.large.name, ""}
    assert office.ask(IntelligenceFor(2027)).differences == ()
    office.do(ChangeRecord(INTELLIGENCE, replace(one, planned_kw=7000)))
    office.do(RemoveRecord(INTELLIGENCE, sealed))
    kept(office, small, planned_kw=5)
    found = office.ask(ReportIntelligence(2027)).overview
    assert [(each.change, each.kw) for each in found.differences] == [
        (LoadChange.NEW, 5),
        (LoadChange.CHANGED, 1000),
        (LoadChange.GONE, -10),
    ]
    again = office.do(SubmitIntelligence(2027))
    assert (again.value.number, office.ask(IntelligenceFor(2027)).differences) == (2, ())
    assert again.undo is not None
    office.do(again.undo)
    last = office.ask(IntelligenceFor(2027)).last
    assert last is not None and last.number == 1


def test_a_change_of_words_alone_is_no_difference(office: SqlOffice, small: SmallOffice) -> None:
    one = kept(office, small, planned_kw=6000)
    office.do(SubmitIntelligence(2027))
    office.do(ChangeRecord(INTELLIGENCE, replace(one, outlook="更好", informant="廠長")))
    assert office.ask(IntelligenceFor(2027)).differences == ()


@pytest.mark.parametrize("year", [0, 115, 9999])
def test_what_is_no_year_is_refused(office: SqlOffice, year: int) -> None:
    with pytest.raises(Refused) as refusal:
        office.ask(IntelligenceFor(year))
    assert refusal.value.field == "year"
