"""The window before anything was dropped: one sentence, one button, one link."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.pieces import Text, button


class EmptyPage(QWidget):
    """Says what the window is for. The button is the first stop of the Tab key."""

    files_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Text(look, Letters.TITLE)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button(kind="primary")
        self.choose.clicked.connect(self.files_wanted)
        self.samples = button(kind="quiet")
        font = self.samples.font()
        font.setUnderline(True)  # a link is told by more than its colour
        self.samples.setFont(font)
        self.samples.clicked.connect(self.samples_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(5 * STEP)
        column.addStretch(5)
        column.addWidget(self._sentence)
        for made in (self.choose, self.samples):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(6)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._sentence.say(self.tr("Drop files here to see what they say about AI"))
        self.choose.setText(self.tr("Choose files…"))
        self.samples.setText(self.tr("Try with sample files"))
