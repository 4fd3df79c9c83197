"""Thumbnails: asked for when a row is painted, kept for as many rows as a person scrolls through."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from sensus_verify.gui.workers.pictures import Pictures

_KEPT = 400  # of at most 96 x 96 pixels: 15 MB


class Thumbnails(QObject):
    """Gives what is there and asks for what is not. `arrived` carries the path whose row is to be painted again."""

    arrived = Signal(str)

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        pictures.ready.connect(self._arrived)

    def of(self, path: str) -> QPixmap | None:
        """Return the thumbnail of a file, or None where there is none, or none yet."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        self._pictures.request(path)
        return None

    def forget(self, path: str) -> None:
        """Drop a thumbnail, because its file is read again."""
        self._kept.pop(path, None)

    def _arrived(self, path: str, image: QImage | None) -> None:
        self._kept[path] = None if image is None else QPixmap.fromImage(image)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(path)
