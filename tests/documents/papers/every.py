"""Every paper by name, from what the builders of these tests make: the same at every run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from tests.documents.briefs import TODAY, brief, crowded, customer, issue, picture, planned, points
from tests.documents.sheets import MONDAY, group, sheet, visit
from visitplanner.documents.briefs.brief import write_brief
from visitplanner.documents.briefs.cover import write_cover
from visitplanner.documents.hand_over_sheet import write_hand_over
from visitplanner.documents.reply_letter import write_reply
from visitplanner.documents.visits.visit_lists import write_day, write_list, write_week
from visitplanner.documents.visits.visit_record import write_record
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import AskedDocument
from visitplanner.domain.programme.topics import TopicKind
from visitplanner.domain.staff.staff import Person, Rank, Role
from visitplanner.domain.visits.visits import SubjectKind, VisitOutcome, VisitState
from visitplanner.i18n import Language
from visitplanner.services.core.subjects import Subject
from visitplanner.services.handovers.handover import HandOverRow, Sheet
from visitplanner.services.papers.briefs import BatchCover, BatchLine, Brief, BriefPrint, BriefSheet
from visitplanner.services.papers.hand_over_sheet import HandOverPaper
from visitplanner.services.papers.record_sheets import RaisedCase, RecordPaper
from visitplanner.services.papers.reply_letter import ReplyLetter
from visitplanner.services.papers.visit_sheets import VisitSheet

CUSTOMER, VISITOR = BriefPrint(BriefSheet.CUSTOMER), BriefPrint(BriefSheet.VISITOR)
OFFICE = "台北南區營業處"
Write = Callable[[Path, Language], int]


def measured() -> Brief:
    """A load with its hours, and programmes to speak of."""
    hours = tuple(400.0 + 29 * (24 - abs(14 - hour)) for hour in range(24))
    shown = replace(picture(), hours=hours, peak_at=dt.datetime.combine(dt.date(2025, 8, 12), dt.time(14, 15)))
    last = brief().last_visit
    assert last is not None
    programmes = points("小額綠電", "電子帳單", "網路櫃檯", kind=TopicKind.PROGRAMME)
    marked = issue(1, True)
    marked = replace(marked, follow_up=replace(marked.follow_up, petition=True, public_opinion=True))
    return replace(
        brief(), picture=shown, topics=(*brief().topics, *programmes), specialist="林志明",
        last_visit=replace(last, met=("陳國雄",)), issues=(marked, *brief().issues[1:]),
    )  # fmt: skip


def of_readings() -> Brief:
    asked = brief().advice
    assert asked is not None
    return replace(brief(), picture=replace(picture(), from_readings=True), advice=replace(asked, headline=None, why=()))


def year() -> VisitSheet:
    """Seventy-four visits from January to December."""
    days = [dt.date(2026, 1, 5) + dt.timedelta(days=number * 5 - (number * 5) % 7 + number % 5) for number in range(74)]
    visits = [replace(visit(number, day), cases=()) for number, day in enumerate(sorted(days), 1)]
    made = sheet(visits[:1])
    by_day = sorted({one.row.visit.day for one in visits})
    empty = made.days[0]
    spans = tuple(replace(empty, day=day, visits=tuple(one for one in visits if one.row.visit.day == day)) for day in by_day)
    return replace(made, first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31), days=spans)


def week() -> VisitSheet:
    return sheet([visit(1), visit(2, MONDAY + dt.timedelta(days=2)), group(3, 4)], days=5)


def record(*, filled: bool, name: str = "遠東精密工業股份有限公司") -> RecordPaper:
    row = planned()
    if filled:
        done = replace(
            row.visit, state=VisitState.DONE, held_on=row.visit.day, outcome=VisitOutcome.DONE,
            notes="考慮增設 CNC 工具機 12 台。", satisfaction=4, topics=("topic 0",), met=("陳國雄", "李廠長"),
        )  # fmt: skip
        row = replace(row, visit=done)
    topics = points("訂定合適契約容量", "二段／三段時間電價", "小額綠電", "電子帳單")
    raised = (RaisedCase(issue(1, True).follow_up, "林志明"),) if filled else ()
    return RecordPaper(
        name, SubjectKind.LARGE, (customer(),), (), row, topics[:1] if filled else (), topics, raised, TODAY, OFFICE, True
    )


def letter(**changes: str) -> ReplyLetter:
    usual = {"words": "您好：\n本處已於現場量測一週，已安排改接饋線。", "receipt_number": "115-0420-0031"}
    asked = (AskedDocument("用電申請書", TODAY), AskedDocument("單線圖"), AskedDocument("用戶代表委託書"))
    case = replace(issue(1, True).follow_up, documents=asked)
    return ReplyLetter(
        "遠東精密工業股份有限公司", "新北市新店區寶橋路 235 巷", "05123450001", case,
        owner="林志明", written_on=TODAY, request="增設用電", office=OFFICE, demonstration=True, **{**usual, **changes},
    )  # fmt: skip


def hand_over(count: int = 12) -> HandOverPaper:
    person = Person(id=UUID(int=500), name="林志明", rank=Rank.SUPERVISOR)
    rows = tuple(
        HandOverRow(
            Subject(SubjectKind.LARGE, UUID(int=number), f"第 {number} 電子公司", "新店區", (customer(number),)),
            Role.SPECIALIST, dt.date(2025, 1, 1), None, dt.date(2025, 7, 3), (issue(number, number % 2 == 0).follow_up,),
            (visit(number).row.visit,), None,
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    return HandOverPaper(Sheet(person, rows, joined=(visit(90).row,)), TODAY, OFFICE, True)


def cover() -> BatchCover:
    lines = (BatchLine(visit(1).row, 2), BatchLine(visit(2).row, refused=said("A file is missing.")))
    return BatchCover(MONDAY, MONDAY, lines, TODAY, "王堃銘", OFFICE, True)


PAPERS: dict[str, Write] = {
    "customer": lambda path, language: write_brief(measured(), path, language, CUSTOMER),
    "visitor": lambda path, language: write_brief(measured(), path, language, VISITOR),
    "without-load": lambda path, language: write_brief(replace(measured(), picture=None, advice=None), path, language),
    "readings": lambda path, language: write_brief(of_readings(), path, language, CUSTOMER),
    "long-names": lambda path, language: write_brief(crowded(), path, language),
    "cover": lambda path, language: write_cover(cover(), path, language),
    "day": lambda path, language: write_day(sheet([visit(1), group(2, 4)]), path, language),
    "week": lambda path, language: write_week(week(), path, language),
    "year-list": lambda path, language: write_list(year(), path, language),
    "record": lambda path, language: write_record(record(filled=True), path, language),
    "record-blank": lambda path, language: write_record(record(filled=False), path, language),
    "reply": lambda path, language: write_reply(letter(), path, language),
    "hand-over": lambda path, language: write_hand_over(hand_over(), path, language),
}
