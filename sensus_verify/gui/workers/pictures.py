"""Pictures of files, one after the other beside the window, what was asked for last first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from sensus_verify.core.progress import Progress
from sensus_verify.gui.workers.ticket import Ticket

Draw = Callable[[Path], Any]
"""Returns the picture of a file, or None; blocking."""

_WAITING = 64  # requests that are kept: more have scrolled out of sight


class Pictures(QObject):
    """Asks a blocking function for pictures. `ready` carries the path and the picture, or None where there is none."""

    ready = Signal(str, object)

    def __init__(self, draw: Draw, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._waiting: dict[str, None] = {}
        self._busy: tuple[str, Ticket] | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    @property
    def idle(self) -> bool:
        """Whether nothing is being drawn and nothing waits."""
        return self._busy is None and not self._waiting

    def request(self, path: str) -> None:
        """Ask for the picture of a file; asking again moves it to the front."""
        if self._busy is not None and self._busy[0] == path:
            return
        self._waiting.pop(path, None)
        self._waiting[path] = None
        while len(self._waiting) > _WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._next()

    def forget(self) -> None:
        """Drop what waits."""
        self._waiting.clear()

    def finish(self) -> None:
        """Drop what waits and wait for what is being drawn."""
        self.forget()
        self._pool.waitForDone()

    def _next(self) -> None:
        if self._busy is not None or not self._waiting:
            return
        path, _ = self._waiting.popitem()
        ticket = Ticket(self._work, path)
        ticket.succeeded.connect(partial(self._done, path))
        ticket.failed.connect(partial(self._failed, path))
        self._busy = (path, ticket)
        ticket.start(self._pool)

    def _work(self, path: str, *, progress: Progress) -> object:
        progress(0, 1)
        return self._draw(Path(path))

    def _done(self, path: str, picture: object) -> None:
        self._busy = None
        self.ready.emit(path, picture)
        self._next()

    def _failed(self, path: str, _error: Exception) -> None:
        # No picture is no loss: the row keeps the icon of its kind, and the inspection says what is wrong.
        self._done(path, None)
