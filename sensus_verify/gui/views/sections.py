"""The details below the answers: contradictions, evidence with its place, traces, personal data, codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sensus_verify.core.evidence import Evidence, PersonalData
from sensus_verify.core.plain_text import plain
from sensus_verify.core.verdict import Inspection
from sensus_verify.core.vocabulary import IPTC_SOURCE_TYPE
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.flow import Flow
from sensus_verify.gui.views.pieces import Panel, Text, button, clear, heading
from sensus_verify.workflow.answers import conflict_sentence, evidence_place, personal_value, place_words, trace_line
from sensus_verify.workflow.words import Words

_AT_FIRST = 12  # entries; each press shows as many more as the window can build without a stutter
_MORE = 40

Line = tuple[str, Letters, str]
"""Words, their letters, their tone."""


class Section(Panel):
    """A heading, perhaps a button beside it, and entries below."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look = look
        self._line = Flow(heading(look, title), spread=True)
        self.column.addLayout(self._line)
        self._body = QWidget()
        self._stack = QVBoxLayout(self._body)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(2 * STEP)
        self.column.addWidget(self._body)
        self._entries: Sequence[tuple[Line, ...]] = ()
        self._shown = 0
        self._more = button(kind="quiet")
        self._more.clicked.connect(partial(self._grow, _MORE))
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.hide()

    def fill(self, entries: Sequence[tuple[Line, ...]]) -> None:
        """Show these entries, the first few at once."""
        clear(self._body)
        self._entries = entries
        self._shown = 0
        self._grow(_AT_FIRST)

    def beside_heading(self, text: str, slot: Callable[[bool], None], *, kind: str = "quiet") -> QPushButton:
        """Put a button that stays pressed beside the heading."""
        made = button(text, kind=kind)
        made.setCheckable(True)
        made.toggled.connect(slot)
        self._line.addWidget(made)
        return made

    def _grow(self, count: int) -> None:
        upto = min(self._shown + count, len(self._entries))
        for lines in self._entries[self._shown : upto]:
            entry = self._entry(lines)
            self._stack.addWidget(entry)
            entry.show()  # at once: left to the layout it would come a turn of the loop later
        self._shown = upto
        left = len(self._entries) - upto
        self._more.setVisible(left > 0)
        if left > 0:
            self._more.setText(self.tr("Show %Ln more", "", min(left, _MORE)))

    def _entry(self, lines: tuple[Line, ...]) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for text, use, tone in lines:
            if text:
                column.addWidget(Text(self._look, use, text, tone=tone).wrapped())
        return made


def conflicts(look: Look, inspection: Inspection, words: Words) -> Section:
    """Return the statements that do not fit together, and other remarks."""
    section = Section(look, QCoreApplication.translate("Section", "Contradictions and remarks"))
    section.fill(
        [
            (
                (conflict_sentence(one, words), Letters.ORDINARY, ""),
                (f"{words.sentence(f'severity.{one.severity.value}')} · {one.code}", Letters.SOFT, "soft"),
            )
            for one in inspection.verdict.conflicts
        ]
    )
    return section


def more(look: Look, lines: Sequence[str]) -> Section:
    """Return what the answers had no room for. Nothing that limits an answer may be left out."""
    section = Section(look, QCoreApplication.translate("Section", "More about the answers"))
    section.fill([((line, Letters.ORDINARY, ""),) for line in lines])
    return section


def evidence(look: Look, inspection: Inspection, words: Words) -> Section:
    """Return what the file states, each with its place, and the traces that generators left."""
    section = Section(look, QCoreApplication.translate("Section", "Evidence"))
    entries = [tuple(_evidence(one, words)) for one in inspection.evidence]
    entries += [((trace_line(trace, words), Letters.ORDINARY, ""),) for trace in inspection.traces]
    section.fill(entries)
    return section


def _evidence(one: Evidence, words: Words) -> Iterator[Line]:
    value = plain(one.value.replace(IPTC_SOURCE_TYPE, ""))
    if one.says is not None:
        yield words.sentence(f"ai.short.{one.says.value}"), Letters.STRONG, ""
    yield value, Letters.ORDINARY, ""
    place = evidence_place(one, words)
    if one.offset is not None:
        place = QCoreApplication.translate("Section", "{place}, from byte {offset}").format(
            place=place, offset=words.number(one.offset)
        )
    parts = [place]
    if one.stated_by:
        parts.append(QCoreApplication.translate("Section", "according to {who}").format(who=plain(one.stated_by, 120)))
    if one.protected:
        parts.append(QCoreApplication.translate("Section", "covered by the signature"))
    yield " · ".join(parts), Letters.SOFT, "soft"


class Personal(Section):
    """Personal data, shortened until the user asks for them."""

    def __init__(self, look: Look, inspection: Inspection, words: Words) -> None:
        super().__init__(look, QCoreApplication.translate("Section", "Personal data"))
        self._items, self._words = inspection.personal_data, words
        self._toggle = self.beside_heading(self.tr("Show values"), self._show)
        self._show(in_full=False)

    def _show(self, in_full: bool) -> None:  # noqa: FBT001 - a slot: Qt says on or off
        self._toggle.setText(self.tr("Hide values") if in_full else self.tr("Show values"))
        self.fill([tuple(self._lines(item, in_full=in_full)) for item in self._items])

    def _lines(self, item: PersonalData, *, in_full: bool) -> Iterator[Line]:
        yield personal_value(item, self._words, in_full=in_full), Letters.ORDINARY, ""
        why = self._words.sentence(f"personal.why.{item.kind.value}")
        yield f"{place_words(item.where, self._words)} · {why}", Letters.SOFT, "soft"


class Codes(Section):
    """What experts ask for, folded away until it is wanted."""

    def __init__(self, look: Look, inspection: Inspection, words: Words) -> None:
        super().__init__(look, QCoreApplication.translate("Section", "Codes for experts"))
        self._lines = [((line, Letters.SOFT, "soft"),) for line in _codes(inspection, words)]
        self._toggle = self.beside_heading(self.tr("Show codes"), self._show)
        self._body.hide()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self._lines

    def _show(self, on: bool) -> None:  # noqa: FBT001 - a slot: Qt says on or off
        self._toggle.setText(self.tr("Hide codes") if on else self.tr("Show codes"))
        self.fill(self._lines if on else [])
        self._body.setVisible(on)


def _codes(inspection: Inspection, words: Words) -> Iterator[str]:
    facts, credential = inspection.facts, inspection.verdict.credential
    yield f"format: {facts.format}"
    yield f"credential.state: {credential.state.value}"
    if facts.sha256:
        yield f"SHA-256: {facts.sha256}"
    if inspection.error is not None:
        yield f"error: {inspection.error.key}"
    if inspection.verdict.record_id:
        yield f"recordId: {plain(inspection.verdict.record_id)}"
    yield from (plain(code) for code in credential.codes)
    for problem in credential.ingredient_problems:
        yield f"{plain(problem.code)} ({problem.when}): {plain(problem.ingredient)}"
    for region in credential.unprotected:
        text = QCoreApplication.translate("Section", "Not covered by the signature: {count} bytes from byte {start}")
        yield text.format(count=words.number(region.length), start=words.number(region.start))
    if credential.remote_url:
        yield plain(credential.remote_url)
    for manifest in credential.manifests:
        yield f"manifest: {plain(manifest.label)}"
