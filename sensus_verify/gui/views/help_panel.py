"""Help: the keys, what the answers mean, and what is not checked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sensus_verify.core.credential import CredentialState
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.overlays import Overlay
from sensus_verify.gui.views.pieces import Panel, Scrolled, Text, button, clear, heading
from sensus_verify.gui.words import Language

_NOT_CHECKED = ("notExamined.pixels", "notExamined.watermarks", "notExamined.servers", "notExamined.remote")
_WIDTH = 760
_ANYBODY = "…"  # where a sentence names a signer, a list, a date


class HelpPanel(Overlay):
    """One page, no search, no tabs."""

    def __init__(self, look: Look, language: Language, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._language = language
        self._page = QWidget()
        self._page.setMaximumWidth(look.scaled(_WIDTH))
        self._column = QVBoxLayout(self._page)
        self._column.setSpacing(3 * STEP)
        centred = Scrolled()
        line = QHBoxLayout(centred)
        line.addStretch(1)
        line.addWidget(self._page, 8)
        line.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(centred)
        self._title = Text(look, Letters.TITLE)
        self._close = button()
        self._close.clicked.connect(self.shut)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4 * STEP, 4 * STEP, 4 * STEP, 4 * STEP)
        whole.addLayout(top)
        whole.addWidget(self._scroll, 1)

    def show_help(self) -> None:
        """Open the page."""
        self._fill()
        self.open(self._scroll)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._fill()
        super().changeEvent(event)

    def _fill(self) -> None:
        words = self._language.words
        self._title.say(self.tr("Help"))
        self._close.setText(self.tr("Close"))
        self._scroll.setAccessibleName(self.tr("Help"))
        clear(self._page)
        self._table(self.tr("Keys"), self._keys())
        anybody = dict.fromkeys(("signer", "list", "date", "host"), _ANYBODY)
        states = [
            (
                words.sentence(f"credential.short.{state.value}", **anybody),
                words.sentence(f"credential.{state.value}", **anybody),
            )
            for state in CredentialState
        ]
        self._section(self.tr("What the states of Content Credentials mean"), states)
        self._section(self.tr("What is not checked"), [("", words.sentence(key)) for key in _NOT_CHECKED])
        self._section(self.tr("What the words mean"), self._meanings())
        self._column.addStretch(1)

    def _section(self, title: str, lines: list[tuple[str, str]]) -> None:
        """Add a part in which every name stands above its text."""
        panel = Panel()
        panel.column.addWidget(heading(self._look, title))
        for name, text in lines:
            if name:
                panel.column.addSpacing(STEP)
                panel.column.addWidget(Text(self._look, Letters.STRONG, name).wrapped())
            panel.column.addWidget(Text(self._look, Letters.ORDINARY, text).wrapped())
        self._column.addWidget(panel)

    def _table(self, title: str, lines: list[tuple[str, str]]) -> None:
        """Add a part of short lines in two columns."""
        panel = Panel()
        panel.column.addWidget(heading(self._look, title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(2 * STEP)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        for number, (name, text) in enumerate(lines):
            grid.addWidget(Text(self._look, Letters.STRONG, name), number, 0)
            grid.addWidget(Text(self._look, Letters.ORDINARY, text).wrapped(), number, 1)
        panel.column.addLayout(grid)
        self._column.addWidget(panel)

    def _keys(self) -> list[tuple[str, str]]:
        return [
            (_key("Ctrl+O"), self.tr("Choose files")),
            (_key("Ctrl+Shift+O"), self.tr("Choose a folder")),
            (_key("Ctrl+V"), self.tr("Check files or an image from the clipboard")),
            (_key("Ctrl+F"), self.tr("Search and filter the list")),
            (_key("Ctrl+C"), self.tr("Copy what is known about the chosen files as text")),
            (self.tr("Delete"), self.tr("Take the chosen files off the list; the files stay where they are")),
            (self.tr("Space bar"), self.tr("Show the picture large")),
            (self.tr("Enter"), self.tr("Choose the file, or go on to its picture")),
            (self.tr("Arrow keys"), self.tr("Go through the list; with Shift several are chosen")),
            (_key("F6"), self.tr("Go to the next column")),
            (_key("Esc"), self.tr("Cancel, or close what lies over the window")),
            (_key("F1"), self.tr("This help")),
        ]

    def _meanings(self) -> list[tuple[str, str]]:
        return [
            ("", self.tr("“According to the file” means that the file says so. Nobody has confirmed it.")),
            (
                "",
                self.tr(
                    "A trace is something that a program leaves behind. It suggests how the file was made, no more."
                ),
            ),
            ("", self._language.words.sentence("ai.unknown")),
        ]


def _key(sequence: str) -> str:
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)
