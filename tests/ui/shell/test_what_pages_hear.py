"""A page listens to everything it shows: what it reads of the store, and nothing of that escapes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.builders import Keep, SmallOffice
from visitplanner.domain.follow_ups.follow_ups import FollowUpState
from visitplanner.domain.records.kinds import kind_named
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.visits.visits import Visit
from visitplanner.services.core.directory import People
from visitplanner.services.follow_ups.follow_ups import FollowUpList, UpdateFollowUp
from visitplanner.services.loads.loads import ImportLoad, LoadFile, LoadFindings, Stamp
from visitplanner.services.office.context import Context
from visitplanner.services.staff.staff import ChangePerson
from visitplanner.store.shelf import SqlShelf
from visitplanner.ui.core.chips import ChipLabel
from visitplanner.ui.follow_ups.page import CasesPanel
from visitplanner.ui.pages.desk import Page, PanelEntry
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.pages import PAGES, PANELS


class Reading:
    """The kinds of records that were read since `forget`."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()

    def forget(self) -> None:
        self.kinds.clear()

    @property
    def topics(self) -> set[str]:
        return {topic for name in self.kinds for topic in kind_named(name).topics}


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    seen = Reading()

    def watched(method: Callable[..., Any]) -> Callable[..., Any]:
        def read(shelf: SqlShelf[Any], *args: Any, **fields: Any) -> Any:
            seen.kinds.add(shelf._kind.name)
            return method(shelf, *args, **fields)

        return read

    for name in ("get", "find", "values"):
        monkeypatch.setattr(SqlShelf, name, watched(getattr(SqlShelf, name)))
    yield seen


def opened(window: MainWindow, key: str, target: object = None) -> Page:
    window.go(key, target)
    page = window.page()
    assert isinstance(page, Page)
    return page


def customers_card(window: MainWindow, small: SmallOffice, _visit: Visit) -> Page:
    return opened(window, "customers", small.large.id)


def groups_card(window: MainWindow, small: SmallOffice, _visit: Visit) -> Page:
    return opened(window, "customers", small.group.id)


def visit_at_hand(window: MainWindow, _small: SmallOffice, visit: Visit) -> Page:
    page = opened(window, "planning", visit.id)
    assert isinstance(page, PlanningPage)
    assert page.hand.visit() is not None
    return page


def attainment(window: MainWindow, _small: SmallOffice, _visit: Visit) -> Page:
    return opened(window, "home", "attainment")


def load(window: MainWindow, small: SmallOffice, _visit: Visit) -> Page:
    readings = Load(dt.date(2025, 1, 1), np.full(365 * 96, 100_000, dtype=np.int64))
    file = LoadFile(small.large.account, readings, Stamp.END, "load.csv", LoadFindings(365 * 96))
    opened(window, "home").desk.context.office.do(ImportLoad(file))
    return opened(window, "tariffs", small.large.id)


Scene = Callable[[MainWindow, SmallOffice, Visit], Page]
SCENES: dict[str, Scene] = {
    **{entry.key: lambda window, _small, _visit, key=entry.key: opened(window, key) for entry in PAGES},
    "customer": customers_card,
    "group": groups_card,
    "visit": visit_at_hand,
    "attainment": attainment,
    "load": load,
}


@pytest.fixture
def visit(context: Context, small: SmallOffice) -> Visit:
    made = small.visit(day=dt.date(2026, 3, 13))
    context.office.do(Keep((("visits", made),)))
    return made


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_page_listens_to_every_kind_it_reads(
    small: SmallOffice, visit: Visit, window: MainWindow, reading: Reading, scene: Scene
) -> None:
    page = scene(window, small, visit)
    reading.forget()
    page.refresh()
    assert reading.topics
    assert reading.topics <= page.TOPICS


@pytest.mark.parametrize("entry", PANELS, ids=lambda entry: entry.place)
def test_a_panel_listens_to_every_kind_it_reads(
    small: SmallOffice, visit: Visit, window: MainWindow, reading: Reading, qtbot: QtBot, entry: PanelEntry
) -> None:
    reading.forget()
    panel = entry.build(opened(window, "home").desk, small.large.id)
    qtbot.addWidget(panel)
    assert reading.topics
    assert reading.topics <= getattr(panel, "TOPICS")  # noqa: B009


def words(page: PlanningPage) -> list[str]:
    """What the card says: texts and chips, as a screen reader finds them."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    chips = [chip.accessibleName() for chip in page.card.findChildren(ChipLabel)]
    return [*chips, *(each.text() for each in page.card.findChildren(QLabel) if each.isVisible())]


def test_the_card_beside_the_calendar_tells_of_a_record_kept_a_case_closed_and_their_undo(
    context: Context, small: SmallOffice, visit: Visit, window: MainWindow
) -> None:
    page = visit_at_hand(window, small, visit)
    assert isinstance(page, PlanningPage)
    assert {"待補登紀錄", "未結案件 2 件"} <= set(words(page))
    form = page.hand.open_record()
    assert form is not None
    form.submit()
    assert "待補登紀錄" not in words(page) and "完成" in words(page)
    register = opened(window, "follow_ups")
    for case in context.office.ask(FollowUpList(only_open=True)):
        for state in (FollowUpState.REPLIED, FollowUpState.CLOSED):
            register.desk.session.do(UpdateFollowUp(case.follow_up.id, "已辦", state))
    opened(window, "planning")
    assert not any("未結案件" in each for each in words(page))
    page.desk.session.undo()
    assert "未結案件 1 件" in words(page)
    for _ in range(4):
        page.desk.session.undo()
    assert {"待補登紀錄", "未結案件 2 件"} <= set(words(page))


def test_the_cases_of_a_customers_card_follow_what_happens_to_its_people(
    context: Context, small: SmallOffice, visit: Visit, window: MainWindow
) -> None:
    page = customers_card(window, small, visit)
    (panel,) = page.findChildren(CasesPanel)

    def owners() -> set[str]:
        return {case.owner for case in panel.table.rows.rows()}

    assert owners() == {"陳業務", "吳電務"}
    kept = next(person for person in context.office.ask(People()) if person.id == small.business.id)
    page.desk.session.do(ChangePerson(replace(kept, name="陳專員")))
    assert owners() == {"陳專員", "吳電務"}
