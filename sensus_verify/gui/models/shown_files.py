"""The files as they are shown: filtered by words, sorted by an answer.

`QSortFilterProxyModel` would call Python for every comparison: 10 000 rows hold the window up for half a second. This
one sorts keys, in about ten milliseconds, and while answers stream in it does so a few times a second.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, overload

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, QTimer

from sensus_verify.gui.models.file_list import FileList, Index, Row

_ARRANGE_MILLISECONDS = 300


class Order(Enum):
    """What the list is sorted by."""

    DROPPED = "dropped"
    NAME = "name"
    AI = "ai"
    CREDENTIAL = "credential"
    TODO = "todo"


_KEYS: dict[Order, Callable[[Row], Any]] = {
    Order.DROPPED: lambda row: row.order,
    Order.NAME: lambda row: (row.folded, row.order),
    Order.AI: lambda row: (row.digest.ai_order if row.digest else 1000, row.order),
    Order.CREDENTIAL: lambda row: (row.digest.credential_order if row.digest else 1000, row.order),
    Order.TODO: lambda row: (-row.digest.todo_count if row.digest else 1000, row.order),
}


class ShownFiles(QAbstractProxyModel):
    """The rows of a `FileList` that hold every word of the filter, in the order that is asked for."""

    def __init__(self, files: FileList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._filter: tuple[str, ...] = ()
        self._order = Order.DROPPED
        self._shown: list[int] = list(range(files.rowCount()))  # rows of the source
        self._places: dict[int, int] = {row: place for place, row in enumerate(self._shown)}
        self._arrange_soon = QTimer(self)
        self._arrange_soon.setSingleShot(True)
        self._arrange_soon.setInterval(_ARRANGE_MILLISECONDS)
        self._arrange_soon.timeout.connect(self.arrange)
        self.setSourceModel(files)
        files.rowsInserted.connect(self._inserted)
        files.rowsAboutToBeRemoved.connect(self._about_to_go)
        files.rowsRemoved.connect(self._gone)
        files.dataChanged.connect(self._data_changed)
        files.modelAboutToBeReset.connect(self.beginResetModel)
        files.modelReset.connect(self._reset)

    @property
    def order(self) -> Order:
        """What the list is sorted by."""
        return self._order

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many files are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return 1: a list."""
        return 0 if parent is not None and parent.isValid() else 1

    def index(self, row: int, column: int = 0, parent: Index | None = None) -> QModelIndex:
        """Return the index of a shown row."""
        # Qt asks for every row whenever it lays the list out: no more than this may stand here.
        if 0 <= row < len(self._shown) and column == 0 and (parent is None or not parent.isValid()):
            return self.createIndex(row, 0)
        return QModelIndex()

    def row_at(self, place: int) -> Row:
        """Return the file that is shown at a place."""
        return self._files.rows[self._shown[place]]

    @overload
    def parent(self, /) -> QObject | None: ...

    @overload
    def parent(self, child: Index, /) -> QModelIndex: ...

    def parent(self, child: Index | None = None, /) -> QObject | QModelIndex | None:
        """Return the owner, or no parent of a row: this is a list."""
        return super().parent() if child is None else QModelIndex()

    def mapToSource(self, proxyIndex: Index) -> QModelIndex:  # noqa: N803 - Qt's name
        """Return the index in the list of all files."""
        if not proxyIndex.isValid() or proxyIndex.row() >= len(self._shown):
            return QModelIndex()
        return self._files.index(self._shown[proxyIndex.row()])

    def mapFromSource(self, sourceIndex: Index) -> QModelIndex:  # noqa: N803 - Qt's name
        """Return the index among the shown files, invalid when the filter hides the file."""
        place = self._places.get(sourceIndex.row()) if sourceIndex.isValid() else None
        return QModelIndex() if place is None else self.index(place)

    def filter(self, text: str) -> None:
        """Show the files whose name or answers hold every word of `text`, whatever its case."""
        self._filter = tuple(text.casefold().split())
        self.arrange()

    def sort_by(self, order: Order) -> None:
        """Sort."""
        self._order = order
        self.arrange()

    def arrange(self) -> None:
        """Filter and sort anew; what is chosen stays chosen."""
        self._arrange_soon.stop()
        wanted = self._wanted()
        if wanted == self._shown:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        sources = [self._shown[index.row()] for index in old]
        self._show(wanted)
        self.changePersistentIndexList(
            old, [self.index(self._places[row]) if row in self._places else QModelIndex() for row in sources]
        )
        self.layoutChanged.emit()

    def _wanted(self) -> list[int]:
        rows = self._files.rows
        wanted = [number for number, row in enumerate(rows) if self._passes(row)]
        key = _KEYS[self._order]
        if self._order is not Order.DROPPED:
            wanted.sort(key=lambda number: key(rows[number]))
        return wanted

    def _reset(self) -> None:
        self._show(self._wanted())
        self.endResetModel()

    def _show(self, rows: list[int]) -> None:
        self._shown = rows
        self._places = {row: place for place, row in enumerate(rows)}

    def _passes(self, row: Row) -> bool:
        if not self._filter:
            return True
        answers = row.digest.searched if row.digest is not None else ""
        return all(word in row.folded or word in answers for word in self._filter)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Rows only come at the end; they go to the end here too until the next arranging."""
        rows = self._files.rows
        fresh = [number for number in range(first, last + 1) if self._passes(rows[number])]
        if not fresh:
            return
        place = len(self._shown)
        self.beginInsertRows(QModelIndex(), place, place + len(fresh) - 1)
        self._shown += fresh
        self._places.update((row, place + offset) for offset, row in enumerate(fresh))
        self.endInsertRows()
        if self._order is not Order.DROPPED:
            self._later()

    def _about_to_go(self, _parent: QModelIndex, first: int, last: int) -> None:
        places = sorted((place for row, place in self._places.items() if first <= row <= last), reverse=True)
        while places:
            end = places[0]
            start = end
            while places and places[0] >= start - 1:
                start = places.pop(0)
            self.beginRemoveRows(QModelIndex(), start, end)
            del self._shown[start : end + 1]
            self._places = {row: place for place, row in enumerate(self._shown)}
            self.endRemoveRows()

    def _gone(self, _parent: QModelIndex, first: int, last: int) -> None:
        count = last - first + 1
        self._show([row - count if row > last else row for row in self._shown])

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        places = [self._places[row] for row in range(first.row(), last.row() + 1) if row in self._places]
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))
        if self._filter or self._order in {Order.AI, Order.CREDENTIAL, Order.TODO}:
            self._later()

    def _later(self) -> None:
        if not self._arrange_soon.isActive():
            self._arrange_soon.start()
