"""達成 by part: their order, their names, and whether a part keeps pace with the time gone by."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner import i18n
from visitplanner.domain.programme.attainment import Attainment
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.programme.obligations import Part, Standing
from visitplanner.ui.core.chips import Shape
from visitplanner.ui.core.style import Tone
from visitplanner.ui.home.attainment_columns import PartRow, pace, parts_of, percent
from visitplanner.ui.home.presenter import SOON_WORKING_DAYS, is_urgent

ZH = i18n.language()


def standing(*keys: str) -> Standing:
    parts = {key: Attainment(elapsed=0.5) for key in keys}
    return cast("Standing", SimpleNamespace(parts=parts, rows={key: (key,) for key in keys}))


def part(done: int, agreed: int, to_book: int, elapsed: float) -> PartRow:
    return PartRow("", "", Attainment(done=done, agreed=agreed, to_book=to_book, elapsed=elapsed), ())


def test_kinds_stand_in_the_order_of_the_programme_with_their_rows() -> None:
    kinds = [kind.value for kind in SubjectKind]
    rows = parts_of(standing(*sorted(kinds, reverse=True)), Part.KIND, ZH)
    assert [row.key for row in rows] == kinds and [row.rows for row in rows] == [(key,) for key in kinds]
    assert len({row.name for row in rows}) == len(kinds) and not {row.name for row in rows} & set(kinds)


def test_others_stand_by_name_and_those_without_one_last() -> None:
    rows = parts_of(standing("", "新店區", "三重區"), Part.TOWNSHIP, ZH)
    assert [row.key for row in rows] == [*sorted(("新店區", "三重區")), ""] and rows[-1].name == ZH.text("(not stated)")
    assert parts_of(standing(""), Part.PERSON, ZH)[0].name == ZH.text("(nobody in charge)")
    assert [row.name for row in parts_of(standing("王經理"), Part.PERSON, ZH)] == ["王經理"]


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 20))
def test_a_part_is_behind_by_the_whole_visits_that_should_be_done(done: int, agreed: int, to_book: int, twentieths: int) -> None:
    """Reckoned in whole twentieths: of so many owed, so many are due by now."""
    row = part(done, agreed, to_book, twentieths / 20)
    owed = done + agreed + to_book
    due = owed * twentieths // 20
    assert abs(row.behind - max(0, due - done)) <= (1 if owed * twentieths % 20 == 0 else 0)
    chip = pace(row, ZH)
    if not agreed + to_book:
        assert chip.shape is Shape.TICK and chip.tone is Tone.OK
    elif not row.behind:
        assert chip.shape is Shape.SOLID and chip.tone is Tone.ACCENT
    else:
        covered = row.behind <= agreed
        assert chip.shape is (Shape.HALF if covered else Shape.ALERT) and str(row.behind) in chip.text
        assert chip.tone is (Tone.WARN if covered or row.behind == 1 else Tone.DANGER)


@pytest.mark.parametrize(
    ("done", "agreed", "to_book", "shape", "tone"),
    [
        (5, 0, 5, Shape.SOLID, Tone.ACCENT),
        (4, 0, 6, Shape.ALERT, Tone.WARN),
        (3, 0, 7, Shape.ALERT, Tone.DANGER),
        (3, 1, 6, Shape.ALERT, Tone.DANGER),
        (3, 2, 5, Shape.HALF, Tone.WARN),
        (10, 0, 0, Shape.TICK, Tone.OK),
    ],
)
def test_half_the_year_asks_for_five_of_ten(done: int, agreed: int, to_book: int, shape: Shape, tone: Tone) -> None:
    chip = pace(part(done, agreed, to_book, 0.5), ZH)
    assert (chip.shape, chip.tone) == (shape, tone)


def test_a_share_is_whole_percent_and_none_is_a_dash() -> None:
    assert (percent(None), percent(0.0), percent(66.6)) == ("—", "0 %", "67 %")


@pytest.mark.parametrize(
    ("overdue", "left", "urgent"),
    [(True, -1, True), (False, SOON_WORKING_DAYS, True), (False, SOON_WORKING_DAYS + 1, False), (False, 0, True)],
)
def test_a_case_waits_for_today_when_it_is_overdue_or_due_soon(overdue: bool, left: int, urgent: bool) -> None:
    row = cast("FollowUpRow", SimpleNamespace(overdue=overdue, left_working_days=left))
    assert is_urgent(row) is urgent and SOON_WORKING_DAYS == 3
