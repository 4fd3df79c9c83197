"""The window's own words: complete in both languages, and built from what is committed."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.translations import FOLDER, SOURCES, problems

LITERALS = {"tr": 1, "translate": 2, "QT_TRANSLATE_NOOP": 2}
"""How many leading arguments must be plain text, for lupdate to see what is looked up when the program runs."""


def _problems(source: str, name: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source, name)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        leading = node.args[: LITERALS.get(called, 0)]
        if any(not (isinstance(one, ast.Constant) and isinstance(one.value, str)) for one in leading):
            found.append(f"{name}:{node.lineno}")
    return found


def _messages(path: Path) -> list[tuple[str, str, list[str], str]]:
    """Return context, source, translations (several where there are plural forms) and state of every text."""
    found = []
    root = ET.fromstring(path.read_text("utf-8"))  # noqa: S314 - our own file
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            found.append((context.findtext("name"), message.findtext("source"), forms, translation.get("type", "")))
    return found


def test_only_plain_text_is_given_to_tr():
    assert [
        line for path in sorted(SOURCES.rglob("*.py")) for line in _problems(path.read_text("utf-8"), str(path))
    ] == []


def test_the_check_finds_what_lupdate_would_miss():
    assert _problems('self.tr(f"a {b}")', "t") == ["t:1"]
    assert _problems('QCoreApplication.translate("C", name)', "t") == ["t:1"]
    assert _problems('x.tr("a %n", "", 3)', "t") == []


def test_the_translations_hold_every_text_of_the_window_and_no_other_and_are_compiled():
    assert problems() == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_translation_is_there_and_keeps_its_placeholders(language):
    for context, source, forms, _ in _messages(FOLDER / f"{language}.ts"):
        assert all(forms), (context, source)
        for form in forms:
            assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", source)), (context, source)
        if len(forms) > 1:
            assert "%Ln" in forms[-1], (context, source)


def test_plural_forms_follow_the_number(window, language):
    for name, one, two in (("en", "1 file", "2 files"), ("sv", "1 fil", "2 filer")):
        language.choose(name)
        window.top.count(1, 0)
        assert window.top._count.text == one
        window.top.count(2, 0)
        assert window.top._count.text == two
        window.top.count(10_000, 0)
        assert window.top._count.text.startswith({"en": "10,000", "sv": "10\u00a0000"}[name])


def test_a_language_that_is_not_there_is_refused(language):
    with pytest.raises(ValueError, match="no language"):
        language.choose("de")
    assert language.name == "en"
