"""Work off the window's thread: one lane for the store, a pool for computing, and answers brought back in order.

A worker never owns a Qt object: it computes, puts its answer into a queue and rings a bell. Whoever asks owns the answer: it
is dropped here, in one place, when the owner is gone by then. `Inline` does the same at once and on the spot, for tests and
pictures.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from queue import SimpleQueue
from threading import Event
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from visitplanner.services.core.ports import Progress, Stop

T = TypeVar("T")
Task = Callable[[Progress, Stop], T]


class Lane(Enum):
    """Where a job runs: in the one thread of the store, or in the pool for computing."""

    STORE = "store"
    COMPUTE = "compute"


def gone(owner: QObject) -> bool:
    """Whether nobody waits any more: who asked is destroyed, or stands in a window or dialog that was closed."""
    if not isValid(owner):
        return True
    if not isinstance(owner, QWidget):
        return False
    window = owner.window()
    return window.isHidden() and window.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


@dataclass(frozen=True)
class Commission(Generic[T]):
    """A task, who asked for it, and whom its answer, its error and its progress (0.0 to 1.0) are for.

    owner: once it is gone nothing is handed over any more; destroyed while the task runs, the task is asked to stop.
    sure: it is carried out although the program closes before its turn has come, as everything that changes something is.
    """

    task: Task[T]
    then: Callable[[T], None]
    failed: Callable[[Exception], None]
    owner: QObject
    lane: Lane = Lane.STORE
    progress: Callable[[float], None] | None = None
    sure: bool = False


class Job:
    """A task under way. `cancel` asks it to stop; `drop` says that nobody waits for its answer any more."""

    def __init__(self, commission: Commission[Any]) -> None:
        self._asked = commission
        self._stop = Event()
        self._dropped = False
        self.finished = False
        self._told = -1.0
        commission.owner.destroyed.connect(self.drop)

    @property
    def needless(self) -> bool:
        """Whether it may as well not be begun: nobody waits for its answer, and it changes nothing."""
        return self._dropped and not self._asked.sure

    @property
    def task(self) -> Task[Any]:
        """What is to be done."""
        return self._asked.task

    def cancel(self) -> None:
        """Ask the job to stop; its answer so far still arrives."""
        self._stop.set()

    def drop(self) -> None:
        """Ask the job to stop; nobody waits for its answer any more."""
        self._dropped = True
        self._stop.set()

    def stopping(self) -> bool:
        """Whether the job has been asked to stop."""
        return self._stop.is_set()

    def worth_telling(self, fraction: float) -> bool:
        """Whether progress moved by a percent, so that a busy worker does not flood the window."""
        if fraction - self._told < 0.01 and fraction < 1.0:
            return False
        self._told = fraction
        return True

    def tell(self, fraction: float) -> None:
        """Hand the share that is done, 0.0 to 1.0, to who shows it."""
        if self._asked.progress is not None and self._awaited():
            self._asked.progress(fraction)

    def finish(self, value: object, error: Exception | None) -> None:
        """Hand the answer or the error to who asked, unless nobody waits any more. On the window's thread."""
        self.finished = True
        if not self._awaited():
            return
        if error is None:
            self._asked.then(value)
        else:
            self._asked.failed(error)

    def _awaited(self) -> bool:
        return not self._dropped and not gone(self._asked.owner)


class Runner(Protocol):
    """Carries out commissions: `Jobs` on threads, `Inline` at once."""

    def run(self, commission: Commission[Any]) -> Job:
        """Begin a task; its answer or error arrives on the window's thread, unless its owner is gone by then."""
        ...

    def close(self) -> None:
        """Take no more jobs, drop those that run, and wait for them."""
        ...


class Jobs(QObject):
    """Runs tasks on threads and calls back on the thread this object was made on."""

    _bell = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrivals: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._lanes = {
            Lane.STORE: ThreadPoolExecutor(max_workers=1, thread_name_prefix="store"),
            Lane.COMPUTE: ThreadPoolExecutor(max_workers=2, thread_name_prefix="compute"),
        }
        self._open: set[Job] = set()
        self._closed = False
        self._bell.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, commission: Commission[Any]) -> Job:
        """Begin a task in its lane; a question asked after the end (by a timer that was still to ring) is dropped."""
        job = Job(commission)
        if self._closed and not commission.sure:
            job.drop()
            return job
        self._open.add(job)
        self._lanes[commission.lane].submit(self._work, job)
        return job

    def close(self) -> None:
        """Ask what is running to stop, and wait for it; answers that come now are thrown away."""
        self._closed = True
        for job in self._open:
            job.drop()
        for lane in self._lanes.values():
            lane.shutdown(wait=True)

    def _work(self, job: Job) -> None:
        def progress(fraction: float) -> None:
            if job.worth_telling(fraction):
                self._bring(lambda: job.tell(fraction))

        if job.needless:
            return
        try:
            value = job.task(progress, job.stopping)
        except Exception as error:  # noqa: BLE001  (carried to the window's thread, which decides)
            kept = error
            self._bring(lambda: self._finish(job, None, kept))
        else:
            self._bring(lambda: self._finish(job, value, None))

    def _bring(self, answer: Callable[[], None]) -> None:
        self._arrivals.put(answer)
        self._bell.emit()

    def _finish(self, job: Job, value: object, error: Exception | None) -> None:
        self._open.discard(job)
        job.finish(value, error)

    @Slot()
    def _deliver(self) -> None:
        """One answer a ring, so that a fault in one callback does not swallow the next answer."""
        if not self._arrivals.empty():
            self._arrivals.get()()


class Inline:
    """Does every task at once, on the caller's thread."""

    def run(self, commission: Commission[Any]) -> Job:
        """Do the task at once, on the caller's thread."""
        job = Job(commission)
        try:
            value = job.task(job.tell, job.stopping)
        except Exception as error:  # noqa: BLE001  (handed to the caller, as Jobs does)
            job.finish(None, error)
        else:
            job.finish(value, None)
        return job

    def close(self) -> None:
        """Nothing is ever under way."""


class Collector(QObject):
    """Collects Python's garbage on the window's thread only: collected in a worker, Qt objects die on the wrong thread."""

    PERIOD_MS = 1000

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(self.PERIOD_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the generations that are due."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > limits[generation]]
        if due:
            gc.collect(max(due))

    def close(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()
