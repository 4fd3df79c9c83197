"""The files that were dropped, one small row each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from sensus_verify.core.plain_text import plain
from sensus_verify.gui.models.digest import Digest, reworded
from sensus_verify.gui.words import Language

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The `Row` itself, for the delegate and the sorting."""

_REWORD_SECONDS = 0.008  # how long one go at rewording rows may hold the window up
_NAME_CHARACTERS = 200
_MANY_RUNS = 20  # scattered removals beyond this are quicker as one new list


def _never(_path: Path) -> bool:
    return False


class State(Enum):
    """How far a row has come."""

    WAITING = auto()
    DONE = auto()
    STOPPED = auto()  # the user cancelled before it was read


@dataclass(slots=True)
class Row:
    """One file on the list."""

    path: str
    name: str  # safe to show
    folded: str  # the name, for filter and order
    order: int  # of dropping
    state: State = State.WAITING
    digest: Digest | None = None
    pasted: bool = False

    @property
    def failed(self) -> bool:
        """Whether there is an answer and it says that the file could not be read."""
        return self.digest is not None and self.digest.failed


class FileList(QAbstractListModel):
    """All files, in the order of dropping. A file stands here once, however often it was dropped."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._rows: list[Row] = []
        self._by_path: dict[str, Row] = {}
        self._next = 0
        self._reword = QTimer(self)
        self._reword.setInterval(0)
        self._reword.timeout.connect(self._reword_some)
        self._reword_from = 0
        language.changed.connect(self._language_changed)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many files there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the name, the path as tool tip, the whole row in words for screen readers, or the row itself."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return self._in_language(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return _untagged(plain(row.path))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def spoken(self, row: Row) -> str:
        """Return the row as one line of words."""
        return ", ".join(part for part in (row.name, *self.lines(row)) if part)

    def lines(self, row: Row) -> tuple[str, str, str]:
        """Return what stands beside the name: about AI, about the credentials, what remains to be done."""
        held = self._in_language(row).digest
        if held is not None:
            return held.ai, held.credential, held.todo
        if row.state is State.STOPPED:
            return self.tr("Not checked: cancelled"), "", ""
        return self.tr("Waiting to be read"), "", ""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, in the order of dropping."""
        return self._rows

    def row_of(self, path: str) -> Row | None:
        """Return the row of a path."""
        return self._by_path.get(path)

    def index_of(self, path: str) -> QModelIndex:
        """Return the index of a path, invalid when it is not on the list."""
        row = self._by_path.get(path)
        return QModelIndex() if row is None else self.index(self._position(row))

    def expect(self, paths: Iterable[Path], *, pasted: Callable[[Path], bool] = _never) -> None:
        """Put files on the list that will be read; one that is there already waits again."""
        fresh: list[Row] = []
        for path in paths:
            known = self._by_path.get(str(path))
            if known is None:
                name = plain(path.name or str(path), _NAME_CHARACTERS)
                row = Row(str(path), name, name.casefold(), self._next, pasted=pasted(path))
                self._next += 1
                self._by_path[row.path] = row
                fresh.append(row)
            else:
                known.state, known.digest = State.WAITING, None
                self._changed(self._position(known))
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    def fill(self, answers: Iterable[tuple[Path, Digest]]) -> None:
        """Take answers; one for a file that has been taken off the list is dropped."""
        touched: list[int] = []
        for path, held in answers:
            row = self._by_path.get(str(path))
            if row is not None:
                row.digest, row.state = held, State.DONE
                touched.append(self._position(row))
        for first, last in _runs(touched):
            self._changed(first, last)

    def stop_waiting(self) -> None:
        """Say of every file that has no answer that it was not checked."""
        for row in self._rows:
            if row.state is State.WAITING:
                row.state = State.STOPPED
        self._changed(0, len(self._rows) - 1)

    def remove(self, paths: Iterable[str]) -> None:
        """Take files off the list. The files themselves stay where they are."""
        going = {path for path in paths if path in self._by_path}
        runs = _runs(self._position(self._by_path[path]) for path in going)
        if len(runs) > _MANY_RUNS:
            self.beginResetModel()
            self._rows = [row for row in self._rows if row.path not in going]
            self._by_path = {row.path: row for row in self._rows}
            self.endResetModel()
            return
        for first, last in reversed(runs):
            self.beginRemoveRows(QModelIndex(), first, last)
            for row in self._rows[first : last + 1]:
                del self._by_path[row.path]
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _position(self, row: Row) -> int:
        """Return where a row stands: rows only ever leave, so it is at its order or before."""
        low, high = 0, min(row.order, len(self._rows) - 1)
        while low < high:
            middle = (low + high) // 2
            if self._rows[middle].order < row.order:
                low = middle + 1
            else:
                high = middle
        return low

    def _changed(self, first: int, last: int | None = None) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(first), self.index(first if last is None else last))

    def _in_language(self, row: Row) -> Row:
        if row.digest is not None and row.digest.language != self._language.name:
            row.digest = reworded(row.digest, self._language.words)
        return row

    def _language_changed(self) -> None:
        # What is on the screen is reworded when it is painted; the rest follows in small portions.
        self._reword_from = 0
        self._reword.start()
        self._changed(0, len(self._rows) - 1)

    def _reword_some(self) -> None:
        until = time.monotonic() + _REWORD_SECONDS
        first = self._reword_from
        while self._reword_from < len(self._rows) and time.monotonic() < until:
            self._in_language(self._rows[self._reword_from])
            self._reword_from += 1
        if self._reword_from >= len(self._rows):
            self._reword.stop()
        if self._reword_from > first:
            self._changed(first, self._reword_from - 1)


def _untagged(text: str) -> str:
    """Return text that a tool tip shows as it is: Qt reads anything that looks like HTML there as HTML."""
    return text.replace("<", "\u2039").replace(">", "\u203a")


def _runs(positions: Iterable[int]) -> list[tuple[int, int]]:
    """Return the stretches of neighbours in `positions`, as (first, last), in order."""
    found: list[tuple[int, int]] = []
    for position in sorted(positions):
        if found and position <= found[-1][1] + 1:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found
