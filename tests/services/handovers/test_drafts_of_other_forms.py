"""Records begun are listed for somebody who leaves; what waits in another form about the same visit is no record."""

from __future__ import annotations

import datetime as dt

from tests.builders import TODAY, Keep, SmallOffice
from visitplanner.services.core.form_drafts import KeepTyped
from visitplanner.services.core.work import Work
from visitplanner.services.handovers.bearing import NameBearing, bearing
from visitplanner.services.visits.visit_records import KeepDraft
from visitplanner.store.office import SqlOffice


class Listed:
    """What bears the name of a person, from today on."""

    def __init__(self, small: SmallOffice) -> None:
        self.person = small.supervisor

    def answer(self, work: Work) -> NameBearing:
        return bearing(work, self.person, TODAY)


def test_only_records_begun_are_told_as_records_begun(office: SqlOffice, small: SmallOffice) -> None:
    visit = small.visit(day=TODAY + dt.timedelta(days=2))
    office.do(Keep((("visits", visit),)))
    office.do(KeepTyped("another_form", visit.id, {"notes": "x"}))
    assert office.ask(Listed(small)).drafts == ()
    office.do(KeepDraft(visit.id, {"notes": "談契約"}))
    assert [row.visit.id for row in office.ask(Listed(small)).drafts] == [visit.id]
