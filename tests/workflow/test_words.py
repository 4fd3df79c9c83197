"""Both languages are complete, say the same things, and nothing is said that nobody uses."""

from __future__ import annotations

import re
import string
import sys
import tomllib
from pathlib import Path

import pytest

from sensus_verify.resources import resource
from sensus_verify.workflow.words import LANGUAGES, Words, system_language

_SOURCE = Path(__file__).parents[2] / "sensus_verify"
_FAMILIES = (  # keys that are put together from an enumeration's values
    r"ai\.(short\.)?\w+", r"credential\.(short\.)?\w+(\.\w+)?", r"todo\.(short\.)?\w+(\.\w+)?", r"conflict\.K\d+",
    r"severity\.\w+", r"looked\.\w+", r"notExamined\.\w+", r"personal\.(why\.)?\w+", r"source\.\w+", r"strength\.\w+",
    r"relationship\.\w+", r"kind\.\w+", r"list\.\w+", r"why\.origin\.\w+", r"cli\.require\.\w+", r"cli\.trust\.\w+",
    r"format\.[\w-]+", r"broken\.\w+", r"fact\.\w+(\.\w+)?",
)  # fmt: skip


def _table(language: str) -> dict[str, str | dict[str, str]]:
    return tomllib.loads(resource(f"words/{language}.toml").read_text("utf-8"))


def _forms(value: str | dict[str, str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else (value["one"], value["other"])


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_languages_have_the_same_keys():
    first, *others = (_table(language) for language in LANGUAGES)
    for other in others:
        assert first.keys() == other.keys()


@pytest.mark.parametrize("key", sorted(_table("sv")))
def test_the_languages_name_the_same_facts(key: str):
    named = {frozenset().union(*(_places(form) for form in _forms(_table(language)[key]))) for language in LANGUAGES}
    assert len(named) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_overclaims(language: str):
    for key, value in _table(language).items():
        for form in _forms(value):
            words = set(re.findall(r"\w+", form.lower()))
            assert not words & {
                "manipulated", "tampered", "fake", "authentic", "real", "genuine", "manipulerad", "förfalskad", "falsk",
                "äkta", "autentisk", "fejk", "probably", "troligen", "sannolikt",
            }, key  # fmt: skip


def test_every_sentence_is_used():
    source = "\n".join(path.read_text("utf-8") for path in _SOURCE.rglob("*.py"))
    built = [re.compile(family) for family in _FAMILIES]
    unused = [
        key
        for key in _table("sv")
        if f'"{key}"' not in source and f"'{key}'" not in source and not any(one.fullmatch(key) for one in built)
    ]
    assert unused == []


def test_plural_forms_follow_the_count():
    words = Words.load("sv")
    assert words.plural("cli.summary", 1) == "1 fil undersökt."
    assert words.plural("cli.summary", 2) == "2 filer undersökta."


def test_facts_out_of_a_file_are_never_read_as_places():
    assert "{host}" in Words.load("en").sentence("credential.own", signer="{host} {0}")


@pytest.mark.parametrize(
    ("value", "language"),
    [("sv_SE.UTF-8", "sv"), ("en_US.UTF-8", "en"), ("de_DE", "en"), ("C.UTF-8", "sv"), ("Swedish_Sweden.1252", "sv")],
)
def test_the_system_decides_the_language(monkeypatch: pytest.MonkeyPatch, value: str, language: str):
    monkeypatch.setenv("LC_ALL", value)
    assert system_language() == language


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there the system always has a language")
def test_where_no_language_is_set_the_first_one_holds(monkeypatch: pytest.MonkeyPatch):
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    assert system_language() == "sv"


def test_a_name_that_ends_in_a_full_stop_does_not_double_it():
    words = Words.load("en")
    assert words.sentence("fact.signer", signer="Adobe Inc.") == "Signer according to the certificate: Adobe Inc."
    assert words.sentence("fact.signer", signer="A...").endswith("A....")
