"""The command line's grammar (the contract stands in docs/command-line.md)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

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
    grammar = _Grammar(words)
    parser = grammar.parser(prog="sensus-verify", description=words.sentence("cli.description"))
    options = grammar.options(parser)
    version = f"sensus-verify {__version__}"
    options.add_argument("--version", action="version", version=version, help=words.sentence("cli.version"))
    commands = parser.add_subparsers(
        dest="command",
        required=True,
        metavar="|".join(COMMANDS),
        title=words.sentence("cli.commands"),
        parser_class=grammar.parser,
    )
    _add_check(commands, grammar)
    grammar.options(commands.add_parser("formats", help=words.sentence("cli.formats")))
    _add_trust(commands, grammar)
    demo = commands.add_parser("demo", help=words.sentence("cli.demo"))
    grammar.arguments(demo).add_argument("folder", metavar="DIR", type=Path, help=words.sentence("cli.folder"))
    grammar.options(demo)
    return parser


class _Grammar:
    """Makes parsers whose help is in one language: argparse's own headings are English."""

    def __init__(self, words: Words) -> None:
        self.words = words

    @property
    def parser(self) -> type[_Parser]:
        """The class of parsers without argparse's own groups and help."""
        head = f"{self.words.sentence('cli.usage.head')}: "

        class Formatter(argparse.HelpFormatter):
            def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401 - as argparse calls it
                super().add_usage(usage, actions, groups, head if prefix is None else prefix)

        class Parser(_Parser):
            def __init__(self, **more: Any) -> None:  # noqa: ANN401 - what argparse takes
                super().__init__(add_help=False, allow_abbrev=False, formatter_class=Formatter, **more)

        return Parser

    def arguments(self, parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
        """Return the group of what must be given."""
        return parser.add_argument_group(self.words.sentence("cli.arguments"))

    def options(self, parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
        """Return the group of what may be given, with the options that all commands have."""
        say = self.words.sentence
        group = parser.add_argument_group(say("cli.options"))
        group.argument_default = argparse.SUPPRESS  # a command's own parser must not undo what stood before it
        group.add_argument("-h", "--help", action="help", help=say("cli.help"))
        group.add_argument("--json", action="store_true", help=say("cli.json"))
        group.add_argument("--lang", choices=LANGUAGES, help=say("cli.lang"))
        group.add_argument("--jobs", metavar="N", type=_positive, help=f"{say('cli.jobs')} ({processors()})")
        group.add_argument("--quiet", action="store_true", help=say("cli.quiet"))
        group.add_argument("-v", "--verbose", action="store_true", help=say("cli.verbose"))
        group.argument_default = None
        return group


def _add_check(commands: argparse._SubParsersAction[_Parser], grammar: _Grammar) -> None:
    say = grammar.words.sentence
    check = commands.add_parser("check", help=say("cli.check"))
    grammar.arguments(check).add_argument("paths", metavar="PATH", nargs="+", type=Path, help=say("cli.paths"))
    group = grammar.options(check)
    group.add_argument("--require", action="append", choices=REQUIREMENTS, default=[], help=say("cli.require"))
    group.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_seconds,
        default=FILE_SECONDS,
        help=f"{say('cli.timeout')} ({FILE_SECONDS:g})",
    )
    group.add_argument(
        "--max-memory",
        metavar="MIB",
        type=_memory,
        default=WORKER_MEMORY_MIB,
        help=f"{say('cli.memory')} ({WORKER_MEMORY_MIB})",
    )
    group.add_argument("--hash", action="store_true", help=say("cli.hash"))
    group.add_argument("--show-personal-data", action="store_true", help=say("cli.personal"))


def _add_trust(commands: argparse._SubParsersAction[_Parser], grammar: _Grammar) -> None:
    say = grammar.words.sentence
    trust = commands.add_parser("trust", help=say("cli.trust"))
    trust.add_argument_group(say("cli.options")).add_argument("-h", "--help", action="help", help=say("cli.help"))
    actions = trust.add_subparsers(
        dest="action",
        required=True,
        metavar="list|import|update|remove",
        title=say("cli.commands"),
        parser_class=grammar.parser,
    )
    names = ("list", "import", "update", "remove")
    parsers = {name: actions.add_parser(name, help=say(f"cli.trust.{name}")) for name in names}
    paths = grammar.arguments(parsers["import"])
    paths.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=say("cli.paths"))
    grammar.arguments(parsers["remove"]).add_argument("name", metavar="NAME", help=say("cli.name"))
    groups = {name: grammar.options(parser) for name, parser in parsers.items()}
    groups["import"].add_argument("--own", action="store_true", help=say("cli.own"))
    groups["update"].add_argument("--yes", action="store_true", help=say("cli.yes"))


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
