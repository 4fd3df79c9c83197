"""The words with which pages, front matter and source code declare AI, and what each of them states.

Sources: the W3C draft on the `ai-disclosure` element metadata, Drupal's grades under the same name, the IETF draft
`AI-Disclosure` (expired 2026-08), git trailers. The degrees behind foreign words are our own choice (disclosure.md
section 4.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sensus_verify.core.ai_use import AiUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a word of a declaration states; `says` None: nothing about the content."""

    says: AiUse | None
    minimum: bool = False


_WORDS = {
    **{use.value.lower(): Word(says=use) for use in AiUse if use is not AiUse.UNKNOWN},
    # W3C
    "human-only": Word(says=AiUse.NONE),
    "ai-assisted": Word(says=AiUse.ASSISTED, minimum=True),
    "ai-autonomous": Word(says=AiUse.WHOLLY_GENERATED),
    "mixed": Word(says=AiUse.PARTLY_GENERATED),  # removed from the draft in 2026-09
    # Drupal
    "human_only": Word(says=AiUse.NONE),
    "ai_metadata": Word(says=None),
    "ai_rated": Word(says=None),
    "ai_translated": Word(says=AiUse.EDITED),
    "ai_partly_assisted": Word(says=AiUse.ASSISTED, minimum=True),
    "ai_assisted_hitl": Word(says=AiUse.ASSISTED, minimum=True),
    "ai_summarized": Word(says=AiUse.PARTLY_GENERATED),
    "ai_generated_autonomous": Word(says=AiUse.WHOLLY_GENERATED),
    "ai_deepfake": Word(says=AiUse.WHOLLY_GENERATED),
    # IETF ("none" is also ours)
    "ai-modified": Word(says=AiUse.EDITED),
    "ai-originated": Word(says=AiUse.PARTLY_GENERATED, minimum=True),
    "machine-generated": Word(says=AiUse.WHOLLY_GENERATED),
}


def declared(value: str) -> Word | None:
    """Return what a declaration states, or None when its word is unknown.

    The word is the part before the first ";" or ",", or the value of `mode` or `aiUse`: `mode=ai-modified; model="x"`.
    """
    named = parameters(value)
    word = named.get("aiuse") or named.get("mode") or re.split(r"[;,]", value, maxsplit=1)[0]
    return _WORDS.get(word.strip().strip("\"'").lower())


def parameters(value: str) -> dict[str, str]:
    """Return the `name=value` pairs of a line, separated by ";" or, where there is none, ","; names in lower case."""
    parts = value.split(";") if ";" in value else value.split(",")
    pairs = (part.partition("=") for part in parts[:32])
    return {name.strip().lower(): text.strip().strip("\"'") for name, sign, text in pairs if sign}


def at_most_a_part(word: Word) -> Word:
    """Return what a declaration about a part, such as an element of a page, states about the whole."""
    if word.says in (None, AiUse.NONE):
        return Word(says=None)
    if word.says is AiUse.WHOLLY_GENERATED:
        return Word(says=AiUse.PARTLY_GENERATED, minimum=True)
    return Word(says=word.says, minimum=True)


_LABELS = (
    ("helt skapad med ai", AiUse.WHOLLY_GENERATED),
    ("helt ai-genererad", AiUse.WHOLLY_GENERATED),
    ("ai-genererad", AiUse.WHOLLY_GENERATED),
    ("wholly ai-generated", AiUse.WHOLLY_GENERATED),
    ("ai-generated", AiUse.WHOLLY_GENERATED),
    ("delvis skapad med ai", AiUse.PARTLY_GENERATED),
    ("delvis ai-genererad", AiUse.PARTLY_GENERATED),
    ("partly ai-generated", AiUse.PARTLY_GENERATED),
    ("bearbetad med ai", AiUse.EDITED),
    ("ai-bearbetad", AiUse.EDITED),
    ("edited with ai", AiUse.EDITED),
    ("framtagen med stöd av ai", AiUse.ASSISTED),
    ("ai-stöd", AiUse.ASSISTED),
    ("made with ai support", AiUse.ASSISTED),
    ("skapad utan ai", AiUse.NONE),
    ("gjord utan ai", AiUse.NONE),
    ("made without ai", AiUse.NONE),
)


def labelled(text: str) -> AiUse | None:
    """Return the degree behind the words of a visible label, or None when they are not ours.

    Words that go on ("AI-genererad bild, egen text") are somebody's own and are not interpreted; a list of parts after
    a colon is ours for what is partly made with AI.
    """
    start = " ".join(text[:200].lower().split())
    for words, use in _LABELS:
        if start.startswith(words):
            rest = start[len(words) :]
            partial = use in (AiUse.PARTLY_GENERATED, AiUse.EDITED)
            return use if not rest or rest[0] == "." or (partial and rest[0] == ":") else None
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A program that writes code and signs for it in a trailer."""

    name: str
    provider: str
    addresses: tuple[str, ...] = ()  # parts of an address that no person has: those who make the program share its host
    names: tuple[str, ...] = ()  # what the name begins with, where no person is called so
    shared_names: tuple[str, ...] = ()  # whole names that people have too: count only where no other address stands


AGENTS = (
    Agent(
        name="Claude",
        provider="Anthropic",
        addresses=("noreply@anthropic.com",),
        names=("claude code", "claude opus", "claude sonnet", "claude haiku", "claude:claude-"),
        shared_names=("claude",),
    ),
    Agent(
        name="GitHub Copilot",
        provider="GitHub",
        addresses=("+copilot@users.noreply.github.com", "copilot@github.com"),
        names=("github copilot", "copilot-swe-agent", "microsoft copilot"),
        shared_names=("copilot",),
    ),
    Agent(
        name="ChatGPT",
        provider="OpenAI",
        addresses=("noreply@openai.com", "codex@openai.com"),
        names=("chatgpt", "gpt-3", "gpt-4", "gpt-5", "openai codex", "codex cli", "codex:gpt-"),
        shared_names=("codex",),
    ),
    Agent(
        name="Gemini",
        provider="Google",
        addresses=("gemini-code-assist[bot]@", "google-labs-jules[bot]@"),
        names=("gemini-code-assist", "gemini cli", "gemini code assist", "google-labs-jules", "gemini:gemini-"),
        shared_names=("gemini",),
    ),
    Agent(name="Cursor", provider="Anysphere", addresses=("cursoragent@cursor.com",), names=("cursor agent",)),
    Agent(
        name="aider",
        provider="aider",
        addresses=("noreply@aider.chat", "aider@aider.chat"),
        names=("aider (",),
        shared_names=("aider",),
    ),
    Agent(
        name="Devin",
        provider="Cognition",
        addresses=("devin-ai-integration[bot]@",),
        names=("devin ai", "devin-ai-integration"),
    ),
    Agent(name="Windsurf", provider="Cognition", addresses=("cascade@windsurf.com",), names=("windsurf cascade",)),
    Agent(name="Amazon Q", provider="Amazon", names=("amazon q developer", "amazon q")),
    Agent(name="Kiro", provider="Amazon", addresses=("noreply@kiro.dev", "agent@kiro.dev"), names=("kiro agent",)),
    Agent(name="opencode", provider="opencode", addresses=("noreply@opencode.ai",)),
    Agent(name="Amp", provider="Sourcegraph", addresses=("amp@ampcode.com",)),
    Agent(name="Mistral Vibe", provider="Mistral AI", addresses=("vibe@mistral.ai",), names=("mistral vibe",)),
)
"""Agents known by the trailers that they write."""


def agent(value: str, *, author: bool = False) -> Agent | None:
    """Return the agent that a trailer names, or None: it may be a person, or an ordinary program.

    An address decides where it is an agent's own. A name that people bear counts only where no address stands, and not
    where the trailer names an `author`, who is a person as a rule.
    """
    name, _, rest = value[:400].lower().partition("<")
    name, address = name.strip(), rest.partition(">")[0].strip()
    if address:
        for one in AGENTS:
            if any(own in address for own in one.addresses):
                return one
    for one in AGENTS:
        if any(_begins(name, own) for own in one.names) or (not (address or author) and name in one.shared_names):
            return one
    return None


def _begins(name: str, words: str) -> bool:
    rest = name[len(words) :]
    return name.startswith(words) and (not rest or not rest[0].isalpha() or not words[-1].isalpha())
