"""The story of a customer and of its group: what comes next, what is promised, and what is told of the past."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import TODAY, Keep, SmallOffice
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.domain.visits.visits import SubjectKind, VisitOutcome, VisitState
from visitplanner.i18n import language
from visitplanner.services.customers.customers import ChangeCustomer
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.story.story import Chapter, StoryOf, bills
from visitplanner.store.office import SqlOffice

HELD = dt.date(2026, 2, 4)


def told(office: SqlOffice, small: SmallOffice, code: str = "zh_TW") -> list[str]:
    return [language(code).say(line.told) for line in office.ask(StoryOf(small.large.id)).lines]


def test_what_comes_next_and_what_was_said_stand_above(office: SqlOffice, small: SmallOffice) -> None:
    done = replace(
        small.visit(day=HELD), state=VisitState.DONE, held_on=HELD, outcome=VisitOutcome.DONE, notes="想了解三段式電價"
    )
    coming = small.visit(ordinal=2, day=dt.date(2026, 9, 2))
    office.do(Keep((("visits", done), ("visits", coming))))
    story = office.ask(StoryOf(small.large.id))
    assert story.next_visit is not None and story.next_visit.id == coming.id
    assert (story.last_words, story.last_words_on) == ("想了解三段式電價", HELD)
    assert (story.weighed, story.least_ntd) == (False, None)
    assert [line.day for line in story.lines] == [coming.day, HELD]
    assert told(office, small) == ["預定洽訪，領隊 林課長", "洽訪：已洽訪，領隊 林課長"]


def test_open_cases_are_promises_and_a_closed_one_tells_its_result(office: SqlOffice, small: SmallOffice) -> None:
    raised = Raised("希望停電前一週通知", Window.TECHNICAL, small.technical.id, dt.date(2026, 3, 20))
    case = office.do(RaiseFollowUp(small.large.id, raised)).value
    story = office.ask(StoryOf(small.large.id))
    assert [(each.case.text, each.overdue) for each in story.promised] == [("希望停電前一週通知", False)]
    office.do(UpdateFollowUp(case.id, state=FollowUpState.CLOSED, note="改為一週前以電話通知"))
    closed = office.ask(StoryOf(small.large.id))
    assert closed.promised == ()
    assert {line.words for line in closed.lines} == {"希望停電前一週通知", "改為一週前以電話通知"}


def test_a_group_s_story_holds_what_its_sites_did(office: SqlOffice, small: SmallOffice) -> None:
    site, whole = (
        small.sites[0],
        small.visit(
            subject_kind=SubjectKind.GROUP, subject_id=small.group.id, leader_id=small.manager.id, day=dt.date(2026, 4, 15)
        ),
    )
    office.do(Keep((("visits", whole), ("visits", small.visit(subject_id=site.id)), ("visits", small.visit()))))
    lines = office.ask(StoryOf(small.group.id)).lines
    assert [(line.chapter, line.whose) for line in lines] == [(Chapter.VISIT, ""), (Chapter.VISIT, site.name)]
    assert [line.whose for line in office.ask(StoryOf(site.id)).lines] == ["虛構集團", ""]


def test_a_change_of_contract_is_told_with_both_figures(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ChangeCustomer(replace(small.large, regular_kw=900, version=1), TODAY))
    assert told(office, small) == ["經常契約由 1,000 瓩改為 900 瓩，契約合計由 1,000 瓩改為 900 瓩"]


def test_the_newest_bills_stand_alone_and_earlier_ones_year_by_year(small: SmallOffice) -> None:
    readings = [
        MonthlyReading(
            customer_id=small.large.id, month=dt.date(2025, month, 1), kwh_total=Decimal(1000), billed_ntd=Decimal(4000)
        )
        for month in range(1, 13)
    ]
    lines = list(bills(readings))
    assert [line.day for line in lines] == [
        dt.date(2025, 12, 31), dt.date(2025, 11, 30), dt.date(2025, 10, 31), dt.date(2025, 9, 30),
    ]  # fmt: skip
    assert language().say(lines[0].told) == "114/12/01 起一個月：4,000 元、1,000 度"
    assert language().say(lines[-1].told) == "114/01/01 至 114/09/30 共 9 個月：36,000 元、9,000 度"
    unknown = list(bills([replace(each, billed_ntd=None) for each in readings]))
    assert "金額未知" in language().say(unknown[0].told)
    assert language("en").say(unknown[-1].told) == "9 months of readings from 2025-01-01 to 2025-09-30"


def test_nobody_has_no_story(office: SqlOffice, small: SmallOffice) -> None:
    with pytest.raises(Unknown):
        office.ask(StoryOf(small.manager.id))
