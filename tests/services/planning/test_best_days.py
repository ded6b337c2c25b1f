"""Looking for a day: the days that suit best come first, and one sooner than the office's notice is never a good one."""

from __future__ import annotations

import datetime as dt

from tests.builders import Clock, SmallOffice
from visitplanner.domain.planning.find_day import Grade
from visitplanner.services.planning.planning import YearToPlan
from visitplanner.services.planning.suitable_days import SuitableDays, best_first
from visitplanner.store.office import SqlOffice


def test_a_day_sooner_than_the_notice_is_poor_and_says_so(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 10, 1)
    first = office.ask(YearToPlan(2026)).office.open_days[0]
    found = office.ask(SuitableDays(subject_id=small.large.id, year=2026))
    soon = [day for day in found if day.day < first and day.seats]
    assert soon and {day.grade for day in soon} == {Grade.POOR}
    assert all(str(day.words[0]).startswith(f"New visits are suggested from {first} on") for day in soon)
    assert not [day for day in found if day.day >= first and "ask whether" in " ".join(map(str, day.words))]
    assert any(day.grade is Grade.GOOD for day in found)
    assert [day.day for day in best_first(found)][-len(soon) :] == [day.day for day in best_first(soon)]


def test_the_best_days_come_first_wherever_they_lie_in_the_year(office: SqlOffice, small: SmallOffice, clock: Clock) -> None:
    clock.today = dt.date(2026, 1, 5)
    found = office.ask(SuitableDays(subject_id=small.large.id, year=2026))
    best = best_first(found)
    assert {day.day for day in best} == {day.day for day in found if day.seats}
    assert best[0].extra == min(day.extra for day in found) and best[0].grade is Grade.GOOD
    assert best[0].day > next(day.day for day in found if day.seats) + dt.timedelta(days=30)
    assert [day.grade for day in best] == sorted((day.grade for day in best), key=list(Grade).index)
