"""The left column: what was dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from sensus_verify.gui.models.desk import Desk
from sensus_verify.gui.models.file_list import Index, Row
from sensus_verify.gui.previews.thumbnails import Thumbnails
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.pieces import Panel, Text
from sensus_verify.gui.views.row_painter import RowPainter, row_height
from sensus_verify.gui.views.work_bar import WorkBar
from sensus_verify.gui.words import Language

_NOTE_MILLISECONDS = 6000


class _List(QListView):
    """A list whose rows are all equally high, so that a change in one moves none of the others.

    Qt's own lays every row out again whenever one changes, and asks Python for the index of each.
    """

    def dataChanged(
        self,
        topLeft: Index,  # noqa: N803 - Qt's name
        bottomRight: Index,  # noqa: N803 - Qt's name
        roles: Sequence[int] = (),
    ) -> None:
        """Paint again what is seen, and tell editors and screen readers; lay nothing out."""
        QAbstractItemView.dataChanged(self, topLeft, bottomRight, list(roles))


class FileColumn(Panel):
    """The list, the progress above it, and one quiet line below."""

    chosen = Signal(list)  # of Row

    def __init__(
        self, look: Look, language: Language, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, margin=2 * STEP)
        self._desk = desk
        self.bar = WorkBar(look, language)
        self.list = _List()
        self.list.setModel(desk.shown)
        self.list.setItemDelegate(RowPainter(look, desk.files, thumbnails, self.list))
        self.list.setUniformItemSizes(True)
        # With a grid Qt lays 10 000 rows out in half the time: it does not ask for the index of each one's size.
        self.list.setGridSize(QSize(1, row_height(look)))
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._nothing = Text(look, Letters.SOFT, tone="soft")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note = Text(look, Letters.SOFT, tone="soft")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note_ends = QTimer(self)
        self._note_ends.setSingleShot(True)
        self._note_ends.setInterval(_NOTE_MILLISECONDS)
        self._note_ends.timeout.connect(self._retranslate)
        for part in (self.bar, self._nothing):
            self.column.addWidget(part)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self._note)
        self._choice_soon = QTimer(self)
        self._choice_soon.setSingleShot(True)
        self._choice_soon.setInterval(0)
        self._choice_soon.timeout.connect(self._say_choice)
        self.list.selectionModel().selectionChanged.connect(self._choice_soon.start)
        for signal in (
            desk.shown.rowsInserted,
            desk.shown.rowsRemoved,
            desk.shown.layoutChanged,
            desk.shown.modelReset,
        ):
            signal.connect(self._show_nothing)
        desk.shown.modelReset.connect(self._choice_soon.start)
        desk.shown.layoutChanged.connect(self._choice_soon.start)
        thumbnails.arrived.connect(self._repaint)
        self._retranslate()
        self._show_nothing()

    def rows(self) -> list[Row]:
        """Return the rows that are chosen, as they are shown."""
        chosen = self.list.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        places = sorted(place for one in ranges for place in range(one.top(), one.bottom() + 1))
        return [self._desk.shown.row_at(place) for place in places]

    def choose(self, path: str) -> None:
        """Choose one file."""
        index = self._desk.shown.mapFromSource(self._desk.files.index_of(path))
        if index.isValid():
            self._take(index)

    def choose_near(self, place: int) -> None:
        """Choose the file at a place, or the last one."""
        last = self._desk.shown.rowCount() - 1
        if last >= 0:
            self._take(self._desk.shown.index(min(place, last)))

    def _take(self, index: QModelIndex) -> None:
        # Not the list's own `setCurrentIndex`: that heeds whichever modifier keys happen to be held.
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)

    def note(self, text: str) -> None:
        """Say something for a few seconds, also to screen readers."""
        self._note.say(text)
        self._note_ends.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, text))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Files"))
        self._nothing.say(self.tr("No file on the list fits the filter."))
        self._note.say(self.tr("Drop more files anywhere in the window"))

    def _say_choice(self) -> None:
        self.chosen.emit(self.rows())

    def _show_nothing(self) -> None:
        self._nothing.setVisible(self._desk.shown.rowCount() == 0 and self._desk.files.rowCount() > 0)

    def _repaint(self, path: str) -> None:
        index = self._desk.shown.mapFromSource(self._desk.files.index_of(path))
        if index.isValid():
            self.list.update(QModelIndex(index))
