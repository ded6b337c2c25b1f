"""What is said of the grid of readings: what a paste left out, printed amounts that fit, and what of each customer waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.builders import SmallOffice
from tests.ui.straight import Straight
from visitplanner import i18n
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message
from visitplanner.domain.lists.reading_grid import GRID_KEYS, Cells, Pasted
from visitplanner.domain.loads.monthly_readings import MonthlyReading
from visitplanner.services.lists.typed_readings import KeptReadings
from visitplanner.services.tariffs.printed_bills import BillDifference, WithinBounds
from visitplanner.services.tariffs.split_months import Bounds
from visitplanner.store.office import SqlOffice
from visitplanner.ui.core.style import Tone
from visitplanner.ui.readings.grid_model import CellMark
from visitplanner.ui.readings.presenter import AMOUNT, ReadingsPresenter

ZH = i18n.language()
AT = {key: at for at, key in enumerate(GRID_KEYS)}


class Session(Straight):
    """One window's session: what is typed in it is remembered by it."""

    @property
    def session(self) -> Session:
        return self


class View:
    def __init__(self) -> None:
        self.rows: tuple[Cells, ...] = ()
        self.marks: dict[tuple[int, int], CellMark] = {}
        self.told: Sequence[str] = ()
        self.unkept = False

    def show_readings(self, kept: KeptReadings, rows: Sequence[Cells]) -> None:
        del kept
        self.rows = tuple(rows)

    def show_marks(self, marks: dict[tuple[int, int], CellMark], told: Sequence[str], *, unkept: bool) -> None:
        self.marks, self.told, self.unkept = marks, told, unkept

    def show_rows(self, done: Pasted) -> None:
        self.rows = done.rows

    def show_none(self, why: Refused) -> None:
        raise why


def opened(session: Session, subject: UUID) -> tuple[ReadingsPresenter, View]:
    view = View()
    presenter = ReadingsPresenter(session.owned, ZH, subject, view)
    presenter.refresh()
    return presenter, view


def typed(view: View, key: str, text: str) -> tuple[Cells, ...]:
    first = list(view.rows[0])
    first[AT[key]] = text
    return (tuple(first), *view.rows[1:])


def test_letting_one_customer_s_typing_go_keeps_another_s(office: SqlOffice, kept: SmallOffice) -> None:
    session = Session(office)
    one, its = opened(session, kept.large.id)
    other, others = opened(session, kept.sites[0].id)
    one.edited(typed(its, "kwh_peak", "100"))
    other.edited(typed(others, "kwh_peak", "200"))
    assert its.unkept and others.unkept
    one.forget()
    assert not one.unkept and not its.unkept and its.rows[0][AT["kwh_peak"]] == ""
    again, shown = opened(session, kept.sites[0].id)
    assert again.unkept and shown.rows[0][AT["kwh_peak"]] == "200"


def test_a_paste_tells_which_columns_it_left_out(office: SqlOffice, kept: SmallOffice) -> None:
    presenter, view = opened(Session(office), kept.large.id)
    presenter.paste(view.rows, (0, 0), "年月\t尖峰度數\t氣溫\n11407\t100\t31\n")
    presenter.edited(view.rows)
    assert any("氣溫" in sentence for sentence in view.told)
    presenter.forget()
    assert view.told == []


class Answers(Session):
    """Gives readings with these printed amounts checked."""

    def __init__(self, office: SqlOffice, kept: KeptReadings) -> None:
        super().__init__(office)
        self.kept = kept

    def ask(self, query: Any, then: Any, otherwise: Any = None) -> Any:
        del query, otherwise
        return self._later(lambda: then(self.kept))


def test_an_amount_that_fits_and_one_that_does_not_look_apart_and_changed_rows_are_not_judged(
    office: SqlOffice, kept: SmallOffice
) -> None:
    may, july = dt.date(2025, 5, 1), dt.date(2025, 7, 1)
    reading = MonthlyReading(customer_id=kept.large.id, month=may, kwh={"peak": Decimal(100)}, billed_ntd=Decimal(500))
    bounds = Bounds(Decimal(500), Decimal(400), Decimal(600))
    checked = {
        may: WithinBounds(kept.large.account, may, Decimal(500), bounds),
        july: BillDifference(kept.large.account, july, Decimal(500), Decimal(700), Message("No cause is known.")),
    }
    readings = KeptReadings(kept.large, (reading, replace(reading, month=july)), checked, dt.date(2026, 3, 16))
    presenter, view = opened(Answers(office, readings), kept.large.id)
    assert [view.marks[row, AMOUNT].tone for row in (0, 1)] == [Tone.OK, Tone.WARN]
    fits = view.marks[0, AMOUNT].text
    presenter.edited(typed(view, "kwh_peak", "101"))
    assert (0, AMOUNT) not in view.marks or view.marks[0, AMOUNT].text != fits
    assert view.marks[1, AMOUNT].tone is Tone.WARN
