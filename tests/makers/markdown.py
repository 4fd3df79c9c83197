"""Markdown with and without front matter."""

from __future__ import annotations

from collections.abc import Callable

from tests.makers.records import CHATBOT, RECORD

NEEDS_SUFFIX = frozenset({"markdown"})


def document(front: str = "", body: str = "# Kurs\n\nVälkommen.\n", *, fence: str = "---") -> bytes:
    return (f"{fence}\n{front}{fence}\n\n{body}" if front else body).encode()


def bomb(levels: int = 9) -> str:
    return "a0: &a0 ha\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, levels))


_RECORD_YAML = "ai_disclosure:\n" + "".join(f"  {name}: {value}\n" for name, value in RECORD.items())

SAMPLES: dict[str, Callable[[], bytes]] = {
    "markdown/clean-heading": document,
    "markdown/clean-frontmatter": lambda: document("title: Kurs\ndraft: no\n"),
    "markdown/clean-rule": lambda: document(body="---\n\nEn linje, ingen rubrik.\n"),
    "markdown/labelled-frontmatter": lambda: document(_RECORD_YAML),
    "markdown/labelled-crlf": lambda: document(_RECORD_YAML).replace(b"\n", b"\r\n"),
    "markdown/labelled-toml": lambda: document(
        '[ai_disclosure]\naiUse = "edited"\nschemaVersion = "1.0"\n'
        'recordId = "urn:uuid:6a1d6d0e-59c5-4f0e-8f58-6f3f0c1f3a11"\n',
        fence="+++",
    ),
    "markdown/labelled-line": lambda: document(body="# Kurs\n\n*AI-märkning: Bearbetad med AI.*\n\nText.\n"),
    "markdown/traced-chatbot": lambda: document(body=CHATBOT + "\n"),
    "markdown/personal-author": lambda: document("author: Anna Andersson\n"),
    "markdown/broken-yaml": lambda: document("title: [Kurs\n"),
    "markdown/broken-aliases": lambda: document(bomb()),
}
