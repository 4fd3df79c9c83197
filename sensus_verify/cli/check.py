"""`check`: inspect files and print a verdict for each."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field

from sensus_verify.cli.exit_codes import FAULT, OK, REQUIREMENT, UNREAD
from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.credential import CredentialState
from sensus_verify.core.verdict import Inspection, Status, Todo
from sensus_verify.settings.folders import trust_folder
from sensus_verify.workflow.batch import Options, crew, in_order, inspect_many, processors, read_answer
from sensus_verify.workflow.gather import gather
from sensus_verify.workflow.words import Words

_NOT_INTACT = frozenset(
    {
        CredentialState.CHANGED,
        CredentialState.BROKEN,
        CredentialState.CERTIFICATE_PROBLEM,
        CredentialState.REVOKED,
        CredentialState.UNREADABLE,
    }
)


@dataclass(slots=True)
class _Count:
    """What the run has come to so far."""

    files: int = 0
    failed: int = 0
    faults: int = 0
    missed: dict[str, int] = field(default_factory=dict)

    def add(self, found: Inspection, requirements: list[str]) -> None:
        self.files += 1
        self.failed += found.status is Status.FAILED
        self.faults += found.error is not None and found.error.key == "fault.program"
        for requirement in dict.fromkeys(requirements):
            if not holds(found, requirement):
                self.missed[requirement] = self.missed.get(requirement, 0) + 1

    @property
    def exit_code(self) -> int:
        if self.faults:
            return FAULT
        if self.failed:
            return UNREAD
        return REQUIREMENT if self.missed else OK


def holds(found: Inspection, requirement: str) -> bool:
    """Tell whether a file meets a requirement of `--require`. A file that could not be read meets none."""
    if found.status is Status.FAILED:
        return False
    use = found.verdict.ai_use
    match requirement:
        case "declared":
            return use is not AiUse.UNKNOWN
        case "labelled":
            return use is not AiUse.UNKNOWN and Todo.LABEL not in found.verdict.todo
        case _:
            return found.verdict.credential.state not in _NOT_INTACT


def check(asked: argparse.Namespace, words: Words) -> int:
    """Inspect what was asked for, print each result as soon as its turn comes, and return the exit code."""
    options = Options(
        jobs=getattr(asked, "jobs", processors()),
        trust_folder=trust_folder(),
        seconds=asked.timeout,
        memory_mib=asked.max_memory,
        hash=asked.hash,
    )
    tally = _Count()
    only = len(asked.paths) == 1 and not asked.paths[0].is_dir()
    with crew(options, 1 if only else 0) as team:
        # The workers get ready while what they will answer is prepared to be told.
        printer: _Text | _Document = (_Document if asked.json else _Text)(asked, words)

        def found(_: int, answer: bytes) -> None:
            inspection = read_answer(answer)
            tally.add(inspection, asked.require)
            printer(inspection)

        inspect_many(
            gather(asked.paths),
            options=options,
            found=in_order(found),
            progress=_Progress(words) if sys.stderr.isatty() and not asked.quiet else _quiet,
            team=team,
        )
    if isinstance(printer, _Document):
        printer.close()
    else:
        _summary(tally, words, quiet=asked.quiet)
    return tally.exit_code


class _Text:
    def __init__(self, asked: argparse.Namespace, words: Words) -> None:
        from sensus_verify.workflow import report

        self._report, self._asked, self._words, self._first = report, asked, words, True

    def __call__(self, found: Inspection) -> None:
        if self._asked.quiet and not self._report.needs_something(found):
            return
        if not self._first:
            print()
        self._first = False
        in_full = self._asked.show_personal_data
        print(self._report.as_text(found, self._words, evidence=self._asked.verbose, show_personal_data=in_full))


class _Document:
    """One JSON document, written as its files come: memory does not grow with their number."""

    def __init__(self, asked: argparse.Namespace, words: Words) -> None:
        from sensus_verify.workflow import report

        self._report, self._asked, self._words, self._first = report, asked, words, True
        head = json.dumps({"schema": report.CHECK_SCHEMA, "program": report.program()})[:-1]
        sys.stdout.write(f'{head}, "files": [')

    def __call__(self, found: Inspection) -> None:
        data = self._report.as_json(found, self._words, show_personal_data=self._asked.show_personal_data)
        sys.stdout.write("\n" if self._first else ",\n")
        sys.stdout.write(json.dumps(data, ensure_ascii=False))
        self._first = False

    def close(self) -> None:
        sys.stdout.write("\n]}\n")


class _Progress:
    """How far the work is, on one line of the terminal that is wiped in the end."""

    def __init__(self, words: Words) -> None:
        self._words, self._shown = words, -1

    def __call__(self, done: int, total: int) -> None:
        if done == self._shown:
            return
        self._shown = done
        count = self._words.sentence("cli.progress", done=done, total=total) if total else str(done)
        sys.stderr.write(f"\r{count}\x1b[K\r")
        sys.stderr.flush()


def _quiet(done: int, total: int) -> None:
    """Report to nobody."""


def _summary(tally: _Count, words: Words, *, quiet: bool) -> None:
    lines = [] if quiet else [words.plural("cli.summary", tally.files)]
    if tally.failed:
        lines.append(words.plural("cli.summary.failed", tally.failed))
    lines += [words.plural(f"cli.require.{name}", count) for name, count in tally.missed.items()]
    if lines:
        print(f"\n{' '.join(lines)}" if tally.files else " ".join(lines))
