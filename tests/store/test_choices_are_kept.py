"""The plan's open questions, answered for an office, are answered the same way when it is opened again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.conftest import Opener
from visitplanner.domain.programme.programme import CapacityMeasure, Choices
from visitplanner.services.programme.obligations import ChooseProgramme, ProgrammeInForce

ANSWERS = st.builds(
    Choices,
    group_settles_sites=st.booleans(),
    capacity=st.sampled_from(CapacityMeasure),
    threshold_kw=st.none() | st.integers(1, 5_000),
)


@pytest.mark.parametrize("measure", CapacityMeasure)
def test_what_the_threshold_is_measured_on_is_known_after_opening_again(opening: Opener, measure: CapacityMeasure) -> None:
    office = opening()
    office.do(ChooseProgramme(Choices(capacity=measure)))
    office.close()
    assert opening().ask(ProgrammeInForce()).choices == Choices(capacity=measure)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(answers=st.lists(ANSWERS, min_size=1, max_size=3))
def test_the_last_answers_are_in_force_whatever_was_answered_before(opening: Opener, answers: list[Choices]) -> None:
    office = opening()
    for choices in answers:
        office.do(ChooseProgramme(choices))
    office.close()
    again = opening()
    assert again.ask(ProgrammeInForce()).choices == answers[-1]
    again.close()
