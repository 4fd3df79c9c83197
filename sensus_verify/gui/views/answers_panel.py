"""The three answers: a small heading, one sentence, one line of why for each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Signal

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.verdict import Inspection, Status
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.flow import Flow
from sensus_verify.gui.views.pieces import Panel, Text, button, heading
from sensus_verify.workflow.answers import Answers, answers, suffix_sentence
from sensus_verify.workflow.words import Words

WHY_LINES = 3  # beside an answer; what is more stands in the details


class AnswersPanel(Panel):
    """What the file says about AI, who says so and whether it holds, what remains to be done."""

    retry_wanted = Signal()
    text_wanted = Signal()
    json_wanted = Signal()

    def __init__(self, look: Look, inspection: Inspection, words: Words, *, pasted: bool = False) -> None:
        super().__init__()
        self._look, self._words = look, words
        said = answers(inspection, words)
        if inspection.status is Status.FAILED:
            self._failed(said)
        else:
            self._answered(said, inspection)
        if pasted:
            self.column.addSpacing(2 * STEP)
            self._soft(
                [
                    self.tr(
                        "An image that was pasted has usually lost its metadata. Drop the file itself if you have it."
                    )
                ]
            )
        self._buttons(retry=inspection.status is Status.FAILED)

    def _failed(self, said: Answers) -> None:
        self._block(self.tr("Could not be read"), [said.failed or said.ai], [])
        if said.failed:
            self._soft([said.ai])

    def _answered(self, said: Answers, inspection: Inspection) -> None:
        self._block(self.tr("What the file says about AI"), [said.ai], said.ai_why[:WHY_LINES])
        self.column.addSpacing(3 * STEP)
        self._block(self.tr("Who says so, and does it hold"), [said.credential], said.credential_why[:WHY_LINES])
        self.column.addSpacing(3 * STEP)
        todo = said.todo or (self._words.sentence("todo.nothing"),)
        self._block(self.tr("To do"), todo, [], tone="todo" if said.todo_short else "")
        notes = [note for note in (suffix_sentence(inspection, self._words), said.failed) if note]
        if notes:
            self.column.addSpacing(3 * STEP)
            self._block(self.tr("About the reading"), notes, [])

    def _block(self, title: str, sentences: Iterable[str], why: Iterable[str], *, tone: str = "") -> None:
        self.column.addWidget(heading(self._look, title))
        for sentence in sentences:
            self.column.addWidget(Text(self._look, Letters.SENTENCE, sentence, tone=tone).wrapped())
        self._soft(why)

    def _soft(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.column.addWidget(Text(self._look, Letters.SOFT, line, tone="soft").wrapped())

    def _buttons(self, *, retry: bool) -> None:
        self.column.addSpacing(2 * STEP)
        line = Flow()
        if retry:
            again = button(self.tr("Try again"))
            again.clicked.connect(self.retry_wanted)
            line.addWidget(again)
        text, data = button(self.tr("Copy as text")), button(self.tr("Copy as JSON"))
        text.clicked.connect(self.text_wanted)
        data.clicked.connect(self.json_wanted)
        line.addWidget(text)
        line.addWidget(data)
        self.column.addLayout(line)


class UnknownPanel(Panel):
    """What was looked for, and what nobody can know from the file alone."""

    def __init__(self, look: Look, said: Answers) -> None:
        super().__init__()
        self._look = look
        self.column.addWidget(heading(look, self.tr("What was looked for")))
        self.column.addWidget(Text(look, Letters.ORDINARY, _listed(said.looked_for)).wrapped())
        if said.not_examined:
            self.column.addSpacing(3 * STEP)
            self.column.addWidget(heading(look, self.tr("What cannot be known from the file")))
            for line in said.not_examined:
                self.column.addWidget(Text(look, Letters.ORDINARY, line).wrapped())


def is_unknown(inspection: Inspection) -> bool:
    """Tell whether the file was read and says nothing about AI."""
    return inspection.status is not Status.FAILED and inspection.verdict.ai_use is AiUse.UNKNOWN


def _listed(parts: tuple[str, ...]) -> str:
    """Return parts of a sentence as a sentence: capital first, commas between, a full stop."""
    if not parts:
        return ""
    last = QCoreApplication.translate("UnknownPanel", "{first} and {last}")
    text = last.format(first=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else parts[0]
    return text[0].upper() + text[1:] + "."
