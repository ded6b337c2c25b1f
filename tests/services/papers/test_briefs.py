"""The briefing sheet gathers what belongs to its subject, and only that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import numpy as np
import pytest

from tests.builders_memory import MemoryOffice
from visitplanner.bootstrap import known
from visitplanner.domain.calendar.working_days import Calendars, weekday_calendar
from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import (
    COMPANIES,
    CONTACTS,
    CUSTOMERS,
    GROUPS,
    Company,
    Contact,
    Contracts,
    Customer,
    Group,
)
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, FollowUp, FollowUpState, Window
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS, MonthlyReading
from visitplanner.domain.programme.topics import TalkingPoint, TopicKind
from visitplanner.domain.staff.staff import PEOPLE, Person, Rank
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.domain.visits.visits import VISITS, Slot, SubjectKind, Visit, VisitState
from visitplanner.services.advice.over_contract import billed_picture
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.core.subjects import AccountSubject
from visitplanner.services.loads.loads import ImportLoad, LoadFile, LoadFindings, Stamp
from visitplanner.services.loads.pictures import picture_of
from visitplanner.services.papers.briefs import Brief, BriefFor, VisitsToBrief, questions_of, unknown_contracts

TODAY = dt.date(2026, 3, 18)
POINTS = tuple(
    TalkingPoint(name, kind, name, name, "伍一(二)3", dt.date(2025, 1, 1), until, words=(name,), declining=("不考慮",))
    for name, kind, until in (
        ("contract", TopicKind.ADVICE, None),
        ("green", TopicKind.PROGRAMME, None),
        ("over", TopicKind.LEAFLET, dt.date(2025, 12, 31)),
        ("outlook", TopicKind.INQUIRY, None),
    )
)


class Setting:
    """One group with two sites, one leader, and whatever a test adds."""

    def __init__(self) -> None:
        calendars = Calendars([weekday_calendar(2026, {}, {}, source="every weekday")])
        self.office = MemoryOffice(ReferenceData(topics=POINTS, calendars=calendars), TODAY)
        work = self.office.work
        self.group = work.shelf(GROUPS).add(Group(name="遠東集團"))
        company = work.shelf(COMPANIES).add(Company(name="遠東精密", group_id=self.group.id))
        self.large, self.small = (
            work.shelf(CUSTOMERS).add(
                Customer(
                    account=f"0512345678{number}",
                    name=f"遠東精密 {number} 廠",
                    company_id=company.id,
                    voltage=Voltage.HIGH,
                    option=TariffOption.TWO_STAGE,
                    regular_kw=kw,
                    sector="251",
                )
            )
            for number, kw in ((1, 2000), (2, 1200))
        )
        self.leader = work.shelf(PEOPLE).add(Person(name="王堃銘", rank=Rank.MANAGER))

    def visit(self, day: dt.date, state: VisitState, **facts: object) -> Visit:
        held = day if state is VisitState.DONE else None
        known = {"subject_kind": SubjectKind.LARGE, "subject_id": self.large.id, **facts}
        return self.office.work.shelf(VISITS).add(
            Visit(year=2026, ordinal=1, day=day, slot=Slot.AM, leader_id=self.leader.id, state=state, held_on=held, **known)  # type: ignore[arg-type]
        )

    def case(self, text: str, **facts: object) -> None:
        known = {"subject_id": self.large.id, "due_on": TODAY + dt.timedelta(days=5), **facts}
        self.office.work.shelf(FOLLOW_UPS).add(
            FollowUp(
                visit_id=None,
                text=text,
                window=Window.BILLING,
                owner_id=self.leader.id,
                raised_on=dt.date(2026, 1, 5),
                **known,  # type: ignore[arg-type]
            )
        )

    def load(self, wh: int = 100_000) -> None:
        load = Load(dt.date(2025, 1, 1), np.full(365 * 96, wh, dtype=np.int64))
        self.office.do(ImportLoad(LoadFile(self.large.account, load, Stamp.END, "l.csv", LoadFindings(365 * 96))))

    def brief(self, **query: object) -> Brief:
        return self.office.ask(BriefFor(**(query or {"subject_id": self.large.id})))  # type: ignore[arg-type]


@pytest.fixture
def setting() -> Setting:
    return Setting()


def test_a_sheet_knows_its_customer_group_and_contacts(setting: Setting) -> None:
    setting.office.work.shelf(CONTACTS).add(Contact(customer_id=setting.large.id, name="陳怡君"))
    setting.office.work.shelf(CONTACTS).add(Contact(customer_id=setting.small.id, name="林先生"))
    brief = setting.brief()
    assert (brief.name, brief.group, len(brief.sites)) == ("遠東精密 1 廠", "遠東集團", 1)
    assert [contact.name for contact in brief.sites[0].contacts] == ["陳怡君"]


def test_a_group_sheet_has_its_sites_with_the_largest_first(setting: Setting) -> None:
    brief = setting.brief(subject_id=setting.group.id)
    assert [site.customer.regular_kw for site in brief.sites] == [2000, 1200]
    assert (brief.kind, brief.group) == (SubjectKind.GROUP, "")


def test_the_last_visit_is_the_one_held_last_with_what_was_said(setting: Setting) -> None:
    setting.visit(dt.date(2026, 1, 12), VisitState.DONE, notes="擴建中", topics=("green",))
    setting.visit(dt.date(2025, 7, 1), VisitState.DONE, notes="舊")
    setting.visit(dt.date(2026, 2, 2), VisitState.CANCELLED, notes="取消")
    last = setting.brief().last_visit
    assert last is not None
    assert (last.held_on, last.leader, last.said, [point.id for point in last.topics]) == (
        dt.date(2026, 1, 12), "王堃銘", "擴建中", ["green"],
    )  # fmt: skip


def test_the_next_visit_of_the_subject_is_printed_unless_one_is_named(setting: Setting) -> None:
    later = setting.visit(dt.date(2026, 9, 1), VisitState.BOOKED)
    sooner = setting.visit(dt.date(2026, 4, 1), VisitState.TENTATIVE)
    assert setting.brief().planned.visit.id == sooner.id  # type: ignore[union-attr]
    assert setting.brief(visit_id=later.id).planned.visit.id == later.id  # type: ignore[union-attr]


def test_open_cases_of_the_customer_and_its_group_come_overdue_first(setting: Setting) -> None:
    setting.case("own")
    setting.case("late", due_on=TODAY - dt.timedelta(days=3))
    setting.case("group", subject_id=setting.group.id)
    setting.case("sister", subject_id=setting.small.id)
    setting.case("done", state=FollowUpState.CLOSED, closed_on=TODAY)
    brief = setting.brief()
    assert brief.issues[0].follow_up.text == "late"
    assert {row.follow_up.text for row in brief.issues} == {"own", "late", "group"}
    assert [row.follow_up.text for row in brief.overdue] == ["late"]


def test_what_was_not_mentioned_last_time_comes_first_and_what_is_over_is_left_out(setting: Setting) -> None:
    setting.visit(dt.date(2026, 1, 12), VisitState.DONE, topics=("contract",))
    brief = setting.brief()
    assert [point.id for point in brief.topics] == ["green", "contract"]
    assert [point.id for point in brief.inquiries] == ["outlook"]


def test_what_only_the_customer_knows_is_asked(setting: Setting) -> None:
    setting.case("reply", state=FollowUpState.REPLIED)
    setting.case("papers", state=FollowUpState.WAITING_FOR_CUSTOMER)
    asked = [str(question) for question in setting.brief().questions]
    assert any("“reply” sufficient" in text for text in asked)
    assert any("still need for “papers”" in text for text in asked)
    billed = billed_picture(known(), setting.large, Load(dt.date(2025, 1, 1), np.full(31 * 96, 600_000)), dt.date(2026, 3, 16))
    (question,) = questions_of((), billed)
    assert "2,400 kW" in str(question)


def test_the_engine_is_asked_about_the_largest_site_that_has_a_load(setting: Setting) -> None:
    def advise(site: Customer, load: Load, _threshold: Threshold) -> AdviceBlock:
        row = AdviceRow(site.option, site.contracts, Decimal(int(load.wh.sum())))
        return AdviceBlock(None, (row,), dt.date(2025, 10, 1))

    assert setting.brief(subject_id=setting.group.id, advise=advise).advice is None
    setting.load()
    brief = setting.brief(subject_id=setting.group.id, advise=advise)
    assert brief.advice is not None and brief.advice.rows[0].contracts == Contracts(2000)
    assert brief.picture is not None and brief.picture.site == "遠東精密 1 廠"


def test_doubts_about_a_load_and_about_readings_stand_on_the_sheet(setting: Setting) -> None:
    assert setting.brief().doubts == ()
    figures = {"kwh": {"peak": Decimal(7)}, "max_kw": {"peak": Decimal(9000)}}
    months = [MonthlyReading(customer_id=setting.large.id, month=dt.date(2025, month, 1), **figures) for month in (1, 2, 3)]
    setting.office.work.shelf(MONTHLY_READINGS).add_all(months)
    assert [str(doubt) for doubt in setting.brief().doubts] == [
        "All 3 months have the same energy, 7 kWh: are these measured figures?",
        "The highest demand is 9,000 kW, the contracts are 2,000 kW: is this the right customer?",
    ]
    setting.load()
    assert [str(doubt) for doubt in setting.brief().doubts] == [
        "The highest demand is 400 kW, the contracts are 2,000 kW: is this the right customer?",
        "All 35,040 values are the same, 400.0 kW: is this a measured load?",
    ]


def test_a_load_whose_file_names_another_account_is_marked(setting: Setting) -> None:
    load = Load(dt.date(2025, 1, 1), np.ones(59 * 96, dtype=np.int64))
    file = LoadFile("05999999999", load, Stamp.END, "l.csv", LoadFindings(59 * 96))
    setting.office.do(ImportLoad(file, setting.large.account, setting.large.name))
    picture = setting.brief().picture
    assert picture is not None and (picture.measured_at, picture.whole_months) == ("05999999999", 2)


def test_the_own_load_is_not_marked(setting: Setting) -> None:
    setting.load()
    picture = setting.brief().picture
    assert picture is not None and picture.measured_at == ""


def test_months_are_cut_at_the_calendar_and_say_when_they_are_not_whole() -> None:
    wh = np.arange(40 * 96, dtype=np.int64)
    missing = np.zeros(wh.size, dtype=np.bool_)
    missing[-1] = True
    picture = picture_of(Load(dt.date(2025, 1, 1), wh, missing), Contracts(4))
    assert [(month.month, month.is_whole) for month in picture.months] == [(1, True), (2, False)]
    assert picture.months[0].max_kw == (31 * 96 - 1) * 4 / 1000
    assert picture.highest.month == 2
    assert picture.kwh == int(wh.sum()) / 1000


def test_only_the_newest_twelve_months_are_shown() -> None:
    load = Load(dt.date(2024, 6, 1), np.ones(500 * 96, dtype=np.int64))
    months = picture_of(load, Contracts(1)).months
    assert len(months) == 12 and (months[-1].year, months[-1].month) == (2025, 10)


def test_a_month_is_over_contract_when_it_is_billed_so(setting: Setting) -> None:
    """1,000 kW day and night against 800 kW by day and 200 at night: over by day, although not over all contracts together."""
    load = Load(dt.date(2025, 1, 1), np.full(31 * 96, 250_000, dtype=np.int64))
    today = dt.date(2026, 3, 16)
    for contracts, kw in ((Contracts(800, off_peak_kw=200), 200), (Contracts(1000), None)):
        site = replace(setting.large, regular_kw=contracts.regular_kw, off_peak_kw=contracts.off_peak_kw)
        picture = billed_picture(known(), site, load, today)
        assert picture.over is not None
        assert len(picture.over_contract) == picture.over.count == (kw is not None)
        assert picture.over.kw == (kw or 0)


def test_a_sheet_for_nobody_is_refused(setting: Setting) -> None:
    with pytest.raises(Refused):
        setting.office.ask(BriefFor())
    with pytest.raises(Unknown):
        setting.office.ask(AccountSubject("05999999999"))
    assert setting.office.ask(AccountSubject("05-12-3456-78-1")) == setting.large.id


def test_visits_of_some_days_are_those_still_to_be_held(setting: Setting) -> None:
    setting.visit(dt.date(2026, 4, 1), VisitState.DONE)
    booked = setting.visit(dt.date(2026, 4, 30), VisitState.BOOKED)
    setting.visit(dt.date(2026, 5, 1), VisitState.BOOKED)
    rows = setting.office.ask(VisitsToBrief(dt.date(2026, 4, 1), dt.date(2026, 4, 30)))
    assert [row.visit.id for row in rows] == [booked.id]


def test_it_is_asked_which_other_contracts_there_are_where_only_the_regular_one_is_known() -> None:
    site = Customer(
        account="05123456789", name="甲", company_id=uuid4(), voltage=Voltage.HIGH, option=TariffOption.TWO_STAGE, regular_kw=900
    )
    assert unknown_contracts((site,)) == ()
    (asked,) = unknown_contracts((site, replace(site, name="乙", only_regular_known=True)))
    assert str(asked).startswith("Only the regular contract of 乙 is known")


def test_what_was_declined_comes_back_as_a_question_and_what_is_not_for_the_sector_is_left_out() -> None:
    points = {point.id: point for point in known().topics}
    notes = "夜班人力調度困難，短期內不考慮移轉夜尖峰用電。詢問需量反應，有意願參加。"
    assert [name for name, point in points.items() if point.is_declined_in(notes)] == ["night_peak"]
    batch = points["batch"]
    assert [batch.is_for(sector) for sector in ("471", "261", "", "0899")] == [False, True, True, True]
    assert all(point.is_for("471") for point in points.values() if point is not batch)


def test_the_sheet_asks_again_about_what_was_declined(setting: Setting) -> None:
    setting.visit(dt.date(2026, 1, 12), VisitState.DONE, notes="產能滿載，今年不考慮 green。")
    brief = setting.brief()
    assert [point.id for point in brief.declined] == ["green"]
    assert [point.id for point in brief.topics] == ["contract"]
