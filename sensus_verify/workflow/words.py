"""The sentences that window, command line and reports share, in the user's language."""

from __future__ import annotations

import locale
import os
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sensus_verify.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str
    _singles: Mapping[str, str]
    _plurals: Mapping[str, tuple[str, str]]

    @staticmethod
    def load(language: str) -> Words:
        """Return the words of `language`, one of `LANGUAGES`; read once in a process."""
        return _load(language)

    def sentence(self, key: str, **facts: object) -> str:
        """Return the sentence behind `key` with its facts filled in.

        Raises:
            KeyError: there is no such sentence, or a fact that it names is missing: a fault in the program.
        """
        return _ended_once(self._singles[key].format_map(facts))

    def plural(self, key: str, count: int, **facts: object) -> str:
        """Return the form of the sentence behind `key` that fits `count`, which fills `{count}`."""
        one, other = self._plurals[key]
        return (one if count == 1 else other).format_map({"count": self.number(count), **facts})

    def has(self, key: str) -> bool:
        """Tell whether there is a sentence behind `key`."""
        return key in self._singles

    def number(self, count: int) -> str:
        """Return a whole number grouped as the language groups it."""
        return f"{count:,}".replace(",", "\u00a0" if self.language == "sv" else ",")

    @property
    def keys(self) -> frozenset[str]:
        """All keys, of sentences with and without plural forms."""
        return frozenset(self._singles) | frozenset(self._plurals)


def _ended_once(sentence: str) -> str:
    """Return the sentence with one full stop, where a fact at its end brought its own ("Adobe Inc.")."""
    return sentence[:-1] if sentence.endswith("..") and not sentence.endswith("...") else sentence


@cache
def _load(language: str) -> Words:
    table = tomllib.loads(resource(f"words/{language}.toml").read_text("utf-8"))
    return Words(
        language,
        MappingProxyType({key: value for key, value in table.items() if isinstance(value, str)}),
        MappingProxyType(
            {key: (value["one"], value["other"]) for key, value in table.items() if isinstance(value, dict)}
        ),
    )


def system_language() -> str:
    """Return the language of the system: Swedish when it is set to Swedish, English when to anything else.

    Where nothing is set ("C", "POSIX"), the program's first language holds.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return _language_of(value)
    if sys.platform in ("win32", "darwin"):
        return _language_of(locale.getlocale()[0] or "")
    return LANGUAGES[0]  # elsewhere Python makes up an English locale where none is set


def _language_of(name: str) -> str:
    lowered = name.lower()
    if lowered.startswith(("sv", "swedish")) or lowered.split(".")[0] in ("", "c", "posix"):
        return "sv"
    return "en"
