"""The staff list: ranks by their titles, skills, townships, days away."""

from __future__ import annotations

import datetime as dt

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.lists.columns.recognition import map_columns
from visitplanner.domain.lists.staff_import import (
    STAFF_FIELDS,
    StaffLine,
    absences_of,
    judge_staff,
    rank_of,
    skills_of,
    townships_of,
)
from visitplanner.domain.lists.tables import Judged, Table
from visitplanner.domain.staff.staff import Absence, Rank, Skill

HEADER = ("姓名", "職級", "專業", "部門", "負責行政區", "休假日", "每日洽訪上限", "備註")
ROW = ("方其岳", "課長", "業務、電務", "業務組", "新店區、烏來區", "115/3/2~115/3/6", "2", "虛構")


def judged(*rows: tuple[str, ...]) -> Judged[StaffLine]:
    sheet = Table("人員", (HEADER, *rows))
    return judge_staff(sheet, map_columns(sheet, STAFF_FIELDS))


def test_a_row_becomes_a_person() -> None:
    (line,) = judged(ROW).lines
    person = line.person
    assert (person.name, person.rank, person.department) == ("方其岳", Rank.SUPERVISOR, "業務組")
    assert person.skills == {Skill.BUSINESS, Skill.TECHNICAL}
    assert person.townships == ("新店區", "烏來區")
    assert person.absences == (Absence(dt.date(2026, 3, 2), dt.date(2026, 3, 6)),)
    assert person.invented


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("處長", Rank.DIRECTOR),
        ("業務副處長", Rank.DEPUTY_DIRECTOR),
        ("副處長", Rank.DEPUTY_DIRECTOR),
        ("業務組經理", Rank.MANAGER),
        ("股 長", Rank.SUPERVISOR),
        ("專員", Rank.STAFF),
        ("supervisor", Rank.SUPERVISOR),
        ("電機工程師", Rank.STAFF),
        ("業務管理師", Rank.STAFF),
        ("課員", Rank.STAFF),
        ("Engineer", Rank.STAFF),
        ("deputy_director", Rank.DEPUTY_DIRECTOR),
    ],
)
def test_a_rank_is_known_by_its_title(title: str, rank: Rank) -> None:
    assert rank_of(title) is rank


@pytest.mark.parametrize(
    "title", ["顧問", "副理", "副經理", "業務副課長", "代理課長", "Assistant Manager", "Deputy Section Chief"]
)
def test_a_title_that_does_not_tell_the_rank_is_refused(title: str) -> None:
    with pytest.raises(Refused):
        rank_of(title)


def test_a_list_without_skills_takes_those_the_departments_name() -> None:
    table = Table(
        "人員", (("姓名", "職級", "課別"), ("甲", "課長", "業務課"), ("乙", "專員", "電務組"), ("丙", "專員", "服務所"))
    )
    found = judge_staff(table, map_columns(table, STAFF_FIELDS))
    assert [line.person.skills for line in found.lines] == [{Skill.BUSINESS}, {Skill.TECHNICAL}, frozenset()]


def test_a_person_may_have_no_skill_but_no_strange_one() -> None:
    assert skills_of("無") == frozenset()
    with pytest.raises(Refused):
        skills_of("業務、會計")


def test_days_away_are_single_days_and_periods() -> None:
    assert absences_of("115/7/20～115/7/24；2026-02-03") == (
        Absence(dt.date(2026, 2, 3), dt.date(2026, 2, 3)),
        Absence(dt.date(2026, 7, 20), dt.date(2026, 7, 24)),
    )


def test_a_hyphen_between_days_with_slashes_is_a_period() -> None:
    assert absences_of("115/3/2-115/03/06") == (Absence(dt.date(2026, 3, 2), dt.date(2026, 3, 6)),)


@pytest.mark.parametrize("text", ["115/7/24~115/7/20", "115/2/30", "下週"])
def test_days_away_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        absences_of(text)


def test_the_same_name_with_other_particulars_is_refused() -> None:
    found = judged(ROW, ROW, (*ROW[:1], "經理", *ROW[2:]))
    assert (len(found.lines), len(found.duplicates)) == (1, 1)
    assert [fault.row for fault in found.rejected] == [4]


def test_three_visits_a_day_are_refused() -> None:
    (fault,) = judged((*ROW[:6], "3", "")).rejected
    assert fault.column == "每日洽訪上限"


@pytest.mark.parametrize("text", ["2026-03-02 08:00:00", "115/3/2 上午 08:00", "46083"])
def test_a_day_away_may_come_as_a_spreadsheet_s_date(text: str) -> None:
    assert absences_of(text) == (Absence(dt.date(2026, 3, 2), dt.date(2026, 3, 2)),)


def test_the_preview_counts_the_rows_of_people_whatever_became_of_them() -> None:
    found = judged(ROW, ("林課長", *ROW[1:]), ("王先生", "顧問", *ROW[2:]), ("", "", ""), ROW)
    assert (found.rows, len(found.lines), len(found.duplicates)) == (4, 2, 1)
    assert [fault.row for fault in found.rejected] == [4]


@pytest.mark.parametrize(
    ("title", "rank"), [("Section Chief", Rank.SUPERVISOR), ("Specialist", Rank.STAFF), ("Deputy Director", Rank.DEPUTY_DIRECTOR)]
)
def test_english_titles_name_ranks(title: str, rank: Rank) -> None:
    assert rank_of(title) is rank


@pytest.mark.parametrize(
    "text", ["2026-12-07 to 2026-12-11", "2026-12-07 - 2026-12-11", "115/12/7到115/12/11", "2026/12/07 – 2026/12/11"]
)
def test_days_away_from_to_are_read(text: str) -> None:
    assert absences_of(text) == (Absence(dt.date(2026, 12, 7), dt.date(2026, 12, 11)),)


def test_a_line_of_signatures_is_passed_over() -> None:
    rows = (("姓名", "職級", "專業"), ("王大明", "經理", "業務"), ("人事：", "", "主任："))
    table = Table("人員", rows)
    found = judge_staff(table, map_columns(table, STAFF_FIELDS))
    assert ([line.row for line in found.lines], [fault.row for fault in found.passed], found.rejected) == ([2], [3], ())


def test_all_townships_are_no_township() -> None:
    assert (townships_of("全區"), townships_of("新店區、烏來區")) == ((), ("新店區", "烏來區"))
