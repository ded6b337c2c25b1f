"""Work goes on off the window's thread; answers come back on it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from visitplanner.domain.core.errors import Stopped
from visitplanner.services.core.ports import Progress, Stop
from visitplanner.ui.core.jobs import Collector, Inline, Jobs, Lane


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


def wait_for(qtbot: QtBot, answers: Answers, count: int) -> None:
    qtbot.waitUntil(lambda: answers.count >= count, timeout=5000)


def test_a_task_runs_elsewhere_and_answers_here(qtbot: QtBot, jobs: Jobs) -> None:
    answers = Answers()
    jobs.run(lambda _progress, _stop: threading.current_thread(), answers.value, answers.error)
    wait_for(qtbot, answers, 1)
    assert answers.values[0] is not threading.current_thread()
    assert answers.threads == [threading.current_thread()]


def test_the_store_has_one_lane_and_keeps_the_order(qtbot: QtBot, jobs: Jobs) -> None:
    answers, order = Answers(), []
    for number in range(20):
        jobs.run(lambda _p, _s, number=number: order.append((number, threading.current_thread())), answers.value, answers.error)
    wait_for(qtbot, answers, 20)
    assert [number for number, _ in order] == list(range(20))
    assert len({thread for _, thread in order}) == 1


def test_a_failure_is_an_answer_too(qtbot: QtBot, jobs: Jobs) -> None:
    answers = Answers()

    def fail(_progress: Progress, _stop: Stop) -> None:
        raise ValueError("no")

    jobs.run(fail, answers.value, answers.error)
    wait_for(qtbot, answers, 1)
    assert [str(error) for error in answers.errors] == ["no"]


def test_cancelling_stops_the_work(qtbot: QtBot, jobs: Jobs) -> None:
    answers, begun = Answers(), threading.Event()

    def work(_progress: Progress, stop: Stop) -> None:
        begun.set()
        while not stop():
            threading.Event().wait(0.001)
        raise Stopped

    job = jobs.run(work, answers.value, answers.error, Lane.COMPUTE)
    assert begun.wait(5)
    job.cancel()
    wait_for(qtbot, answers, 1)
    assert isinstance(answers.errors[0], Stopped)


def test_nobody_hears_of_a_dropped_job(qtbot: QtBot, jobs: Jobs) -> None:
    dropped, after = Answers(), Answers()
    jobs.run(lambda _p, _s: 1, dropped.value, dropped.error).drop()
    jobs.run(lambda _p, _s: 2, after.value, after.error)
    wait_for(qtbot, after, 1)
    assert dropped.count == 0


def test_progress_is_told_in_order_and_not_too_often(qtbot: QtBot, jobs: Jobs) -> None:
    answers, told = Answers(), []

    def work(progress: Progress, _stop: Stop) -> None:
        for step in range(10_001):
            progress(step / 10_000)

    jobs.run(work, answers.value, answers.error, Lane.COMPUTE, told.append)
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

    jobs.run(work, answers.value, answers.error)
    jobs.close()
    assert done.is_set()
    assert answers.count == 0


@pytest.mark.parametrize(("task", "right"), [(lambda _p, _s: 3, True), (lambda _p, _s: 1 / 0, False)])
def test_inline_does_the_same_at_once(task: Callable[[Progress, Stop], Any], right: bool) -> None:
    answers = Answers()
    job = Inline().run(task, answers.value, answers.error)
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
