"""Python's collector of cycles, kept to the window's thread.

Left alone it runs in whichever thread happens to make the next object, and where it finds a discarded part of the
window it takes it apart there. Qt's widgets may be taken apart in their own thread only: the program would crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_MILLISECONDS = 500


class Collector(QObject):
    """Collects now and then from the event loop, as often as Python itself would, until it is stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_MILLISECONDS)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        """Take over. What exists already is left out of every later look: it stays until the end."""
        gc.disable()
        gc.collect()
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        due = [
            number
            for number, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if due:
            gc.collect(max(due))
