"""Several files chosen: their answers, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.credential import CredentialState
from sensus_verify.gui.models.file_list import Row
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.flow import Flow
from sensus_verify.gui.views.pieces import Panel, Text, button, heading
from sensus_verify.workflow.words import Words

_BY_DEGREE = {-use.degree: use for use in sorted(AiUse, key=lambda use: -use.degree)}
_MANY = 999
_STATES = tuple(CredentialState)


class Several(Panel):
    """A short table: how many say what."""

    text_wanted = Signal()
    json_wanted = Signal()

    def __init__(self, look: Look, words: Words, rows: Sequence[Row]) -> None:
        super().__init__()
        self._look = look
        self.column.addWidget(Text(look, Letters.SENTENCE, self.tr("%Ln file(s) chosen", "", len(rows))))
        self.column.addSpacing(2 * STEP)
        held = [row.digest for row in rows if row.digest is not None]
        read = [one for one in held if not one.failed]
        said = Counter(_BY_DEGREE[one.ai_order] for one in read)
        table = [(said[use], words.sentence(f"ai.short.{use.value}")) for use in _BY_DEGREE.values() if said[use]]
        table += [
            (len(held) - len(read), words.sentence("ai.short.failed")),
            (len(rows) - len(held), self.tr("Not read yet")),
        ]
        self._table(self.tr("What the files say about AI"), table, words)
        states = Counter(_STATES[one.credential_order] for one in read)
        self._table(
            self.tr("Content Credentials"),
            [(states[state], words.sentence(f"credential.short.{state.value}", signer="…")) for state in _STATES],
            words,
        )
        todo = Counter(one.todo for one in read if one.todo)
        self._table(self.tr("To do"), [(count, text) for text, count in todo.most_common()], words)
        self._buttons()

    def _table(self, title: str, lines: Iterable[tuple[int, str]], words: Words) -> None:
        shown = [(count, text) for count, text in lines if count]
        if not shown:
            return
        self.column.addWidget(heading(self._look, title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(1, 1)
        widest = QFontMetrics(self._look.letters(Letters.STRONG)).horizontalAdvance(words.number(_MANY))
        grid.setColumnMinimumWidth(0, widest)  # the same in every table, so that they stand in line
        for number, (count, text) in enumerate(shown):
            grid.addWidget(Text(self._look, Letters.STRONG, words.number(count)), number, 0)
            grid.addWidget(Text(self._look, Letters.ORDINARY, text).wrapped(), number, 1)
        self.column.addLayout(grid)
        self.column.addSpacing(3 * STEP)

    def _buttons(self) -> None:
        text, data = button(self.tr("Copy as text")), button(self.tr("Copy as JSON"))
        text.clicked.connect(self.text_wanted)
        data.clicked.connect(self.json_wanted)
        self.column.addLayout(Flow(text, data))
