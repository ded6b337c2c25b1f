"""Whatever is closed, left or built anew before its answer arrives: the answer is dropped, and nothing is raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.builders import SmallOffice
from tests.ui.openings import OPENINGS, Scene
from visitplanner import i18n
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp
from visitplanner.services.office.context import Context
from visitplanner.ui.core.jobs import Commission, Inline, Job
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.pages.crash import CrashDialog
from visitplanner.ui.pages.palette import Palette, ShortcutSheet
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.planning.forms import auto_plan, what_if
from visitplanner.ui.planning.forms.day_form import DayForm
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.shell.pages import PAGES
from visitplanner.ui.shell.start import StartDialog
from visitplanner.ui.visits.next_visit import NextVisit
from visitplanner.ui.visits.record_dialog import RecordDialog
from visitplanner.ui.widgets.dialog import Dialog, FormDialog

OTHERS = {CrashDialog, Dialog, FormDialog, Palette, PaperDialog, RecordDialog, ShortcutSheet, StartDialog}
"""Opened by no page: what others are made of, the shell's own, and the one before there is a window."""


class Late(Inline):
    """Every answer comes late: not before `arrive` is called, and with it what is asked then."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Commission[Any], Job]] = []

    def run(self, commission: Commission[Any]) -> Job:
        job = Job(commission)
        self.waiting.append((commission, job))
        return job

    def arrive(self) -> int:
        """Do what waits, and what comes of it; how many there were."""
        count = 0
        while self.waiting:
            commission, job = self.waiting.pop(0)
            count += 1
            try:
                value = commission.task(job.tell, job.stopping)
            except Exception as error:  # noqa: BLE001  (handed over as the threads do)
                job.finish(None, error)
            else:
                job.finish(value, None)
        return count


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Late:
    """Answers that come late; plans are the first lawful ones."""
    monkeypatch.setattr(auto_plan, "SECONDS", 0)
    monkeypatch.setattr(what_if, "SECONDS", 0)
    return Late()


@pytest.fixture
def slow(late: Late, context: Context, small: SmallOffice, qapp: object) -> Iterator[Program]:
    program = Program(application(), context, i18n.language(), late)
    program.open(WindowState()).show()
    late.arrive()
    yield program
    assert program.window is not None
    program.window.close()
    program.window.deleteLater()
    program.close()


LEADS_ON: dict[type[QDialog], type[QDialog]] = {NextVisit: DayForm}
"""What the page that a dialog leads to opens once its answer is there: asked for, so a person closes it."""


def sweep() -> None:
    """What was to be deleted is deleted, as the window's own loop does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("kind", OPENINGS, ids=lambda kind: kind.__name__)
def test_a_dialog_that_is_gone_before_its_answer(kind: type[QDialog], late: Late, slow: Program, small: SmallOffice) -> None:
    """Closed and not deleted yet, deleted, and together with a window that is built anew."""
    window = slow.window
    assert window is not None
    scene = Scene(window, small)
    late.arrive()
    for swept in (False, True):
        dialog = OPENINGS[kind](scene)
        assert isinstance(dialog, kind)
        dialog.open()
        if isinstance(dialog, FormDialog):
            dialog.submit()
        dialog.reject()
        if swept:
            sweep()
        late.arrive()
        for led in [each for each in window.findChildren(QDialog) if type(each) is LEADS_ON.get(kind)]:
            led.reject()
        sweep()
        assert window.findChildren(QDialog) == []
    OPENINGS[kind](scene).open()
    slow.restyle(replace(window.state(), page="settings"))
    sweep()
    late.arrive()
    assert slow.window is not window


@pytest.mark.parametrize("page", [entry.key for entry in PAGES])
def test_a_page_left_with_its_window_before_its_answer(page: str, late: Late, slow: Program, small: SmallOffice) -> None:
    window = slow.window
    assert window is not None
    slow.restyle(replace(window.state(), page=page))
    assert slow.window is not window
    slow.restyle(replace(window.state(), page="home"))
    sweep()
    assert late.arrive() > 2


def test_the_whole_program_is_closed_before_its_answers(late: Late, context: Context, small: SmallOffice, qapp: object) -> None:
    program = Program(application(), context, i18n.language(), late)
    window = program.open(WindowState(page="customers"))
    window.show()
    late.arrive()
    for page in ("follow_ups", "planning", "home"):
        window.go(page)
    assert late.waiting
    window.close()
    window.deleteLater()
    program.close()
    sweep()
    late.arrive()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def test_each_change_is_taken_back_once_however_often_the_key_is_struck_before_the_answer(
    late: Late, slow: Program, small: SmallOffice, context: Context
) -> None:
    window = slow.window
    assert window is not None
    session = slow.session
    for text in ("電壓驟降", "停電通知"):
        session.of(window).do(RaiseFollowUp(small.large.id, Raised(text, Window.TECHNICAL)))
        late.arrive()
    before = {row.follow_up.text for row in context.office.ask(FollowUpList())}
    for _time in range(5):
        session.undo()
    assert not session.can_undo
    late.arrive()
    assert before - {row.follow_up.text for row in context.office.ask(FollowUpList())} == {"電壓驟降", "停電通知"}
    for _time in range(5):
        session.redo()
    late.arrive()
    assert {row.follow_up.text for row in context.office.ask(FollowUpList())} == before


def test_every_dialog_is_among_them() -> None:
    """A new one has to say how it is opened."""

    def below(kind: type[QWidget]) -> set[type[QWidget]]:
        return {kind, *(each for child in kind.__subclasses__() for each in below(child))}

    ours = {kind for kind in below(QDialog) if kind.__module__.startswith("visitplanner")}
    assert ours == {*OPENINGS, *OTHERS}
