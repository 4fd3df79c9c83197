"""The line above the list while files are read: how far it has come, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from sensus_verify.core.limits import FOLDER_FILES_ASK
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.flow import Flow
from sensus_verify.gui.views.pieces import Panel, Text, button
from sensus_verify.gui.words import Language


class WorkBar(QWidget):
    """A thin bar and "12 of 340"; and the question that a very large folder asks."""

    cancelled = Signal()
    all_wanted = Signal()
    all_declined = Signal()

    def __init__(self, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._done = self._total = self._held = 0
        self._working = False
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._count = Text(look, Letters.SOFT, tone="soft")
        self._cancel = button(kind="quiet")
        self._cancel.clicked.connect(self.cancelled)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(3 * STEP, 0, STEP, 0)
        line.addWidget(self._count, 1)
        line.addWidget(self._cancel)
        self._question = Panel(surface="bar", margin=3 * STEP)
        self._asked = Text(look, Letters.SOFT).wrapped()
        self._all, self._only = button(), button(kind="quiet")
        self._all.clicked.connect(self._want_all)
        self._only.clicked.connect(self._decline)
        self._question.column.addWidget(self._asked)
        self._question.column.addLayout(Flow(self._all, self._only))
        whole = Panel(surface="", margin=0)
        whole.column.setSpacing(STEP)
        for part in (self._question, self._bar, self._line):
            whole.column.addWidget(part)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(whole)
        self._retranslate()
        self._show()

    def working(self, *, on: bool) -> None:
        """Show or hide the bar."""
        self._working = on
        self._show()

    def moved(self, done: int, total: int) -> None:
        """Show how many files have been answered."""
        if (done, total) == (self._done, self._total):
            return
        self._done, self._total = done, total
        self._bar.setMaximum(max(total, 1))
        self._bar.setValue(done)
        self._say_count()

    def held_back(self, count: int) -> None:
        """Ask whether `count` more files are to be read."""
        self._held = count
        self._retranslate()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _say_count(self) -> None:
        number = self._language.locale.toString
        text = self.tr("{done} of {total}").format(done=number(self._done), total=number(self._total))
        self._count.say(text)
        self._bar.setAccessibleDescription(text)

    def _retranslate(self) -> None:
        number = self._language.locale.toString
        self._bar.setAccessibleName(self.tr("Files that have been read"))
        self._cancel.setText(self.tr("Cancel"))
        self._all.setText(self.tr("Check all of them"))
        self._only.setText(self.tr("Leave the rest"))
        text = self.tr("The folder holds {total} files. The first {first} are being checked.")
        self._asked.say(text.format(total=number(self._held + FOLDER_FILES_ASK), first=number(FOLDER_FILES_ASK)))
        self._say_count()

    def _show(self) -> None:
        self._bar.setVisible(self._working)
        self._line.setVisible(self._working)
        self._question.setVisible(self._held > 0)
        self.setVisible(self._working or self._held > 0)

    def _want_all(self) -> None:
        self.held_back(0)
        self.all_wanted.emit()

    def _decline(self) -> None:
        self.held_back(0)
        self.all_declined.emit()
