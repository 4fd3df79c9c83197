"""The right column: the answers about what is chosen, and the details below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sensus_verify.core.concealment import concealed
from sensus_verify.core.verdict import Inspection
from sensus_verify.gui.models.file_list import Row, State
from sensus_verify.gui.models.provenance import provenance
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.answers_panel import WHY_LINES, AnswersPanel, UnknownPanel, is_unknown
from sensus_verify.gui.views.pieces import Panel, Scrolled, Text, button, clear, heading
from sensus_verify.gui.views.provenance import Provenance
from sensus_verify.gui.views.sections import Codes, Personal, conflicts, evidence, more
from sensus_verify.gui.views.several import Several
from sensus_verify.gui.words import Language
from sensus_verify.workflow.answers import answers


class DetailColumn(QScrollArea):
    """Rebuilt for each choice; nothing in it is kept."""

    retry_wanted = Signal()
    text_wanted = Signal()
    json_wanted = Signal()

    def __init__(self, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._language = look, language
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "true")
        inner = Scrolled()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.setSpacing(3 * STEP)
        self._inner = inner
        self.setWidget(inner)
        self._rows: Sequence[Row] = ()
        self._retranslate()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show one file, or several together."""
        stay = len(rows) == 1 and len(self._rows) == 1 and rows[0].path == self._rows[0].path
        position = self.verticalScrollBar().value() if stay else 0
        self._rows = rows
        self.setUpdatesEnabled(False)
        clear(self._inner)
        for part in self._parts():
            self._column.addWidget(part)
            part.show()  # at once: left to the layout it would come a turn of the loop later
        self._column.addStretch(1)
        self.setUpdatesEnabled(True)
        self.verticalScrollBar().setValue(position)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Answers and details"))

    def _parts(self) -> list[QWidget]:
        if not self._rows:
            return []
        if len(self._rows) > 1:
            several = Several(self._look, self._language.words, self._rows)
            several.text_wanted.connect(self.text_wanted)
            several.json_wanted.connect(self.json_wanted)
            return [several]
        row = self._rows[0]
        if row.digest is None:
            return [self._unanswered(row)]
        # What is personal is shown in full in its own section only, and there on request.
        return self._answered(row, concealed(row.digest.inspection))

    def _unanswered(self, row: Row) -> Panel:
        panel = Panel()
        stopped = row.state is State.STOPPED
        panel.column.addWidget(heading(self._look, self.tr("What the file says about AI")))
        sentence = (
            self.tr("The file has not been checked: it was cancelled.") if stopped else self.tr("Reading the file …")
        )
        panel.column.addWidget(Text(self._look, Letters.SENTENCE, sentence).wrapped())
        if stopped:
            again = button(self.tr("Check it now"))
            again.clicked.connect(self.retry_wanted)
            panel.column.addSpacing(2 * STEP)
            panel.column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    def _answered(self, row: Row, inspection: Inspection) -> list[QWidget]:
        look, words = self._look, self._language.words
        first = AnswersPanel(look, inspection, words, pasted=row.pasted)
        first.retry_wanted.connect(self.retry_wanted)
        first.text_wanted.connect(self.text_wanted)
        first.json_wanted.connect(self.json_wanted)
        said = answers(inspection, words)
        unknown = UnknownPanel(look, said)
        rest = (*said.ai_why[WHY_LINES:], *said.credential_why[WHY_LINES:])
        parts: list[QWidget] = [first]
        if rest:
            parts.append(more(look, rest))
        if is_unknown(inspection):
            parts.append(unknown)
        if inspection.verdict.conflicts:
            parts.append(conflicts(look, inspection, words))
        if inspection.evidence or inspection.traces:
            parts.append(evidence(look, inspection, words))
        history = provenance(inspection.verdict.credential, words)
        if history is not None:
            parts.append(Provenance(look, history, self.tr("Origin"), self.tr("According to Content Credentials.")))
        if inspection.personal_data:
            parts.append(Personal(look, inspection, words))
        if not is_unknown(inspection) and not row.failed:
            parts.append(unknown)
        parts.append(Codes(look, inspection, words))
        return parts
