"""What lies over the whole window for a while: the promise of a drop, a picture in large, help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sensus_verify.gui.previews.picture import Picture
from sensus_verify.gui.theme import PANEL_RADIUS, STEP, Letters, Look


class Overlay(QWidget):
    """Covers its parent, follows its size, and gives the focus back when it closes."""

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._below = parent
        self._before: QWidget | None = None
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        parent.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the parent."""
        if watched is self._below and event.type() == QEvent.Type.Resize and self.isVisible():
            self.resize(self._below.size())
        return super().eventFilter(watched, event)

    def open(self, focus: QWidget | None = None) -> None:
        """Cover the window."""
        self._before = self.window().focusWidget()
        self.resize(self._below.size())
        self.show()
        self.raise_()
        (focus or self).setFocus()

    def shut(self) -> None:
        """Give the window back."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)


class DropPromise(Overlay):
    """Says what will happen when the mouse button is let go."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=False)

    def promise(self, count: int, *, folders: bool) -> None:
        """Show the promise for so many files and folders."""
        if folders:
            self._text = self.tr("Drop to check everything in %Ln file(s) and folder(s)", "", count)
        else:
            self._text = self.tr("Drop to check %Ln file(s)", "", count)
        self.setAccessibleName(self._text)
        self.resize(self._below.size())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sentence within a dashed line."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(tokens.color("background"))
        ground.setAlphaF(0.92)
        painter.fillRect(self.rect(), ground)
        area = QRectF(self.rect()).adjusted(4 * STEP, 4 * STEP, -4 * STEP, -4 * STEP)
        painter.setPen(QPen(tokens.color("accent"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(tokens.color("chosen"))
        painter.drawRoundedRect(area, PANEL_RADIUS, PANEL_RADIUS)
        painter.setPen(tokens.color("text"))
        painter.setFont(self._look.letters(Letters.TITLE))
        inner = area.adjusted(4 * STEP, 4 * STEP, -4 * STEP, -4 * STEP)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._text)


class LargePicture(Overlay):
    """One picture, as large as the window. Space, Escape or a click closes it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.picture = Picture(look, framed=False)
        self.picture.activated.connect(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * STEP, 4 * STEP, 4 * STEP, 4 * STEP)
        column.addWidget(self.picture)

    def look_at(self, image: QImage, name: str) -> None:
        """Show a picture."""
        self.picture.show_one(image, "image")
        self.picture.setAccessibleName(self.tr("Large preview"))
        self.picture.setAccessibleDescription(name)
        self.open(self.picture)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Close."""
        self.shut()
