"""The card by which this computer joins an office on a server, and leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from visitplanner import i18n
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.office.context import Context
from visitplanner.services.office.joining import Joining
from visitplanner.ui.core.jobs import Runner
from visitplanner.ui.core.style import Theme
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.settings.general import GeneralTab
from visitplanner.ui.settings.server import ServerCard
from visitplanner.ui.shell.application import Program, application


@dataclass
class Door:
    """What was tried at the office's door."""

    tried: list[tuple[str, str]] = field(default_factory=list)
    left: int = 0

    def join(self, text: str, password: str) -> str:
        self.tried.append((text, password))
        if password != "richtig":
            raise Refused(said("The name of the account or its password is wrong."), field="passphrase")
        return "ann@office.lan/visits"

    def leave(self) -> None:
        self.left += 1


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture(params=["", "ann@office.lan/visits"])
def card(request: pytest.FixtureRequest, qtbot: QtBot, context: Context, runner: Runner, door: Door) -> Iterator[ServerCard]:
    joining = Joining(request.param, door.join, door.leave)
    program = Program(application(), replace(context, joining=joining), i18n.language(), runner)
    window = program.open(replace(WindowState(), theme=Theme.LIGHT))
    qtbot.addWidget(window)
    window.show()
    window.go("settings")
    (found,) = window.findChildren(ServerCard)
    yield found
    window.close()
    program.close()


def test_whoever_is_alone_joins_and_whoever_joined_leaves(card: ServerCard, door: Door, request: pytest.FixtureRequest) -> None:
    window = card.window()
    place = [each.text() for each in window.findChildren(QLabel) if each.text().startswith("資料庫：")]
    saved = window.findChild(GeneralTab).save  # pyright: ignore[reportOptionalMemberAccess]
    if request.node.callspec.params["card"]:
        assert place == ["資料庫：辦公室伺服器 ann@office.lan/visits"]
        assert not saved.isVisible(), "an office is backed up where it lies"
        card.leave.click()
        assert door.left == 1
        assert "自己的資料庫" in window.notices.text
        return
    assert place == ["資料庫：本機（已加密）"]
    assert saved.isVisible()
    card.address.setText("postgresql://ann@office.lan/visits")
    card.password.setText("falsch")
    card.join.click()
    assert card.join.isEnabled()
    card.password.setText("richtig")
    card.join.click()
    assert door.tried == [("postgresql://ann@office.lan/visits", "falsch"), ("postgresql://ann@office.lan/visits", "richtig")]
    assert card.password.text() == ""
    assert "ann@office.lan/visits" in window.notices.text


def test_a_demonstration_offers_no_office(window: object) -> None:
    assert window.findChildren(ServerCard) == []  # type: ignore[attr-defined]
