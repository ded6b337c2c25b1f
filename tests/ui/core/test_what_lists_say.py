"""What lists say of a row: how a case ages, when somebody is away, what an import did, amounts with their sign."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import person
from visitplanner import i18n
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import FollowUpState
from visitplanner.domain.staff.staff import Absence, Rank, Skill
from visitplanner.services.core.work import ChangeSet
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.staff.staff import StaffRow
from visitplanner.ui.core.chips import Shape
from visitplanner.ui.core.rows_model import written
from visitplanner.ui.core.style import Tone
from visitplanner.ui.follow_ups.columns import SOON, age_text, age_tone, due_chip
from visitplanner.ui.settings.columns import away, import_counts, import_kind, import_state, skills
from visitplanner.ui.tariffs.amounts import contracts_text, ntd, signed_ntd

ZH, EN = i18n.language(), i18n.language("en")
DUE = dt.date(2026, 3, 20)
OURS = (FollowUpState.NEW, FollowUpState.IN_PROGRESS)


def case(state: FollowUpState, left: int = 9, age: int = 0) -> FollowUpRow:
    kept = SimpleNamespace(state=state, due_on=DUE)
    return cast(
        "FollowUpRow",
        SimpleNamespace(follow_up=kept, overdue=state in OURS and left < 0, left_working_days=left, age_working_days=age),
    )


@pytest.mark.parametrize("state", OURS)
@pytest.mark.parametrize(
    ("left", "shape", "tone"),
    [
        (-1, Shape.ALERT, Tone.DANGER),
        (0, Shape.HALF, Tone.WARN),
        (SOON, Shape.HALF, Tone.WARN),
        (SOON + 1, Shape.OUTLINE, Tone.PLAIN),
    ],
)
def test_a_case_that_waits_for_the_office_is_marked_from_three_days_before(
    state: FollowUpState, left: int, shape: Shape, tone: Tone
) -> None:
    chip = due_chip(case(state, left), ZH)
    assert (chip.shape, chip.tone) == (shape, tone) and "115/03/20" in chip.text
    assert (str(abs(left)) in chip.text.replace("115/03/20", "")) == (left <= SOON)
    assert age_tone(case(state, left)) is tone


@pytest.mark.parametrize("state", sorted(set(FollowUpState) - set(OURS)))
def test_a_case_that_waits_for_nobody_in_the_office_is_not_marked(state: FollowUpState) -> None:
    for left in (-9, 0, SOON):
        chip = due_chip(case(state, left), ZH)
        assert (chip.shape, chip.tone, chip.text) == (Shape.TICK, Tone.PLAIN, "115/03/20")
        assert age_tone(case(state, left)) is Tone.PLAIN


@given(st.integers(0, 600))
def test_how_long_a_case_has_lain_is_a_figure(age: int) -> None:
    assert age_text(case(FollowUpState.NEW, age=age), ZH) == f"{age} 天"


def staff(**changes: Any) -> StaffRow:
    return StaffRow(replace(person("甲", Rank.STAFF, Skill.TECHNICAL, Skill.BUSINESS), **changes), 0, 0)


def test_days_away_are_a_day_or_a_span_with_its_reason() -> None:
    first, last = dt.date(2026, 4, 6), dt.date(2026, 4, 10)
    assert (
        away(staff(absences=(Absence(first, last, "受訓"), Absence(first, first))), ZH) == "115/04/06–115/04/10 受訓、115/04/06"
    )
    assert away(staff(), ZH) == "—"


def test_skills_are_named_in_one_order_and_none_is_a_dash() -> None:
    both = skills(staff(), ZH)
    assert both.count("、") == 1 and both == skills(staff(skills=frozenset({Skill.BUSINESS, Skill.TECHNICAL})), ZH)
    assert skills(staff(skills=frozenset()), ZH) == "—"


def change(label: str = "ImportCustomers", reverted: bool = False, **detail: object) -> ChangeSet:
    ident = person("", Rank.STAFF).id
    return ChangeSet(ident, dt.datetime(2026, 3, 16, tzinfo=dt.UTC), label, "", dict(detail), ident if reverted else None, ())


def test_an_import_says_what_it_did_and_whether_it_is_in_force() -> None:
    assert import_counts(change(accepted=3), EN) == "3 new, 0 changed"
    assert import_counts(change(accepted=0, updated=2), EN) == "0 new, 2 changed"
    assert import_counts(change(), EN) == "—"
    assert (import_state(change(), EN).shape, import_state(change(reverted=True), EN).shape) == (Shape.TICK, Shape.STRUCK)
    assert import_kind(change(), EN) == "customer list" and import_kind(change("ImportWhatever"), EN) == "ImportWhatever"


def test_amounts_are_whole_with_thousands_and_a_difference_has_its_sign() -> None:
    assert [ntd(Decimal(amount)) for amount in ("1234567.4", "0", "-5")] == ["1,234,567", "0", "-5"]
    assert (ntd(None), ntd(None, ""), signed_ntd(None), signed_ntd(None, "?")) == ("—", "", "—", "?")
    assert [signed_ntd(Decimal(each)) for each in ("1234", "-1234", "0", "0.4", "-0.4")] == ["+1,234", "-1,234", "0", "0", "0"]
    assert contracts_text((1200, 0, 0, 240)) == "1,200 + 0 + 0 + 240"


def test_a_cell_is_written_the_way_people_read_its_type() -> None:
    cells = (said("added"), dt.date(2026, 3, 16), 1200, Decimal("1500.4"), 0, True, "甲", "", None)
    assert [written(cell, ZH) for cell in cells] == ["新增", "115/03/16", "1,200", "1,500", "0", "True", "甲", "—", "—"]
