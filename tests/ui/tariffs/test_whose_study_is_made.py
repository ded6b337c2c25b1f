"""Whose study the tariff page makes, over which months, and that an earlier question never overtakes a later one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.builders import SmallOffice
from tests.ui.straight import Straight
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.advice.advice_settings import ThresholdInForce
from visitplanner.services.core.ports import Office
from visitplanner.services.loads.loads import LoadOf, MeasuredCustomers, UnmeasuredCustomers
from visitplanner.services.tariffs.reading_advice import WHOLE_YEAR, ReadingsOf
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs import presenter as room
from visitplanner.ui.tariffs.presenter import TariffsPresenter, TariffsView

SMALL = SmallOffice()
FIRST, SECOND, THIRD = SMALL.large, *SMALL.sites
MAY = (Month(2025, 5),)


class AnOffice:
    """An office with loads of some customers and readings of others; numbers stand for readings."""

    def __init__(self, measured: Sequence[Customer], others: Sequence[Customer] = (), readings: int = 0) -> None:
        self.measured, self.others, self.readings = list(measured), list(others), readings

    def ask(self, query: Any) -> Any:
        match query:
            case MeasuredCustomers():
                return self.measured
            case UnmeasuredCustomers():
                return self.others
            case ReadingsOf():
                return {customer.id: list(range(self.readings)) for customer in self.others}
            case LoadOf(customer_id):
                return "load" if customer_id in {each.id for each in self.measured} else None
            case ThresholdInForce():
                return "threshold"
            case _:
                return []


class View:
    def __init__(self) -> None:
        self.named: list[Customer] = []
        self.studies: list[Any] = []
        self.without: list[Customer] = []
        self.show_customer: Callable[[Customer], None] = self.named.append
        self.show_study: Callable[[Any], None] = self.studies.append
        self.show_readings: Callable[[Any], None] = self.studies.append
        self.show_without_load: Callable[[Customer], None] = self.without.append
        self.show_customers: Callable[..., None] = lambda *found: None
        self.show_refusal: Callable[..., None] = lambda refusal: None


@pytest.fixture(autouse=True)
def plain_studies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A study is whose it is and of which months; advice by readings is the readings it was given."""
    monkeypatch.setattr(room, "study_of", lambda known, customer, kept, today, months, stop, threshold: (customer, months))
    monkeypatch.setattr(room, "ReadingStudy", lambda customer, library, newest, advice, drafts: (customer, newest, advice))
    monkeypatch.setattr(room, "advise_readings", lambda library, customer, newest, today: list(newest))


def opened(office: AnOffice) -> tuple[TariffsPresenter, View, Straight]:
    view, session = View(), Straight(cast("Office", office))
    known = SimpleNamespace(tariffs=lambda: None)
    desk = SimpleNamespace(context=SimpleNamespace(known=known), day=dt.date(2026, 3, 16))
    presenter = TariffsPresenter(cast("Desk", desk), session.owned, cast("TariffsView", view))
    presenter.refresh()
    return presenter, view, session


def test_the_first_customer_with_a_load_is_studied_until_another_is_chosen_and_stays_chosen() -> None:
    presenter, view, _ = opened(AnOffice([FIRST, SECOND]))
    assert view.studies == [(FIRST, ())]
    presenter.choose(SECOND.id)
    presenter.refresh()
    assert presenter.customer == SECOND
    assert view.studies[1:] == [(SECOND, ()), (SECOND, ())]


def test_months_chosen_stay_with_their_customer() -> None:
    presenter, view, _ = opened(AnOffice([FIRST, SECOND]))
    presenter.choose_months(MAY)
    presenter.refresh()
    presenter.choose(SECOND.id)
    assert view.studies[1:] == [(FIRST, MAY), (FIRST, MAY), (SECOND, ())]


def test_nothing_is_asked_anew_when_the_choice_is_the_same() -> None:
    presenter, view, _ = opened(AnOffice([FIRST]))
    presenter.choose(FIRST.id)
    presenter.choose_months(())
    assert len(view.studies) == 1


def test_a_customer_who_is_gone_gives_way_to_the_first_with_the_newest_months() -> None:
    office = AnOffice([FIRST, SECOND])
    presenter, view, _ = opened(office)
    presenter.choose(SECOND.id)
    presenter.choose_months(MAY)
    office.measured.remove(SECOND)
    presenter.refresh()
    assert view.studies[-1] == (FIRST, ())


def test_only_the_study_asked_for_last_arrives() -> None:
    presenter, view, session = opened(AnOffice([FIRST, SECOND, THIRD]))
    session.late = True
    presenter.choose(SECOND.id)
    presenter.choose(THIRD.id)
    session.answer_all()
    assert view.studies[1:] == [(THIRD, ())]


def test_without_a_load_the_newest_twelve_readings_advise() -> None:
    presenter, view, _ = opened(AnOffice([], [FIRST], readings=WHOLE_YEAR + 3))
    assert presenter.customer is None and view.studies == []
    presenter.choose(FIRST.id)
    newest = list(range(3, WHOLE_YEAR + 3))
    assert view.studies == [(FIRST, newest, newest)]


def test_a_customer_of_whom_nothing_is_known_is_shown_without_a_load() -> None:
    presenter, view, _ = opened(AnOffice([], [FIRST]))
    presenter.choose(FIRST.id)
    assert (view.without, view.studies) == ([FIRST], [])
