"""What the office enters goes before what the program brings, and what a person gives before both."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.builders import SmallOffice
from visitplanner.bootstrap import known
from visitplanner.domain.tariffs.answers.dated_figures import DATED_FIGURES, DatedFigure, Figure
from visitplanner.services.answers.figures import OfficeFigures, figures_in_force
from visitplanner.services.records.records import AddRecord
from visitplanner.store.office import SqlOffice

DAY = dt.date(2026, 3, 16)


def test_the_office_before_the_program_and_the_person_before_the_office(office: SqlOffice, small: SmallOffice) -> None:
    entered = DatedFigure(figure=Figure.WHEELING, first_on=dt.date(2026, 3, 1), amount=3200, source="台電 115/3 公告")
    done = office.do(AddRecord(DATED_FIGURES, entered))
    assert done.changed == {"dated_figures"}
    kept = office.ask(OfficeFigures())
    assert [(each.amount, each.source) for each in kept] == [(Decimal("0.3200"), "台電 115/3 公告")]

    def amount(day: dt.date, given: str | None = None) -> Decimal | None:
        own = None if given is None else {Figure.WHEELING: (Decimal(given), "自行提供")}
        found = figures_in_force(known(), kept, own).on(Figure.WHEELING, day)
        return None if found is None else found.amount

    assert amount(DAY) == Decimal("0.32")
    assert amount(dt.date(2026, 2, 1)) == Decimal("0.3052"), "before the office's own holds, the program's"
    assert amount(DAY, "0.4") == Decimal("0.4")
