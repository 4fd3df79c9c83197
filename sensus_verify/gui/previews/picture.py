"""The thing itself, large; where there is no picture of it, the icon of its kind."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from sensus_verify.gui.previews.icons import paint_icon
from sensus_verify.gui.theme import PANEL_RADIUS, Look

_ICON = 96
_GAP = 8
_MAT = 12
_CORNER = 4


class Picture(QWidget):
    """Shows one picture as large as fits, at most twice its own size, or several as a contact sheet."""

    activated = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, *, framed: bool = True) -> None:
        super().__init__(parent)
        self._look = look
        self._framed = framed
        self._images: list[tuple[QImage | None, str]] = []
        self._fitted: tuple[QSize, float, QPixmap] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        look.changed.connect(self.update)

    def show_one(self, image: QImage | None, kind: str) -> None:
        """Show a picture, or the icon of a kind."""
        self.show_several([(image, kind)])

    def show_several(self, images: list[tuple[QImage | None, str]]) -> None:
        """Show pictures side by side."""
        self._images = images
        self._fitted = None
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture to look at, and not just an icon."""
        return any(image is not None for image, _ in self._images)

    def sizeHint(self) -> QSize:
        """Return a size that gives the middle column its place."""
        return QSize(480, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        self._fitted = None
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space and Enter as a wish to see it large."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Take a double click as a wish to see it large."""
        self.activated.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        if len(self._images) == 1:
            self._paint_one(painter, whole, *self._images[0])
        elif self._images:
            self._paint_sheet(painter, whole)
        if self.hasFocus():
            painter.setPen(QPen(self._look.tokens.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), PANEL_RADIUS, PANEL_RADIUS)

    def _paint_one(self, painter: QPainter, area: QRectF, image: QImage | None, kind: str) -> None:
        self._paint_ground(painter, area)
        if image is None:
            side = min(_ICON, area.width() / 2, area.height() / 2)
            spot = QRectF(0, 0, side, side)
            spot.moveCenter(area.center())
            paint_icon(painter, kind, self._look.tokens.color("soft"), spot)
            return
        margin = _MAT if self._framed else 0
        pixmap = self._fit(image, area.adjusted(margin, margin, -margin, -margin))
        size = pixmap.deviceIndependentSize()
        spot = QRectF(0, 0, size.width(), size.height())
        spot.moveCenter(area.center())
        self._paint_rounded(painter, pixmap, spot)

    def _paint_sheet(self, painter: QPainter, area: QRectF) -> None:
        columns = 2 if len(self._images) <= 4 else 3  # noqa: PLR2004 - a sheet of at most three by three
        images = self._images[: columns * columns]
        rows = -(-len(images) // columns)
        side = min((area.width() - (columns - 1) * _GAP) / columns, (area.height() - (rows - 1) * _GAP) / rows)
        left = area.left() + (area.width() - columns * side - (columns - 1) * _GAP) / 2
        for number, (image, kind) in enumerate(images):
            row, column = divmod(number, columns)
            cell = QRectF(left + column * (side + _GAP), area.top() + row * (side + _GAP), side, side)
            self._paint_ground(painter, cell)
            if image is None:
                icon = QRectF(0, 0, side / 3, side / 3)
                icon.moveCenter(cell.center())
                paint_icon(painter, kind, self._look.tokens.color("soft"), icon)
            else:
                room = cell.adjusted(_GAP, _GAP, -_GAP, -_GAP).size().toSize()
                scaled = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
                spot = QRectF(0, 0, scaled.width(), scaled.height())
                spot.moveCenter(cell.center())
                self._paint_rounded(painter, QPixmap.fromImage(image), spot)

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        if self._framed:
            painter.setPen(QPen(self._look.tokens.color("line"), 1))
            painter.setBrush(self._look.tokens.color("panel"))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)

    def _paint_rounded(self, painter: QPainter, pixmap: QPixmap, spot: QRectF) -> None:
        path = QPainterPath()
        path.addRoundedRect(spot, _CORNER, _CORNER)
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(spot, pixmap, QRectF(pixmap.rect()))
        painter.restore()

    def _fit(self, image: QImage, area: QRectF) -> QPixmap:
        """Return the picture in the size that it is drawn in; scaled once and kept."""
        ratio = self.devicePixelRatioF()
        available = area.size().toSize()
        if self._fitted is None or self._fitted[:2] != (available, ratio):
            room = (available * ratio).boundedTo(image.size() * 2 * ratio)
            target = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            scaled = image.scaled(
                target, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            pixmap = QPixmap.fromImage(scaled)
            pixmap.setDevicePixelRatio(ratio)
            self._fitted = (available, ratio, pixmap)
        return self._fitted[2]
