"""The command line's grammar (the contract stands in docs/command-line.md)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from sensus_verify import __version__
from sensus_verify.core.errors import UsageError
from sensus_verify.core.limits import FILE_SECONDS, WORKER_MEMORY_MIB
from sensus_verify.workflow.batch import processors
from sensus_verify.workflow.words import LANGUAGES, Words, system_language

COMMANDS = ("check", "formats", "trust", "demo")
REQUIREMENTS = ("declared", "labelled", "intact")


class _Parser(argparse.ArgumentParser):
    """Raises instead of ending the process: the caller says it in the user's language."""

    def error(self, message: str) -> NoReturn:
        key = "cli.usage"
        raise UsageError(key, message=message, usage=self.format_usage().strip())


def wanted_language(arguments: Sequence[str]) -> str:
    """Return the language that `--lang` asks for, else the system's: it is needed before anything is parsed."""
    for number, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and number + 1 < len(arguments):
            value = arguments[number + 1]
        if value in LANGUAGES:
            return value
    return system_language()


def build_parser(words: Words) -> argparse.ArgumentParser:
    """Return the parser with its help in `words`."""
    parser = _Parser(
        prog="sensus-verify",
        description=words.sentence("cli.description"),
        allow_abbrev=False,
        parents=[_common(words)],
    )
    parser.add_argument(
        "--version", action="version", version=f"sensus-verify {__version__}", help=words.sentence("cli.version")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join(COMMANDS), parser_class=_Parser)
    _add_check(commands, words)
    commands.add_parser("formats", help=words.sentence("cli.formats"), parents=[_common(words)], allow_abbrev=False)
    _add_trust(commands, words)
    demo = commands.add_parser("demo", help=words.sentence("cli.demo"), parents=[_common(words)], allow_abbrev=False)
    demo.add_argument("folder", metavar="DIR", type=Path, help=words.sentence("cli.folder"))
    return parser


def _common(words: Words) -> _Parser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", help=words.sentence("cli.json"))
    common.add_argument("--lang", choices=LANGUAGES, help=words.sentence("cli.lang"))
    common.add_argument("--jobs", metavar="N", type=_positive, help=f"{words.sentence('cli.jobs')} ({processors()})")
    common.add_argument("--quiet", action="store_true", help=words.sentence("cli.quiet"))
    common.add_argument("-v", "--verbose", action="store_true", help=words.sentence("cli.verbose"))
    return common


def _add_check(commands: argparse._SubParsersAction[_Parser], words: Words) -> None:
    check = commands.add_parser("check", help=words.sentence("cli.check"), parents=[_common(words)], allow_abbrev=False)
    check.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=words.sentence("cli.paths"))
    check.add_argument(
        "--require", action="append", choices=REQUIREMENTS, default=[], help=words.sentence("cli.require")
    )
    check.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_seconds,
        default=FILE_SECONDS,
        help=f"{words.sentence('cli.timeout')} ({FILE_SECONDS:g})",
    )
    check.add_argument(
        "--max-memory",
        metavar="MIB",
        type=_memory,
        default=WORKER_MEMORY_MIB,
        help=f"{words.sentence('cli.memory')} ({WORKER_MEMORY_MIB})",
    )
    check.add_argument("--hash", action="store_true", help=words.sentence("cli.hash"))
    check.add_argument("--show-personal-data", action="store_true", help=words.sentence("cli.personal"))


def _add_trust(commands: argparse._SubParsersAction[_Parser], words: Words) -> None:
    trust = commands.add_parser("trust", help=words.sentence("cli.trust"), allow_abbrev=False)
    actions = trust.add_subparsers(dest="action", required=True, metavar="list|import|update|remove")

    def action(name: str) -> argparse.ArgumentParser:
        help_text = words.sentence(f"cli.trust.{name}")
        return actions.add_parser(name, help=help_text, parents=[_common(words)], allow_abbrev=False)

    action("list")
    action("import").add_argument("paths", metavar="PATH", nargs="+", type=Path, help=words.sentence("cli.paths"))
    action("update").add_argument("--yes", action="store_true", help=words.sentence("cli.yes"))
    action("remove").add_argument("name", metavar="NAME", help=words.sentence("cli.name"))


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _MOST_JOBS:
        raise ValueError
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number <= _MOST_SECONDS:
        raise ValueError
    return number


def _memory(text: str) -> int:
    number = int(text)
    if number < _LEAST_MEMORY:
        message = f"at least {_LEAST_MEMORY}"
        raise argparse.ArgumentTypeError(message)
    return number


_MOST_JOBS = 256
_MOST_SECONDS = 86_400.0
_LEAST_MEMORY = 512  # the libraries alone take about 300 MiB of address space
