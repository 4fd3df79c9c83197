"""The window: three columns, one glance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sensus_verify.gui.models.desk import Desk
from sensus_verify.gui.models.file_list import Row
from sensus_verify.gui.previews.thumbnails import Thumbnails
from sensus_verify.gui.theme import STEP, Look
from sensus_verify.gui.views.detail_column import DetailColumn
from sensus_verify.gui.views.empty_page import EmptyPage
from sensus_verify.gui.views.fault_bar import FaultBar
from sensus_verify.gui.views.file_column import FileColumn
from sensus_verify.gui.views.help_panel import HelpPanel
from sensus_verify.gui.views.overlays import DropPromise, LargePicture
from sensus_verify.gui.views.preview_column import PreviewColumn
from sensus_verify.gui.views.top_bar import TopBar
from sensus_verify.gui.words import Language
from sensus_verify.gui.workers.inspecting import End

_NARROW = 1000  # below this width, at the ordinary text size, the answers stand under the picture
_SIZE = QSize(1360, 860)
_DETAILS = 320  # the least width of the answers
_LOOKED_AT = 3  # dropped things that are asked whether they are folders, while they hover
_COUNT_MILLISECONDS = 120


class MainWindow(QWidget):
    """Everything that can be done to the list, by mouse, by keyboard, by drop."""

    def __init__(self, look: Look, language: Language, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Sensus Verify")
        self.setAcceptDrops(True)
        self.resize(_SIZE)
        self.setMinimumSize(480, 420)
        self._language, self.desk = language, desk
        self._shown: list[tuple[str, int, object]] = []
        self._last = ""
        self._make_actions()
        thumbnails = Thumbnails(desk.small, self)
        self.top = TopBar(look, language, adding=(self._open, self._open_folder, self._paste), helping=self._help)
        self.empty = EmptyPage(look)
        self.files = FileColumn(look, language, desk, thumbnails)
        self.preview = PreviewColumn(look, language, desk, thumbnails)
        self.details = DetailColumn(look, language)
        self.fault = FaultBar(look, language)
        self._look = look
        self._lay_out()
        self._promise, self.large, self.help = (
            DropPromise(look, self),
            LargePicture(look, self),
            HelpPanel(look, language, self),
        )
        self._count_soon = _soon(self, _COUNT_MILLISECONDS, self._count)
        self._refresh_soon = _soon(self, 0, self._refresh)
        self._connect(language)
        self._make_keys()
        self._retranslate()
        self._count()
        self.empty.choose.setFocus()

    def sizeHint(self) -> QSize:
        """Return the size of the drawing."""
        return _SIZE

    def add(self, paths: Sequence[Path]) -> None:
        """Read files and folders."""
        self.desk.add(paths)

    def take(self, mime: QMimeData) -> bool:
        """Read what was dropped or pasted: files, else an image. Tell whether there was anything."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.desk.add(paths)
            return True
        image = mime.imageData() if mime.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.desk.add_image(image)
            return True
        return False

    def paste(self) -> None:
        """Read what is on the clipboard."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self.files.note(self.tr("There is neither a file nor an image on the clipboard."))

    def remove(self) -> None:
        """Take what is chosen off the list."""
        rows = self.files.rows()
        if not rows:
            return
        place = self.files.list.currentIndex().row()
        self.desk.files.remove([row.path for row in rows])
        self.files.choose_near(max(0, place))

    def copy(self) -> None:
        """Copy what is known about the chosen files as text."""
        self.desk.copy_text(self.files.rows())

    def look_large(self) -> None:
        """Show the picture as large as the window, or put it away."""
        rows = self.files.rows()
        if self.large.isVisible():
            self.large.shut()
        elif not rows:
            self.take_current()
        elif self.preview.image is not None and len(rows) == 1:
            self.large.look_at(self.preview.image, rows[0].name)

    def take_current(self) -> None:
        """Choose the file that the focus stands on; with one chosen already, go on to its picture."""
        if self.files.rows():
            self.next_column()
        else:
            self.files.choose_near(max(0, self.files.list.currentIndex().row()))

    def escape(self) -> None:
        """Close what lies over the window, else cancel, else empty the filter."""
        if self.help.isVisible():
            self.help.shut()
        elif self.large.isVisible():
            self.large.shut()
        elif self.desk.inspecting.running:
            self.desk.inspecting.cancel()
        else:
            self.top.filter.clear()

    def next_column(self) -> None:
        """Move the focus to the next column that is shown."""
        columns = [column for column in (self.files.list, self.preview.picture, self.details) if column.isVisible()]
        if not columns:
            return
        focus = self.focusWidget()
        here = next((n for n, column in enumerate(columns) if column is focus or column.isAncestorOf(focus)), -1)
        columns[(here + 1) % len(columns)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what a drop would do."""
        mime = event.mimeData()
        local = [url for url in mime.urls() if url.isLocalFile()]
        if local or mime.hasImage():
            folders = any(Path(url.toLocalFile()).is_dir() for url in local[:_LOOKED_AT])
            self._promise.promise(len(local) or 1, folders=folders)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Take the promise back."""
        self._promise.shut()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped; copy, never move."""
        self._promise.shut()
        if self.take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers beside or below the picture."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the work before the window goes."""
        self.desk.close()
        super().closeEvent(event)

    def _make_actions(self) -> None:
        self._open, self._open_folder, self._paste, self._help = (QAction(self) for _ in range(4))
        self._open.setShortcut(QKeySequence(QKeySequence.StandardKey.Open))
        self._open_folder.setShortcut(QKeySequence("Ctrl+Shift+O"))
        self._paste.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))
        self._help.setShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents))
        self._open.triggered.connect(self._ask_files)
        self._open_folder.triggered.connect(self._ask_folder)
        self._paste.triggered.connect(self.paste)
        self._help.triggered.connect(self._show_help)
        # The window owns them too, so that the keys work while the menu's button is hidden.
        self.addActions([self._open, self._open_folder, self._paste, self._help])

    def _make_keys(self) -> None:
        for key, slot in (
            ("Esc", self.escape),
            ("F6", self.next_column),
            ("Ctrl+F", self._to_filter),
            ("Ctrl+C", self.copy),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        for key, slot in (("Del", self.remove), ("Space", self.look_large), ("Return", self.take_current)):
            QShortcut(QKeySequence(key), self.files.list, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
                slot
            )

    def _lay_out(self) -> None:
        self._right = QSplitter(Qt.Orientation.Horizontal)
        self._right.addWidget(self.preview)
        self._right.addWidget(self.details)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.addWidget(self.files)
        self._columns.addWidget(self._right)
        for splitter in (self._right, self._columns):
            splitter.setHandleWidth(3 * STEP)
            splitter.setChildrenCollapsible(False)
        self.files.setMinimumWidth(220)
        self.details.setMinimumWidth(_DETAILS)
        self._columns.setStretchFactor(0, 0)
        self._columns.setStretchFactor(1, 1)
        self._right.setStretchFactor(0, 1)
        self._right.setStretchFactor(1, 0)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4 * STEP, 3 * STEP, 4 * STEP, 4 * STEP)
        whole.setSpacing(3 * STEP)
        whole.addWidget(self.top)
        whole.addWidget(self.fault)
        whole.addWidget(self._pages, 1)
        self._right.hide()
        self._by_hand = False  # once the user has moved a border, the columns keep their widths
        for splitter in (self._right, self._columns):
            splitter.splitterMoved.connect(self._moved_by_hand)

    def _moved_by_hand(self) -> None:
        self._by_hand = True

    def _connect(self, language: Language) -> None:
        desk, top = self.desk, self.top
        self.empty.files_wanted.connect(self._ask_files)
        self.empty.samples_wanted.connect(desk.add_samples)
        top.filtered.connect(desk.shown.filter)
        top.sorted.connect(desk.shown.sort_by)
        self.files.chosen.connect(self._choose)
        self.files.bar.cancelled.connect(desk.inspecting.cancel)
        self.files.bar.all_wanted.connect(desk.inspecting.add_held)
        self.files.bar.all_declined.connect(desk.inspecting.drop_held)
        self.preview.large_wanted.connect(self.look_large)
        self.details.retry_wanted.connect(self._again)
        self.details.text_wanted.connect(self.copy)
        self.details.json_wanted.connect(self._copy_json)
        self.fault.report_wanted.connect(self._copied)
        desk.copied.connect(self._copied)
        desk.pasted.connect(self._remember)
        desk.faulted.connect(self.fault.say)
        desk.round_ended.connect(self._round_ended)
        desk.inspecting.started.connect(self._round_started)
        desk.inspecting.moved.connect(self.files.bar.moved)
        desk.inspecting.held_back.connect(self.files.bar.held_back)
        for signal in (desk.files.rowsInserted, desk.files.rowsRemoved, desk.files.dataChanged, desk.files.modelReset):
            signal.connect(self._files_changed)
        language.changed.connect(self._language_changed)

    def _retranslate(self) -> None:
        self._open.setText(self.tr("Files…"))
        self._open_folder.setText(self.tr("Folder…"))
        self._paste.setText(self.tr("From the clipboard"))
        self._help.setText(self.tr("Help"))

    def _arrange(self) -> None:
        narrow = self.width() < self._look.scaled(_NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        turned = self._right.orientation() != wanted
        if turned:
            self._right.setOrientation(wanted)
        if turned or not self._by_hand:
            self._share_out()

    def _share_out(self) -> None:
        """Give the columns their widths."""
        width, scaled = self._pages.width(), self._look.scaled
        left = min(scaled(372), max(scaled(300), int(width * 0.33)), int(width * 0.42))
        self._columns.setSizes([left, width - left])
        if self._right.orientation() is Qt.Orientation.Vertical:
            height = self._pages.height()
            self._right.setSizes([height * 2 // 5, height * 3 // 5])
        else:
            right = min(scaled(392), max(scaled(_DETAILS), int(width * 0.3)))
            self._right.setSizes([width - left - right, right])

    def _choose(self, rows: list[Row]) -> None:
        was_open = self._right.isVisibleTo(self._columns)
        self._right.setVisible(bool(rows))
        if rows and not was_open and not self._by_hand:
            self._share_out()
        self._shown = _marks(rows)
        self.preview.show_rows(rows)
        self.details.show_rows(rows)

    def _refresh(self) -> None:
        """Show what is chosen anew if its answer has come or changed."""
        rows = self.files.rows()
        if _marks(rows) != self._shown:
            self._choose(rows)

    def _files_changed(self, *_details: object) -> None:
        if (self._pages.currentWidget() is self.empty) == bool(self.desk.files.rows):
            self._count()  # the first file and the last are not kept waiting
        elif not self._count_soon.isActive():
            self._count_soon.start()
        if self._shown and not self._refresh_soon.isActive():
            self._refresh_soon.start(0 if len(self._shown) == 1 else 500)

    def _count(self) -> None:
        rows = self.desk.files.rows
        self.top.count(len(rows), sum(1 for row in rows if row.digest is not None and row.digest.todo))
        self._turn_to(self._columns if rows else self.empty)
        if self._last and self.desk.files.row_of(self._last) is not None:
            self.files.choose(self._last)
            self._last = ""
        elif len(rows) == 1 and rows[0].digest is not None and not self.files.rows():
            self.files.choose(rows[0].path)

    def _turn_to(self, page: QWidget) -> None:
        if page is self._pages.currentWidget():
            return
        self._pages.setCurrentWidget(page)
        (self.empty.choose if page is self.empty else self.files.list).setFocus()

    def _remember(self, path: str) -> None:
        self._last = path

    def _language_changed(self) -> None:
        self._choose(self.files.rows())

    def _round_started(self) -> None:
        self.files.bar.working(on=True)

    def _round_ended(self, end: End) -> None:
        self.files.bar.working(on=False)
        if end is End.CANCELLED:
            self.files.note(self.tr("Cancelled. What has been read stays."))
        else:
            self.files.note(self.tr("%Ln file(s) checked", "", self.desk.files.rowCount()))

    def _again(self) -> None:
        self.desk.again(self.files.rows())

    def _copy_json(self) -> None:
        self.desk.copy_json(self.files.rows())

    def _copied(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.files.note(self.tr("Copied."))

    def _to_filter(self) -> None:
        self.top.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.filter.selectAll()

    def _show_help(self) -> None:
        self.help.show_help()

    def _ask_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._ask(dialog)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog)

    def _ask(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.open()

    def _files_chosen(self, names: list[str]) -> None:
        self.desk.add([Path(name) for name in names])


def _marks(rows: Sequence[Row]) -> list[tuple[str, int, object]]:
    """Return what would make the columns look different."""
    return [(row.path, id(row.digest), row.state) for row in rows]


def _soon(parent: QWidget, milliseconds: int, slot: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
