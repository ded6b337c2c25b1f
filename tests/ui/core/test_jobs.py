"""Work goes on off the window's thread; answers come back on it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from visitplanner.domain.core.errors import Stopped
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.ui.core.jobs import Collector, Commission, Inline, Job, Jobs, Lane, Runner, Task, gone


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


class Answers:
    """What came back, and on which thread."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.errors: list[Exception] = []
        self.threads: list[threading.Thread] = []

    def value(self, value: object) -> None:
        self.values.append(value)
        self.threads.append(threading.current_thread())

    def error(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.append(threading.current_thread())

    @property
    def count(self) -> int:
        return len(self.threads)


def begin(
    runner: Runner,
    task: Task[Any],
    answers: Answers,
    lane: Lane = Lane.STORE,
    progress: Callable[[float], None] | None = None,
    owner: QObject | None = None,
) -> Job:
    """Let a runner do a task for an owner; for one that stays when none is given."""
    return runner.run(Commission(task, answers.value, answers.error, owner or STAYS, lane, progress))


STAYS = QObject()


def wait_for(qtbot: QtBot, answers: Answers, count: int) -> None:
    qtbot.waitUntil(lambda: answers.count >= count, timeout=5000)


def test_a_task_runs_elsewhere_and_answers_here(qtbot: QtBot, jobs: Jobs) -> None:
    answers = Answers()
    begin(jobs, lambda _progress, _stop: threading.current_thread(), answers)
    wait_for(qtbot, answers, 1)
    assert answers.values[0] is not threading.current_thread()
    assert answers.threads == [threading.current_thread()]


def test_the_store_has_one_lane_and_keeps_the_order(qtbot: QtBot, jobs: Jobs) -> None:
    answers, order = Answers(), []
    for number in range(20):
        begin(jobs, lambda _p, _s, number=number: order.append((number, threading.current_thread())), answers)
    wait_for(qtbot, answers, 20)
    assert [number for number, _ in order] == list(range(20))
    assert len({thread for _, thread in order}) == 1


def test_a_failure_is_an_answer_too(qtbot: QtBot, jobs: Jobs) -> None:
    answers = Answers()

    def fail(_progress: Progress, _stop: Stop) -> None:
        raise ValueError("no")

    begin(jobs, fail, answers)
    wait_for(qtbot, answers, 1)
    assert [str(error) for error in answers.errors] == ["no"]


def test_cancelling_stops_the_work(qtbot: QtBot, jobs: Jobs) -> None:
    answers, begun = Answers(), threading.Event()

    def work(_progress: Progress, stop: Stop) -> None:
        begun.set()
        while not stop():
            threading.Event().wait(0.001)
        raise Stopped

    job = begin(jobs, work, answers, Lane.COMPUTE)
    assert begun.wait(5)
    job.cancel()
    wait_for(qtbot, answers, 1)
    assert isinstance(answers.errors[0], Stopped)


def test_nobody_hears_of_a_dropped_job(qtbot: QtBot, jobs: Jobs) -> None:
    dropped, after = Answers(), Answers()
    begin(jobs, lambda _p, _s: 1, dropped).drop()
    begin(jobs, lambda _p, _s: 2, after)
    wait_for(qtbot, after, 1)
    assert dropped.count == 0


def closed(owner: QWidget) -> None:
    """Closed and not deleted yet, as a dialog is until its loop comes round."""
    dialog = owner.window()
    dialog.show()
    dialog.close()


def deleted(owner: QWidget) -> None:
    """Destroyed, whether it was ever shown or not."""
    owner.window().deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("go", [closed, deleted])
@pytest.mark.parametrize("error", [None, ValueError("no")])
def test_what_arrives_when_the_owner_is_gone_is_dropped(
    qtbot: QtBot, jobs: Jobs, go: Callable[[QWidget], None], error: Exception | None
) -> None:
    dialog, late, after, ended = QDialog(), Answers(), Answers(), threading.Event()
    owner = QLabel("", dialog)

    def work(progress: Progress, _stop: Stop) -> None:
        assert ended.wait(5)
        progress(0.5)
        if error is not None:
            raise error

    begin(jobs, work, late, progress=late.value, owner=owner)
    go(owner)
    assert gone(owner)
    ended.set()
    begin(jobs, lambda _p, _s: None, after)
    wait_for(qtbot, after, 1)
    assert late.count == 0


def test_work_for_an_owner_that_is_destroyed_is_asked_to_stop(qtbot: QtBot, jobs: Jobs) -> None:
    owner, stopped = QWidget(), threading.Event()

    def work(_progress: Progress, stop: Stop) -> None:
        while not stop():
            threading.Event().wait(0.001)
        stopped.set()

    begin(jobs, work, Answers(), Lane.COMPUTE, owner=owner)
    deleted(owner)
    assert stopped.wait(5)


def test_a_form_that_was_never_shown_and_one_shown_again_get_their_answers(qtbot: QtBot) -> None:
    dialog, answers = QDialog(), Answers()
    qtbot.addWidget(dialog)
    inside = QLabel()
    begin(Inline(), lambda _p, _s: 1, answers, owner=inside)
    QVBoxLayout(dialog).addWidget(inside)
    begin(Inline(), lambda _p, _s: 2, answers, owner=inside)
    closed(inside)
    begin(Inline(), lambda _p, _s: 3, answers, owner=inside)
    dialog.show()
    inside.hide()
    begin(Inline(), lambda _p, _s: 4, answers, owner=inside)
    assert answers.values == [1, 2, 4]


def test_an_owner_asked_for_often_keeps_nothing_of_what_was_answered(qtbot: QtBot) -> None:
    owner, kept = QObject(), list[weakref.ref[Job]]()
    for _ in range(3):
        kept.append(weakref.ref(begin(Inline(), lambda _p, _s: 1, Answers(), owner=owner)))
    gc.collect()
    assert [each() for each in kept] == [None] * 3


def test_progress_is_told_in_order_and_not_too_often(qtbot: QtBot, jobs: Jobs) -> None:
    answers, told = Answers(), []

    def work(progress: Progress, _stop: Stop) -> None:
        for step in range(10_001):
            progress(step / 10_000)

    begin(jobs, work, answers, Lane.COMPUTE, told.append)
    wait_for(qtbot, answers, 1)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) <= 102


def test_closing_waits_for_what_is_under_way_and_throws_its_answer_away(qtbot: QtBot) -> None:
    jobs, answers, done = Jobs(), Answers(), threading.Event()

    def work(_progress: Progress, stop: Stop) -> None:
        while not stop():
            threading.Event().wait(0.001)
        done.set()

    begin(jobs, work, answers)
    jobs.close()
    assert done.is_set()
    assert answers.count == 0


def test_what_changes_something_is_done_although_the_program_closes_first(qtbot: QtBot) -> None:
    jobs, answers, done = Jobs(), Answers(), list[str]()
    begun, goes_on = threading.Event(), threading.Event()

    def busy(_progress: Progress, _stop: Stop) -> None:
        begun.set()
        assert goes_on.wait(5)

    begin(jobs, busy, answers)
    assert begun.wait(5)
    for name, sure in (("asked", False), ("changed", True)):
        task: Task[None] = lambda _p, _s, name=name: done.append(name)  # noqa: E731
        jobs.run(Commission(task, answers.value, answers.error, STAYS, sure=sure))
    threading.Timer(0.1, goes_on.set).start()
    jobs.close()
    assert done == ["changed"]
    assert answers.count == 0


@pytest.mark.parametrize(("task", "right"), [(lambda _p, _s: 3, True), (lambda _p, _s: 1 / 0, False)])
def test_inline_does_the_same_at_once(task: Callable[[Progress, Stop], Any], right: bool) -> None:
    answers = Answers()
    job = begin(Inline(), task, answers)
    assert job.finished
    assert (len(answers.values), len(answers.errors)) == ((1, 0) if right else (0, 1))


def test_garbage_is_collected_by_the_window_only(qtbot: QtBot) -> None:
    collector = Collector()
    try:
        assert not gc.isenabled()
        kept = [[] for _ in range(3000)]
        for each in kept:
            each.append(each)
        del kept, each
        assert gc.get_count()[0] > gc.get_threshold()[0]
        collector.collect()
        assert gc.get_count()[0] < 3000
    finally:
        collector.close()
    assert gc.isenabled()


def test_a_question_asked_after_the_end_is_dropped_and_a_change_is_not_swallowed(qtbot: QtBot) -> None:
    """A timer that waited for the person to stop typing may ring once more while the program closes."""
    jobs, answers = Jobs(), Answers()
    jobs.close()
    assert jobs.run(Commission(lambda _tell, _stop: 1, answers.value, answers.error, STAYS)).stopping()
    qtbot.wait(20)
    assert answers.count == 0
    with pytest.raises(RuntimeError):
        jobs.run(Commission(lambda _tell, _stop: 1, answers.value, answers.error, STAYS, sure=True))
