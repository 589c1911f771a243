"""The one door for work over half a second: off the GUI thread, with progress and "Dừng", leaving no trace."""

import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from ntm_desktop.domain.errors import Cancelled, ExpectedError
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk, Progress, open_desk
from ntm_desktop.services.rest_collector import rest, wake

Work = Callable[[OpenDesk, Progress], Any]

_TELL_EVERY = 0.05
_log = logging.getLogger(__name__)


class _Job:
    def __init__(self, title: str, work: Work, then: Callable[[Any], None], gives_way: bool) -> None:
        self.title, self.work, self.then, self.gives_way = title, work, then, gives_way
        self.was_overtaken = False


class Tasks(QObject):
    """Runs one piece of work after another on a thread with a database connection of its own.

    Meanwhile Python does not look for cycles: the work's thread would free dialogs that were closed, and Qt ends
    the program where a widget goes on another thread than its own.
    """

    started = Signal(str)
    progressed = Signal(int, int, str)
    finished = Signal()
    failed = Signal(object)
    """The ExpectedError a task ended with."""
    broke = Signal(str)
    """Details of a bug inside a task."""
    _ended = Signal(object, object, str)

    def __init__(self, folder: DataFolder, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._stop = threading.Event()
        self._running: _Job | None = None
        self._queue: deque[_Job] = deque()
        self._told_at = 0.0
        self._is_closed = self._is_resting = False
        self._ended.connect(self._finish)

    @property
    def is_busy(self) -> bool:
        return self._running is not None

    def run(self, title: str, work: Work, then: Callable[[Any], None], *, gives_way: bool = False) -> None:
        """Starts `work(desk, progress)`, or queues it behind what runs; `then(result)` is called on the GUI thread.

        Work that `gives_way` (a preview) is dropped without a word as soon as anything else is asked for.
        """
        if self._is_closed:
            return
        self._queue = deque(job for job in self._queue if not job.gives_way)
        self._queue.append(_Job(title, work, then, gives_way))
        if self._running is None:
            self._start_next()
        elif self._running.gives_way:
            self._running.was_overtaken = True
            self._stop.set()

    def cancel(self) -> None:
        self._stop.set()

    def close(self) -> bool:
        """With the window: what runs is stopped and waited for, and nobody is told how it ended; nothing begins."""
        self._is_closed = True
        return self.wait()

    def wait(self, milliseconds: int = 30000) -> bool:
        """Asks the work to stop and waits for it; what is queued is not begun."""
        self._queue.clear()
        self.cancel()
        is_done = self._pool.waitForDone(milliseconds)
        if is_done:
            self._rest(is_resting=False)
        return is_done

    def report(self, done: int, total: int, what: str) -> None:
        """Called from the work's thread; raises Cancelled once the person pressed "Dừng"."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY:  # eager work must not drown the window in news
            self._told_at = now
            self.progressed.emit(done, total, what)

    def end(self, result: Any, error: ExpectedError | None, details: str) -> None:
        """Called from the work's thread."""
        self._ended.emit(result, error, details)

    def _start_next(self) -> None:
        self._running = job = self._queue.popleft()
        self._rest(is_resting=True)
        self._stop.clear()
        self._told_at = 0.0
        self.started.emit(job.title)
        self._pool.start(_Run(self, self._folder, job.work))

    def _finish(self, result: Any, error: ExpectedError | None, details: str) -> None:
        job, self._running = self._running, None
        assert job is not None
        self._pool.waitForDone()  # telling the end is the last thing the thread does; it is gone at once
        self._rest(is_resting=False)
        if self._is_closed:  # told to a window that is gone, it could begin something on a desk that is closed
            return
        self.finished.emit()
        if details:
            self.broke.emit(details)
        elif job.was_overtaken:
            pass
        elif error is not None:
            self.failed.emit(error)
        else:
            job.then(result)
        if self._queue and self._running is None:
            self._start_next()

    def _rest(self, *, is_resting: bool) -> None:
        if is_resting != self._is_resting:
            self._is_resting = is_resting
            (rest if is_resting else wake)()


class _Run(QRunnable):
    """Borrows the signals of `Tasks`, which outlives it."""

    def __init__(self, tasks: Tasks, folder: DataFolder, work: Work) -> None:
        super().__init__()
        self._tasks, self._folder, self._work = tasks, folder, work

    def run(self) -> None:
        try:
            with open_desk(self._folder) as desk:
                result = self._work(desk, self._tasks.report)
        except ExpectedError as error:
            self._tasks.end(None, error, "")
        except Exception:  # noqa: BLE001 -- the task runner is one of the two places that catch every bug
            details = traceback.format_exc()
            _log.error("a task failed\n%s", details)
            self._tasks.end(None, None, details)
        else:
            self._tasks.end(result, None, "")
