"""Two windows as two people on one server: what one keeps the other sees, collides with, and may not take back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import Keep, SmallOffice
from tests.office.conftest import Place
from tests.office.test_together import cut
from tests.store.acts import Asking
from visitplanner import bootstrap, i18n
from visitplanner.domain.visits.visits import VISITS, Visit, VisitState
from visitplanner.services.core.outcome import Topic
from visitplanner.services.office.context import Context
from visitplanner.services.visits.arranging import CancelVisit
from visitplanner.services.visits.visits import BookVisit
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.shell.application import Program, application

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture
def windows(qtbot: QtBot, place: Place, small: SmallOffice, tmp_path: Path) -> Iterator[dict[str, Program]]:
    opened: dict[str, Program] = {}
    application()
    for login in ("boss", "chen"):
        office = place.enter(login)
        context = Context(office, bootstrap.known(), bootstrap.files(), tmp_path / login, office.close, listen=office.listen)
        program = Program(application(), context, i18n.language(), Inline())
        window = program.open(replace(WindowState(), theme=Theme.LIGHT))
        qtbot.addWidget(window)
        window.show()
        assert office._listening[0].ready.wait(5)  # pyright: ignore[reportPrivateUsage]
        opened[login] = program
    yield opened
    for program in opened.values():
        if program.window is not None:
            program.window.close()
        program.close()


def test_a_day_of_two_people(windows: dict[str, Program], small: SmallOffice, qtbot: QtBot) -> None:
    boss, chen = windows["boss"], windows["chen"]
    booked = small.visit(state=VisitState.TENTATIVE)
    boss._context.office.do(Keep((("visits", booked),)))  # pyright: ignore[reportPrivateUsage]

    with qtbot.waitSignal(boss.session.changed, timeout=1000) as heard:
        chen.session.do(BookVisit(booked.id))
    assert "visits" in heard.args[0]  # pyright: ignore[reportOptionalSubscript]
    assert visit(boss, booked.id).state is VisitState.BOOKED

    with qtbot.waitSignal(chen.session.changed, timeout=1000):
        boss.session.do(CancelVisit(booked.id, "用戶歲修"))
    chen.session.undo()
    assert chen.window is not None
    assert "之後又" in chen.window.notices.text, "an undo across people is checked"
    assert visit(chen, booked.id).state is VisitState.CANCELLED

    with qtbot.waitSignal(chen.session.changed, timeout=1000):
        boss.session.undo()
    assert visit(chen, booked.id).state is VisitState.BOOKED


def test_a_server_that_goes_is_said_until_it_is_there_again(windows: dict[str, Program], place: Place, qtbot: QtBot) -> None:
    window = windows["chen"].window
    assert window is not None
    cut(place)
    qtbot.waitUntil(lambda: "連不到" in window.notices.text, timeout=5000)
    with qtbot.waitSignal(windows["chen"].session.changed, timeout=5000) as heard:
        pass
    assert heard.args == [frozenset(Topic)]
    qtbot.waitUntil(lambda: "恢復" in window.notices.text, timeout=5000)


def visit(program: Program, ident: UUID) -> Visit:
    return program._context.office.ask(Asking(lambda work: work.shelf(VISITS).get(ident)))  # pyright: ignore[reportPrivateUsage]
