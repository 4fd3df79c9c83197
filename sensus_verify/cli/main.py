"""From arguments to an exit code."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from sensus_verify.cli.exit_codes import CANCELLED, FAULT, UNREAD, USAGE
from sensus_verify.cli.parser import COMMANDS, build_parser, wanted_language
from sensus_verify.core.errors import SensusError, UsageError
from sensus_verify.core.plain_text import plain
from sensus_verify.core.progress import Cancelled
from sensus_verify.workflow.words import Words

_FACT_CHARACTERS = 4096
_OUR_OWN = "usage"  # the one fact of several lines


def is_for_window(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments are none or only paths: then the window opens with them.

    A first word that names no file and does not look like a path is a mistyped command: the command line says so.
    """
    if not arguments:
        return True
    if arguments[0] in COMMANDS or any(argument.startswith("-") for argument in arguments):
        return False
    first = Path(arguments[0])
    return bool(first.suffix) or len(first.parts) > 1 or first.exists()


def open_window(paths: list[Path], window: Callable[[list[Path]], int]) -> int:
    """Open the window by `window`, and say in words why it cannot open."""
    words = Words.load(wanted_language(()))
    return _guarded(lambda: window(paths), words)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code of the contract."""
    words = Words.load(wanted_language(arguments))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a file name need not be text
    return _guarded(lambda: _command(build_parser(words).parse_args(arguments), words), words)


def _command(asked: argparse.Namespace, words: Words) -> int:
    asked.json = getattr(asked, "json", False)
    asked.quiet = getattr(asked, "quiet", False)
    asked.verbose = getattr(asked, "verbose", False)
    match asked.command:
        case "check":
            from sensus_verify.cli.check import check

            return check(asked, words)
        case "formats":
            from sensus_verify.cli.formats import formats

            return formats(words, as_json=asked.json)
        case "trust":
            from sensus_verify.cli.trust import trust

            return trust(asked, words)
        case _:
            from sensus_verify.cli.demo import demo

            return demo(asked, words)


def _guarded(work: Callable[[], int], words: Words) -> int:
    """Do `work` and turn whatever ends it into words and an exit code; never a traceback."""
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = work()
        sys.stdout.flush()
    except UsageError as error:
        _say_usage(error, words)
        return USAGE
    except SensusError as error:
        facts = _shown(error)
        _say(words.sentence(error.problem.key, **facts) if words.has(error.problem.key) else error.problem.key)
        return error.exit_code
    except (KeyboardInterrupt, Cancelled):
        _say(words.sentence("cli.cancelled"))
        return CANCELLED
    except Exception as fault:  # noqa: BLE001 - the outermost guard: a fault of ours, told without any file's content
        if isinstance(fault, OSError) and fault.errno in _UNWRITABLE:
            return _output_failed(fault, words)
        place = traceback.extract_tb(fault.__traceback__)[-1]
        _say(words.sentence("cli.fault", place=f"{type(fault).__name__}, {Path(place.filename).name}:{place.lineno}"))
        return FAULT
    return code


_UNWRITABLE = frozenset({errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What only the writing of the result can meet: no command keeps a file open for writing outside its own guards."""


def _output_failed(error: OSError, words: Words) -> int:
    """Say that the result could not be written. Where whoever read it has gone, nobody is left to tell."""
    # What is still unwritten goes nowhere, or the interpreter fails again when it empties its buffers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return CANCELLED
    _say(words.sentence("cli.output", reason=error.strerror or type(error).__name__))
    return UNREAD


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _say_usage(error: UsageError, words: Words) -> None:
    _say(words.sentence(error.problem.key, **_shown(error)))


def _shown(error: SensusError) -> dict[str, str]:
    """Return the facts of an error, which may be names of files, so that they cannot steer the terminal."""
    return {name: value if name == _OUR_OWN else plain(value, _FACT_CHARACTERS) for name, value in error.problem.facts}
