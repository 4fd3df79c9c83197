"""The history that Content Credentials tell, however they tell it."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from sensus_verify.core.credential import Credential, CredentialState, Ingredient, Manifest
from sensus_verify.gui.models.provenance import in_order, provenance, tree_model
from sensus_verify.workflow.words import Words
from tests.makers import inspections

pytestmark = pytest.mark.usefixtures("qapp")

WORDS = Words.load("en")


def _manifest(label: str, *ingredients: Ingredient) -> Manifest:
    return Manifest(label=label, title=label, generator="", signer="", issuer="", ingredients=ingredients)


def _part(label: str) -> Ingredient:
    return Ingredient(title=label, relationship="componentOf", manifest=label)


def test_without_manifests_there_is_no_history():
    assert provenance(Credential(), WORDS) is None


def test_ingredients_stand_below_what_they_went_into():
    root = provenance(inspections.signed("/a.png").verdict.credential, WORDS)
    assert [(depth, step.title) for depth, step in in_order(root)] == [
        (0, "omslag-host.png"),
        (1, "skiss.png (input)"),
        (1, "bakgrund.jpg (part)"),
    ]
    assert "Signer according to the certificate: Adobe Inc." in root.below[0].facts


def test_the_tree_says_what_the_list_says():
    root = provenance(inspections.signed("/a.png").verdict.credential, WORDS)
    model = tree_model(root)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    in_tree = []

    def walk(item):
        in_tree.append(item.text())
        for row in range(item.rowCount()):
            walk(item.child(row))

    walk(model.item(0))
    in_list = [text for _, step in in_order(root) for text in (step.title, *step.facts)]
    assert sorted(in_tree) == sorted(in_list)


def test_manifests_that_name_each_other_end():
    first = _manifest("a", *[_part("b")] * 30)
    second = _manifest("b", *[_part("a")] * 30)
    root = provenance(Credential(state=CredentialState.BROKEN, manifests=(first, second)), WORDS)
    steps = list(in_order(root))
    assert len(steps) <= 401
    assert max(depth for depth, _ in steps) <= 13
