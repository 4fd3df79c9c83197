"""A fault in the program, said without stopping anything and without a word of what any file holds."""

from __future__ import annotations

import traceback
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sensus_verify import __version__
from sensus_verify.core.errors import SensusError
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.pieces import Panel, Text, button
from sensus_verify.gui.words import Language
from sensus_verify.workflow.answers import problem_sentence

_PLACES = 12


def place_of(error: BaseException) -> str:
    """Return where an exception arose: its kind, and file and line of each call. Never its message: that may quote."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    steps = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return " < ".join([type(error).__name__, *reversed(steps)])


class FaultBar(Panel):
    """Names the place, offers to copy it, and can be put away."""

    report_wanted = Signal(str)

    def __init__(self, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent, surface="bar", margin=3 * STEP)
        self._language = language
        self._error: BaseException | None = None
        self._text = Text(look, Letters.ORDINARY, tone="todo").wrapped()
        self._copy, self._close = button(), button()
        self._copy.clicked.connect(self._want_report)
        self._close.clicked.connect(self.hide)
        line = QHBoxLayout()
        line.setSpacing(2 * STEP)
        line.addWidget(self._text, 1)
        for made in (self._copy, self._close):
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)
        self._retranslate()
        self.hide()

    def say(self, error: BaseException) -> None:
        """Show what went wrong."""
        self._error = error
        self._retranslate()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._copy.setText(self.tr("Copy report"))
        self._close.setText(self.tr("Put away"))
        if isinstance(self._error, SensusError):
            self._text.say(problem_sentence(self._error.problem, self._language.words))
        elif self._error is not None:
            text = self.tr("A fault in the program ({place}). It goes on working. Please tell us what you did.")
            self._text.say(text.format(place=place_of(self._error).split(" < ")[0]))

    def _want_report(self) -> None:
        if self._error is not None:
            self.report_wanted.emit(f"Sensus Verify {__version__}: {place_of(self._error)}")
