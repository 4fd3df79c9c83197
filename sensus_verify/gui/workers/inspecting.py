"""Files on their way through the workers: names and answers come out in portions that never hold the window up."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from sensus_verify.core.limits import FOLDER_FILES_ASK
from sensus_verify.core.progress import Progress
from sensus_verify.gui.workers.ticket import Ticket

Gather = Callable[..., Iterator[Path]]
"""`gather(paths, progress=…)`: folders become files."""

InspectMany = Callable[..., None]
"""`inspect_many(paths, found=…, progress=…)`: each answer is handed over as it comes."""

_FLUSH_MILLISECONDS = 40
_FLUSH_SECONDS = 0.004  # what one flush may take of the window's time
_NAMES, _ANSWERS = 200, 64  # rows that are handed over between two looks at the clock
_LOOK_AHEAD_SECONDS = 0.02  # how long names are gathered before the next file is handed to a worker


class End(Enum):
    """How a round ended."""

    DONE = auto()
    CANCELLED = auto()


class Inspecting(QObject):
    """Takes files and folders, and gives their names at once and their answers as they come.

    `named` carries a list of paths, `answered` a list of (path, result of `summarise`). Both come in the window's
    thread, in portions. `summarise` runs beside the window and must not touch it.
    """

    started = Signal()
    named = Signal(list)
    answered = Signal(list)
    moved = Signal(int, int)  # answered, named
    held_back = Signal(int)  # files that wait for the user's word because a folder holds so many
    ended = Signal(object)  # End
    failed = Signal(object)  # an exception that is a fault of ours

    def __init__(
        self,
        *,
        gather: Gather,
        inspect_many: InspectMany,
        summarise: Callable[[bytes], Any],
        folder_limit: int = FOLDER_FILES_ASK,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gather, self._inspect_many, self._summarise = gather, inspect_many, summarise
        self._folder_limit = folder_limit
        self._dropped: deque[tuple[tuple[Path, ...], bool]] = deque()  # what came in; whether the limit holds for it
        # One queue, so that a name always arrives before its answer: (path, None) and (path, result).
        self._inbox: deque[tuple[Path, Any]] = deque()
        self._held: list[Path] = []
        self._said_held = 0
        self._named = self._answered = 0
        self._ticket: Ticket | None = None
        self._end: End | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_FLUSH_MILLISECONDS)
        self._timer.timeout.connect(self._flush)

    @property
    def running(self) -> bool:
        """Whether files are being read or answers are on their way."""
        return self._ticket is not None or self._timer.isActive()

    def add(self, paths: Sequence[Path], *, limited: bool = True) -> None:
        """Read these files and folders, before what already waits."""
        self._dropped.append((tuple(paths), limited))
        if self._ticket is None:
            self._begin()

    def add_held(self) -> None:
        """Read the files that were held back."""
        held, self._held, self._said_held = self._held, [], 0
        self.add(held, limited=False)

    def drop_held(self) -> None:
        """Forget the files that were held back."""
        self._held, self._said_held = [], 0

    def cancel(self) -> None:
        """Stop: what has been answered stays."""
        self._dropped.clear()
        if self._ticket is not None:
            self._ticket.cancel()

    def _begin(self) -> None:
        if not self._timer.isActive():
            self._named = self._answered = 0
            self.started.emit()
        self._end = None
        ticket = Ticket(self._work)
        ticket.succeeded.connect(self._work_done)
        ticket.cancelled.connect(self._work_cancelled)
        ticket.failed.connect(self._work_failed)
        self._ticket = ticket
        self._timer.start()
        ticket.start()

    def _work(self, *, progress: Progress) -> None:
        """Read until nothing is left; runs in the pool."""
        order: list[Path] = []

        def paths() -> Iterator[Path]:
            for path in self._ahead(progress):
                order.append(path)
                yield path

        def found(index: int, answer: bytes) -> None:
            self._inbox.append((order[index], self._summarise(answer)))

        self._inspect_many(paths(), found=found, progress=lambda _done, _total: progress(0, 0))

    def _ahead(self, progress: Progress) -> Iterator[Path]:
        """Yield the paths to read, from the newest drop first, while the names run ahead of the reading."""
        lanes: list[_Lane] = []
        while True:
            while self._dropped:
                dropped, limited = self._dropped.popleft()
                lanes.append(_Lane(self._admitted(dropped, progress, limited=limited)))
            lanes = [lane for lane in lanes if lane.run_ahead(self._inbox)]
            if not lanes:
                return
            progress(0, 0)
            if lanes[-1].ready:
                yield lanes[-1].ready.popleft()

    def _admitted(self, dropped: tuple[Path, ...], progress: Progress, *, limited: bool) -> Iterator[Path | None]:
        """Yield the files to read; None for each that is held back, so that the caller can look at its clock."""
        by_name = frozenset(dropped)
        below = 0
        for path in self._gather(dropped, progress=progress):
            below += path not in by_name
            if limited and below > self._folder_limit:
                self._held.append(path)
                yield None
            else:
                yield path

    def _flush(self) -> None:
        """Hand over what has come, for a bounded time."""
        until = time.monotonic() + _FLUSH_SECONDS
        while self._inbox and time.monotonic() < until:
            portion = _portion(self._inbox)
            if portion[0][1] is None:
                self._named += len(portion)
                self.named.emit([path for path, _ in portion])
            else:
                self._answered += len(portion)
                self.answered.emit(portion)
        self.moved.emit(self._answered, self._named)
        if len(self._held) != self._said_held:
            self._said_held = len(self._held)
            self.held_back.emit(self._said_held)
        if self._ticket is None and not self._inbox:
            self._timer.stop()
            self.ended.emit(self._end)

    def _work_done(self, _result: object) -> None:
        self._finish(End.DONE)

    def _work_cancelled(self) -> None:
        self._finish(End.CANCELLED)

    def _work_failed(self, error: Exception) -> None:
        self._finish(End.CANCELLED)
        self.failed.emit(error)

    def _finish(self, end: End) -> None:
        self._ticket, self._end = None, end
        if self._dropped:
            self._begin()


class _Lane:
    """One drop: the files found in it so far, and where more come from."""

    def __init__(self, source: Iterator[Path | None]) -> None:
        self._source: Iterator[Path | None] | None = source
        self.ready: deque[Path] = deque()

    def run_ahead(self, inbox: deque[tuple[Path, Any]]) -> bool:
        """Find files for a short while, say their names; tell whether there is anything left to read."""
        until = time.monotonic() + _LOOK_AHEAD_SECONDS
        while self._source is not None and time.monotonic() < until:
            try:
                path = next(self._source)
            except StopIteration:
                self._source = None
            else:
                if path is not None:
                    inbox.append((path, None))
                    self.ready.append(path)
        return bool(self.ready) or self._source is not None


def _portion(inbox: deque[tuple[Path, Any]]) -> list[tuple[Path, Any]]:
    """Take the next few entries of one kind."""
    portion = [inbox.popleft()]
    name = portion[0][1] is None
    most = _NAMES if name else _ANSWERS
    while inbox and len(portion) < most and (inbox[0][1] is None) is name:
        portion.append(inbox.popleft())
    return portion
