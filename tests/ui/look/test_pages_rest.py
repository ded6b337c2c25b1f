"""A page at rest lays nothing out: what would go on doing so takes the processor all day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders import SmallOffice
from visitplanner import bootstrap, i18n
from visitplanner.services.office.context import Context
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.home.page import HomePage
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.shell.pages import PAGES

SETTLED_MS, WATCHED_MS = 150, 150
FEW = 3
"""Something may come late once; a page that goes on is laid out hundreds of times."""


class LayoutsCounted(QObject):
    """How often anything in the program asks to be laid out."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def laid_out() -> int:
    QTest.qWait(SETTLED_MS)
    counted, app = LayoutsCounted(), QApplication.instance()
    assert app is not None
    app.installEventFilter(counted)
    QTest.qWait(WATCHED_MS)
    app.removeEventFilter(counted)
    return counted.count


@pytest.fixture(
    params=[(code, width) for code in i18n.LANGUAGES for width in (911, 1366)], ids=lambda each: f"{each[0]} {each[1]}"
)
def resting(request: pytest.FixtureRequest, context: Context, small: SmallOffice, qapp: object) -> Iterator[MainWindow]:
    code, width = request.param
    program = Program(application(), context, i18n.language(code), Inline())
    window = program.open(WindowState())
    window.resize(width, 700)
    window.show()
    yield window
    window.close()
    program.close()


def test_no_page_lays_itself_out_for_ever(resting: MainWindow) -> None:
    restless = {}
    for entry in PAGES:
        resting.go(entry.key)
        if (count := laid_out()) > FEW:
            restless[entry.key] = count
    assert restless == {}


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_the_first_page_of_a_full_office_rests_within_its_window(code: str, tmp_path: Path, qapp: object) -> None:
    with closing(bootstrap.fill_demonstration(tmp_path / "office")) as context:
        program = Program(application(), context, i18n.language(code), Inline())
        window = program.open(WindowState())
        window.resize(1366, 768)
        window.show()
        page = window.page()
        assert isinstance(page, HomePage)
        assert (laid_out() <= FEW, page.width() == page.breadth) == (True, True)
        assert page.reminders.words in page.reminders.toolTip() or page.reminders._words.isVisible()
        window.close()
        program.close()
