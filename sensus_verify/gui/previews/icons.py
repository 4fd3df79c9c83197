"""Calm line drawings for kinds of files, in the colour of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from sensus_verify.resources import resource

_INK = b"#000000"  # the colour that the drawings are stored in


@lru_cache(maxsize=64)
def _renderer(name: str, color: str) -> QSvgRenderer:
    drawing = resource(f"icons/{name}.svg").read_bytes().replace(_INK, color.encode())
    return QSvgRenderer(QByteArray(drawing))


def paint_icon(painter: QPainter, name: str, color: QColor, target: QRectF) -> None:
    """Draw the icon called `name` into `target`."""
    _renderer(name, color.name()).render(painter, target)


def window_icon() -> QIcon:
    """Return the program's icon."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        QSvgRenderer(QByteArray(resource("icons/app.svg").read_bytes())).render(painter)
        painter.end()
        icon.addPixmap(picture)
    return icon
