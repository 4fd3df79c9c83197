"""Run a function of the rooms below in Qt's thread pool: progress, cancelling and failure reach the window as signals.

The function knows nothing of Qt: it takes `progress=`, a callable (done, total), and lets `Cancelled` pass through.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from sensus_verify.core.progress import Cancelled


class Ticket(QObject):
    """What the window holds while the work runs. Exactly one of the last three signals comes.

    Make it, connect, then start: work may end before the caller's next line, and a signal without a receiver is lost.
    Keep it until it has ended.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[..., Any], *arguments: object) -> None:
        super().__init__()
        self._work, self._arguments = work, arguments
        self._stop = threading.Event()

    def start(self, pool: QThreadPool | None = None) -> None:
        """Begin."""
        (pool or QThreadPool.globalInstance()).start(_Job(self))

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def run(self) -> None:
        """Do the work; called by the pool, in its thread."""
        try:
            result = self._work(*self._arguments, progress=self._report)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - what left a pool's thread would be lost: it goes to `failed`
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total)


class _Job(QRunnable):
    def __init__(self, ticket: Ticket) -> None:
        super().__init__()
        self._ticket = ticket

    def run(self) -> None:
        self._ticket.run()
