"""Seminars, audits, surveys, measures, programmes and leaflets: what is their own beside their lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Keep, SmallOffice
from tests.conftest import ROOT
from visitplanner.domain.care.audits import AUDITS, AuditState, EnergyAudit
from visitplanner.domain.care.leaflets import LEAFLETS, Leaflet, Trait
from visitplanner.domain.care.measures import MEASURES, Improvement, MeasureOrigin
from visitplanner.domain.care.programmes import PROGRAMMES, CustomerProgramme, GreenPlan, Joining, Participation
from visitplanner.domain.care.seminars import SEMINARS, Seminar
from visitplanner.domain.care.surveys import SURVEYS, SurveyResult
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Wording
from visitplanner.domain.customers.industries import Industry, industry_of
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.i18n import language
from visitplanner.reference.customer_programmes import read_customer_programmes
from visitplanner.services.care.leaflets import LeafletsFor
from visitplanner.services.care.programmes import ProgrammesOf
from visitplanner.services.care.surveys import SurveyTrend
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp
from visitplanner.services.records.lists import NamesFor, RecordList
from visitplanner.services.records.records import AddRecord, RemoveRecord
from visitplanner.services.staff.staff import RemovePerson
from visitplanner.store.office import SqlOffice

HELD = dt.date(2026, 4, 15)


def seminar(small: SmallOffice, **facts: Any) -> Seminar:
    return Seminar(**{"held_on": HELD, "topic": "節能", "organiser_id": small.business.id, **facts})


def test_a_seminar_is_read_from_what_was_typed_and_kept(office: SqlOffice, small: SmallOffice) -> None:
    typed = {"held_on": "1150415", "topic": "節能診斷", "organiser_id": "陳業務", "attendee_ids": "05123456789", "heads": "30 人"}
    wording = Wording(language().say, office.ask(NamesFor(SEMINARS)))
    outcome = office.do(AddRecord(SEMINARS, SEMINARS.read(typed, wording)))
    (kept,) = office.ask(RecordList(SEMINARS, "節能")).records
    assert (kept.held_on, kept.organiser_id, kept.attendee_ids, kept.heads) == (HELD, small.business.id, (small.large.id,), 30)
    assert outcome.said is not None
    assert language().say(outcome.said) == "已保存：115/04/15 的座談會「節能診斷」。"


def test_fewer_people_than_customers_are_refused(office: SqlOffice, small: SmallOffice) -> None:
    with pytest.raises(Refused) as refusal:
        office.do(AddRecord(SEMINARS, seminar(small, attendee_ids=(small.large.id, small.sites[0].id), heads=1)))
    assert refusal.value.field == "heads"


def test_what_is_said_at_a_seminar_is_in_the_register_and_names_it(office: SqlOffice, small: SmallOffice) -> None:
    held = office.do(AddRecord(SEMINARS, seminar(small))).value
    raised = office.do(RaiseFollowUp(small.large.id, Raised("申請時程", Window.BUSINESS), seminar_id=held.id))
    assert [row.follow_up.seminar_id for row in office.ask(FollowUpList())] == [held.id]
    with pytest.raises(Refused, match="an issue refers to it"):
        office.do(RemoveRecord(SEMINARS, held))
    with pytest.raises(Refused, match="a seminar refers to it"):
        office.do(RemovePerson(replace(small.business, version=1)))
    assert raised.undo is not None
    office.do(raised.undo)
    office.do(RemoveRecord(SEMINARS, held))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"state": AuditState.PROPOSED}, "proposed"),
        ({"state": AuditState.DONE, "proposed": "汰換"}, "done_on"),
        ({"state": AuditState.PROPOSED, "proposed": "汰換", "done_on": HELD}, "done_on"),
        ({"state": AuditState.DONE, "proposed": "汰換", "done_on": HELD - dt.timedelta(1)}, "done_on"),
        ({"state": AuditState.MEASURED, "saving_kwh": -1}, "saving_kwh"),
    ],
)
def test_an_audit_says_what_its_state_means(office: SqlOffice, small: SmallOffice, facts: dict[str, Any], field: str) -> None:
    audit = EnergyAudit(**{"name": "空壓", "customer_id": small.large.id, "held_on": HELD, **facts})
    with pytest.raises(Refused) as refusal:
        office.do(AddRecord(AUDITS, audit))
    assert refusal.value.field == field


def test_a_measure_has_a_result_when_it_is_done_and_stems_from_what_it_says(office: SqlOffice, small: SmallOffice) -> None:
    answer = SurveyResult(name="調查", answered_on=HELD, overall=3)
    office.do(AddRecord(SURVEYS, answer))
    measure = Improvement(
        name="提前通知", origin=MeasureOrigin.SURVEY, owner_id=small.business.id, due_on=HELD, survey_id=answer.id
    )
    assert measure.is_overdue(HELD + dt.timedelta(1)) and not measure.is_overdue(HELD)
    for wrong, field in (
        (replace(measure, done_on=HELD), "result"),
        (replace(measure, origin=MeasureOrigin.REVIEW), "survey_id"),
    ):
        with pytest.raises(Refused) as refusal:
            office.do(AddRecord(MEASURES, wrong))
        assert refusal.value.field == field
    office.do(AddRecord(MEASURES, replace(measure, done_on=HELD, result="已通知")))
    with pytest.raises(Refused, match="an improvement measure refers to it"):
        office.do(RemoveRecord(SURVEYS, replace(answer, version=1)))


def test_scores_are_averaged_by_half_year_and_only_where_they_were_given(office: SqlOffice, small: SmallOffice) -> None:
    for day, overall, expertise in (
        (dt.date(2025, 12, 31), 4, None),
        (dt.date(2026, 1, 1), 5, 4),
        (dt.date(2026, 6, 30), 4, None),
    ):
        answer = SurveyResult(name="調查", answered_on=day, overall=overall, expertise=expertise)
        office.do(AddRecord(SURVEYS, answer))
    office.do(AddRecord(SURVEYS, SurveyResult(name="另一", answered_on=HELD, subject_id=small.large.id, overall=1)))
    before, after = office.ask(SurveyTrend("調查"))
    assert (before.year, before.half, before.answers, before.averages["expertise"]) == (2025, 2, 1, None)
    assert (after.half, after.answers, after.averages["overall"], after.averages["expertise"]) == (
        1,
        2,
        Decimal("4.50"),
        Decimal(4),
    )
    assert office.ask(SurveyTrend())[-1].averages["overall"] == Decimal("3.33")
    with pytest.raises(Refused) as refusal:
        office.do(AddRecord(SURVEYS, SurveyResult(name="調查", answered_on=HELD, overall=6)))
    assert refusal.value.field == "overall"


def test_a_customer_stands_where_the_newest_record_says(office: SqlOffice, small: SmallOffice) -> None:
    def joining(programme: CustomerProgramme, state: Joining, day: int, *plans: GreenPlan) -> Participation:
        on = dt.date(2026, 3, day)
        return Participation(customer_id=small.large.id, programme=programme, state=state, changed_on=on, plans=plans)

    green = CustomerProgramme.GREEN_POWER
    office.do(AddRecord(PROGRAMMES, joining(green, Joining.OFFERED, 2)))
    office.do(AddRecord(PROGRAMMES, joining(green, Joining.APPLIED, 9, GreenPlan.WINTER, GreenPlan.DAYTIME)))
    rows = {row.terms.programme: row for row in office.ask(ProgrammesOf(small.large.id))}
    assert list(rows) == list(CustomerProgramme)
    standing = rows[green].standing
    assert standing and (standing.state, standing.plans) == (Joining.APPLIED, (GreenPlan.DAYTIME, GreenPlan.WINTER))
    assert rows[CustomerProgramme.E_BILL].standing is None and rows[green].offered_today
    with pytest.raises(Refused) as refusal:
        office.do(AddRecord(PROGRAMMES, joining(CustomerProgramme.E_BILL, Joining.JOINED, 3, GreenPlan.DAYTIME)))
    assert refusal.value.field == "plans"


def test_every_programme_stands_once_in_the_data_with_its_source(tmp_path: Path) -> None:
    file = ROOT / "data" / "customer_programmes.toml"
    assert all(each.source and each.clause for each in read_customer_programmes(file))
    text = file.read_text(encoding="utf-8")
    for wrong in (text.replace('"e_bill"', '"high_voltage_portal"'), text.replace('source = "台北', 'sauce = "台北')):
        (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(Refused) as refusal:
            read_customer_programmes(tmp_path / "wrong.toml")
        assert "wrong.toml" in f"{refusal.value.where}{refusal.value}"


def test_the_leaflets_to_take_along_are_valid_and_fit(office: SqlOffice, small: SmallOffice) -> None:
    def leaflet(name: str, last: dt.date | None = None, **facts: Any) -> Leaflet:
        return Leaflet(name=name, first_on=dt.date(2026, 1, 1), last_on=last, **facts)

    for each in (
        leaflet("人人適用"),
        leaflet("已過期", dt.date(2026, 3, 15)),
        leaflet("今日到期", dt.date(2026, 3, 16)),
        leaflet("鋼鐵", industries=(Industry.STEEL,)),
        leaflet("食品", industries=(Industry.MANUFACTURING,)),
        leaflet("集團", traits=(Trait.IN_GROUP,)),
        leaflet("特高壓或園區", traits=(Trait.EXTRA_HIGH_VOLTAGE, Trait.IN_PARK)),
    ):
        office.do(AddRecord(LEAFLETS, each))
    food = replace(small.large, id=small.manager.id, account="05999999999", sector="089 其他食品製造業", park_id=small.park.id)
    office.do(Keep((("customers", food),)))
    told = {leaflet.name for leaflet in office.ask(LeafletsFor(food.id))}
    assert told == {"人人適用", "今日到期", "食品", "特高壓或園區"}
    assert "今日到期" not in {leaflet.name for leaflet in office.ask(LeafletsFor(food.id, dt.date(2026, 3, 17)))}
    assert {each.name for each in office.ask(LeafletsFor(small.group.id))} >= {"集團", "人人適用"}
    assert "集團" not in {each.name for each in office.ask(LeafletsFor(small.large.id))}
    with pytest.raises(Refused) as refusal:
        office.do(AddRecord(LEAFLETS, leaflet("倒置", dt.date(2025, 12, 31))))
    assert refusal.value.field == "last_on"


@pytest.mark.parametrize(
    ("sector", "industry"),
    [
        ("261 半導體製造業", Industry.SEMICONDUCTORS),
        ("264", Industry.ELECTRONICS),
        ("181", Industry.PETROCHEMICALS),
        ("241 鋼鐵製造業", Industry.STEEL),
        ("254", Industry.METAL_MACHINERY),
        ("089", Industry.MANUFACTURING),
        ("631", Industry.DATA_CENTRES),
        ("861", Industry.SERVICES),
        ("", Industry.OTHER),
        ("鋼鐵", Industry.OTHER),
    ],
)
def test_an_industry_is_proposed_by_the_code_of_a_line_of_business(sector: str, industry: Industry) -> None:
    assert industry_of(sector) is industry
