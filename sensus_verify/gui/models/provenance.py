"""Where a file comes from, as its Content Credentials tell it: a tree of manifests, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from sensus_verify.core.credential import Action, Credential, Ingredient, Manifest
from sensus_verify.core.plain_text import plain
from sensus_verify.workflow.words import Words

_DEPTH = 12
_NODES = 400  # a manifest store may name itself over and over
_TERM = "digitalsourcetype/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing in the file's history, with what went into it."""

    title: str
    facts: tuple[str, ...] = ()
    below: tuple[Step, ...] = ()


def provenance(credential: Credential, words: Words) -> Step | None:
    """Return the history that the active manifest tells, or None when there is no manifest."""
    if not credential.manifests:
        return None
    by_label = {manifest.label: manifest for manifest in credential.manifests}
    return _Telling(by_label, words).manifest(credential.manifests[0], "", 0)


def in_order(step: Step) -> Iterator[tuple[int, Step]]:
    """Yield every step with its depth, what is nearest to the file first."""
    waiting = [(0, step)]
    while waiting:
        depth, one = waiting.pop()
        yield depth, one
        waiting += [(depth + 1, below) for below in reversed(one.below)]


def tree_model(root: Step, parent: QObject | None = None) -> QStandardItemModel:
    """Return the history as a tree of one column."""
    model = QStandardItemModel(parent)
    model.appendRow(_item(root))
    return model


def _item(step: Step) -> QStandardItem:
    item = _text_item(step.title)
    for fact in step.facts:
        item.appendRow(_text_item(fact))
    for below in step.below:
        item.appendRow(_item(below))
    return item


def _text_item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    return item


class _Telling:
    """One walk through a manifest store, bounded in depth and in all."""

    def __init__(self, by_label: dict[str, Manifest], words: Words) -> None:
        self._by_label, self._words = by_label, words
        self._left = _NODES

    def manifest(self, manifest: Manifest, relationship: str, depth: int) -> Step:
        facts = [fact for fact in (_signed(manifest), _made_with(manifest)) if fact]
        facts += [_action(action) for action in manifest.actions]
        return Step(
            title=self._titled(plain(manifest.title or manifest.label, 120), relationship),
            facts=tuple(facts),
            below=tuple(self._ingredients(manifest, depth)),
        )

    def _ingredients(self, manifest: Manifest, depth: int) -> Iterator[Step]:
        for ingredient in manifest.ingredients:
            if self._left <= 0:
                return
            self._left -= 1
            own = self._by_label.get(ingredient.manifest)
            if own is not None and depth < _DEPTH and own is not manifest:
                below = self.manifest(own, ingredient.relationship, depth + 1)
                title = self._titled(plain(ingredient.title or own.title or own.label, 120), ingredient.relationship)
                yield Step(title=title, facts=below.facts, below=below.below)
            else:
                yield self._bare(ingredient)

    def _bare(self, ingredient: Ingredient) -> Step:
        source = _term(ingredient.source_type)
        without = QCoreApplication.translate("Provenance", "Has no Content Credentials of its own")
        return Step(
            title=self._titled(plain(ingredient.title or "?", 120), ingredient.relationship),
            facts=tuple(fact for fact in (without, source) if fact),
        )

    def _titled(self, title: str, relationship: str) -> str:
        key = f"relationship.{relationship}"
        return f"{title} ({self._words.sentence(key)})" if relationship and self._words.has(key) else title


def _signed(manifest: Manifest) -> str:
    if not manifest.signer:
        return ""
    text = QCoreApplication.translate("Provenance", "Signer according to the certificate: {signer}")
    return text.format(signer=plain(manifest.signer, 120))


def _made_with(manifest: Manifest) -> str:
    if not manifest.generator:
        return ""
    text = QCoreApplication.translate("Provenance", "Written by: {program}")
    return text.format(program=plain(manifest.generator, 120))


def _action(action: Action) -> str:
    parts = (action.action, _term(action.source_type), action.agent, action.description, action.when[:10])
    return plain(" · ".join(part for part in parts if part), 300)


def _term(source_type: str) -> str:
    return plain(source_type.rpartition(_TERM)[2] if _TERM in source_type else source_type, 120)
