"""`trust`: the installed lists of trusted issuers."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterable
from typing import TextIO

from sensus_verify.cli.exit_codes import OK, UNREAD
from sensus_verify.core.plain_text import plain
from sensus_verify.credentials.trust import Imported, ListFacts, TrustStore
from sensus_verify.credentials.update import PUBLISHED, update
from sensus_verify.settings.folders import trust_folder
from sensus_verify.workflow.answers import problem_sentence
from sensus_verify.workflow.report import TRUST_SCHEMA, program
from sensus_verify.workflow.words import Words


def trust(asked: argparse.Namespace, words: Words) -> int:
    """Do one of the four things and return the exit code."""
    store = TrustStore(trust_folder())
    match asked.action:
        case "list":
            _show(store, words, as_json=asked.json)
        case "import":
            candidates = [candidate for path in asked.paths for candidate in store.examine(path, own=asked.own)]
            if not asked.json:
                _announce(store.changes(candidates), words, in_full=asked.verbose)
            _report(store.install(candidates), words, as_json=asked.json)
        case "update":
            return _update(store, asked, words)
        case _:
            store.remove(asked.name)
            _say(words.sentence("trust.removed", name=asked.name), as_json=asked.json)
    return OK


def list_title(name: str, words: Words) -> str:
    """Return a list's name for people."""
    tier = name.partition("-")[0]
    title = words.sentence(f"list.{tier}")
    return title if tier == name else f"{title} ({name})"


def _show(store: TrustStore, words: Words, *, as_json: bool) -> None:
    facts = store.facts(dt.datetime.now(dt.UTC).date())
    if as_json:
        rows = [_row(one) for one in facts]
        print(json.dumps({"schema": TRUST_SCHEMA, "program": program(), "lists": rows}, ensure_ascii=False))
        return
    if not facts:
        print(words.sentence("trust.none"))
    for one in facts:
        print(f"{one.name}: {' '.join(_sentences(one, words))}")


def _row(one: ListFacts) -> dict[str, object]:
    return {
        "name": one.name,
        "kind": one.kind,
        "certificates": one.count,
        "date": one.date,
        "source": one.source,
        "expired": one.expired,
        "nextExpiry": one.next_expiry or None,
        "stale": one.stale,
        "damaged": one.damaged,
    }


def _sentences(one: ListFacts, words: Words) -> Iterable[str]:
    yield words.plural("trust.line", one.count, title=list_title(one.name, words), date=one.date)
    if one.damaged:
        yield words.sentence("trust.damagedList")
    if one.expired:
        yield words.plural("trust.expired", one.expired)
    if one.next_expiry:
        yield words.sentence("trust.nextExpiry", date=one.next_expiry)
    if one.stale:
        yield words.sentence("trust.stale")


def _announce(changes: Iterable[Imported], words: Words, *, in_full: bool) -> None:
    """Say what an import is about to change: who is no longer trusted always, who is newly trusted on request."""
    for one in changes:
        subjects = [*(f"- {name}" for name in one.removed), *(f"+ {name}" for name in one.added if in_full)]
        if subjects:
            print(f"{list_title(one.name, words)}:")
            print("\n".join(f"  {plain(subject)}" for subject in subjects))


def _report(changes: Iterable[Imported], words: Words, *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"name": one.name, "certificates": one.count, "date": one.date, "added": one.added, "removed": one.removed}
            for one in changes
        ]
        print(json.dumps({"schema": TRUST_SCHEMA, "program": program(), "imported": rows}, ensure_ascii=False))
        return
    for one in changes:
        line = words.plural("trust.imported", one.count, title=list_title(one.name, words))
        print(" ".join([line, *_changes(one, words)]))


def _changes(one: Imported, words: Words) -> Iterable[str]:
    if one.added:
        yield words.plural("trust.added", len(one.added))
    if one.removed:
        yield words.plural("trust.removedSubjects", len(one.removed))


def _update(store: TrustStore, asked: argparse.Namespace, words: Words) -> int:
    """Show the addresses, ask, fetch. A list that cannot be fetched or read stays as it was."""
    out = sys.stderr if asked.json else sys.stdout
    print(words.sentence("trust.updateAsk"), file=out)
    for published in PUBLISHED:
        for address in published.addresses:
            print(f"  {address}", file=out)
    if not getattr(asked, "yes", False) and not _agreed(words, out):
        print(words.sentence("trust.updateDeclined"), file=out)
        return OK
    results = update(store, today=dt.datetime.now(dt.UTC).date())
    _report((one.imported for one in results if one.imported is not None), words, as_json=asked.json)
    code = OK
    for one in results:
        if one.problem is not None:
            code = UNREAD
            print(f"{list_title(one.name, words)}: {problem_sentence(one.problem, words)}", file=sys.stderr)
    return code


def _agreed(words: Words, out: TextIO) -> bool:
    """Ask on the terminal; no answer is no."""
    print(words.sentence("trust.updateQuestion"), end="", file=out, flush=True)
    answer = sys.stdin.readline().strip().lower()
    return answer.startswith(words.sentence("trust.yes"))


def _say(sentence: str, *, as_json: bool) -> None:
    print(sentence, file=sys.stderr if as_json else sys.stdout)
