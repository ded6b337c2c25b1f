"""The dated data the program brings: programme, talking points, office calendars."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.conftest import ROOT
from visitplanner.domain.calendar.working_days import changes
from visitplanner.domain.core.errors import Unknown
from visitplanner.domain.staff.staff import Rank, Skill
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.exchange.calendar_csv import read_calendar
from visitplanner.reference.programme import read_programme
from visitplanner.reference.topics import read_topics
from visitplanner.reference.working_days import read_calendars, read_editions, rule_calendar

DATA = ROOT / "data"
PUBLISHED = {
    (2025, 0): "114年中華民國政府行政機關辦公日曆表.csv",
    (2025, 1): "114年中華民國政府行政機關辦公日曆表修正版.csv",
    (2025, 2): "114年中華民國政府行政機關辦公日曆表1141020更新.csv",
    (2026, 0): "115年中華民國政府行政機關辦公日曆表.csv",
}


def test_the_rules_are_those_of_the_plans_clauses() -> None:
    programme = read_programme(DATA / "programme.toml")
    group, large, park, other = (programme.rule(kind, dt.date(2026, 1, 1)) for kind in SubjectKind)
    assert (group.clause, group.visits, group.leader_rank) == ("伍一(二)1", 2, Rank.MANAGER)
    assert group.member_skills == (Skill.BUSINESS, Skill.TECHNICAL)
    assert (group.min_days, group.max_days, group.in_halves) == (90, 275, True)
    assert (large.clause, large.visits, large.leader_rank, large.threshold_kw) == ("伍一(二)2", 1, Rank.SUPERVISOR, 1000)
    assert all(rule.own_specialist and rule.visits == 1 for rule in (large, park, other))
    assert programme.document.startswith("114 年 1 月 6 日")


def test_every_clause_stands_in_the_plan_it_is_quoted_from(shared: Path) -> None:
    plan = "".join((shared / "reference" / "000_99143bd1136c4140.txt").read_text(encoding="utf-8").split())
    text = (DATA / "programme.toml").read_text(encoding="utf-8")
    quotes = [line.split('"')[1] for line in text.splitlines() if line.startswith("quote")]
    for quote in quotes:
        for part in "".join(quote.split()).replace("……", "，").split("，"):
            assert part in plan


def test_a_rule_with_an_unknown_rank_is_named(tmp_path: Path) -> None:
    text = (DATA / "programme.toml").read_text(encoding="utf-8").replace('"manager"', '"emperor"')
    (tmp_path / "programme.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="rule group"):
        read_programme(tmp_path / "programme.toml")


def test_talking_points_cite_their_clause_and_have_one_id_each() -> None:
    points = read_topics(DATA / "topics.toml")
    assert all(point.clause.startswith("伍") and point.name and point.name_en for point in points)
    assert {"contract_capacity", "stages", "batch", "demand_response", "night_peak", "small_green_power", "ami"} <= {
        point.id for point in points
    }
    small = next(point for point in points if point.id == "small_green_power_plans")
    assert not small.is_current(dt.date(2024, 10, 31)) and small.is_current(dt.date(2024, 11, 1))


def test_two_talking_points_of_one_id_are_not_accepted(tmp_path: Path) -> None:
    text = (DATA / "topics.toml").read_text(encoding="utf-8").replace('id = "batch"', 'id = "stages"')
    (tmp_path / "topics.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="one id"):
        read_topics(tmp_path / "topics.toml")


def test_every_edition_is_as_published(shared: Path) -> None:
    editions = read_editions(DATA / "calendars")
    assert editions.keys() == PUBLISHED.keys()
    for key, name in PUBLISHED.items():
        published = read_calendar(shared / "reference" / "calendar" / name)
        assert published.working == editions[key].working
        assert {**published.remarks} == {day: text for day, text in editions[key].remarks.items() if text}


def test_the_newest_edition_of_a_year_is_in_force() -> None:
    calendars = read_calendars(DATA / "calendars")
    assert not calendars.is_working(dt.date(2025, 9, 29))
    assert "1141020" in calendars.calendar(2025).source
    first = read_editions(DATA / "calendars")[2025, 0]
    assert [one.day for one in changes(first, calendars.calendar(2025))] == [
        dt.date(2025, 9, 29),
        dt.date(2025, 10, 24),
        dt.date(2025, 12, 25),
    ]


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_rule_calendar_agrees_with_the_official_one_where_there_is_one(year: int) -> None:
    official = read_calendars(DATA / "calendars").calendar(year)
    assert changes(official, rule_calendar(year)) == []


def test_the_rule_calendar_is_provisional_and_knows_the_lunar_new_year() -> None:
    calendar = rule_calendar(2027)
    assert calendar.provisional
    assert [dt.date(2027, 2, day) in calendar.working for day in (3, 4, 10, 11)] == [True, False, False, True]
    assert calendar.remarks[dt.date(2027, 2, 6)] == "春節"


def test_no_rule_reaches_beyond_its_years() -> None:
    with pytest.raises(Unknown, match="2101"):
        rule_calendar(2101)
