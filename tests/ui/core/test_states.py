"""How visits of a list look: one without its record, and one that does not count, say so."""

from __future__ import annotations

from tests.builders import SmallOffice
from visitplanner import i18n
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.chips import Shape
from visitplanner.ui.core.states import row_chip
from visitplanner.ui.core.style import Tone


def test_a_visit_without_record_or_that_does_not_count_says_so() -> None:
    small, chinese = SmallOffice(), i18n.language()
    over = row_chip(VisitRow(small.visit(), "", "", "", "", (), awaits_record=True), chinese)
    assert (over.text, over.shape, over.tone) == ("待補登", Shape.ALERT, Tone.WARN)
    held = small.visit(state=VisitState.DONE)
    assert row_chip(VisitRow(held, "", "", "", "", (), counts=False), chinese).text == "完成（不計列）"
    assert row_chip(VisitRow(held, "", "", "", "", ()), chinese).tone is Tone.OK
