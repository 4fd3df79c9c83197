"""The script: the window when there are no arguments or only paths, the command line otherwise.

The two sides of the street do not know each other; this is the one place that knows both.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Run the program and return its exit code."""
    multiprocessing.freeze_support()  # first: a frozen program starts itself as its own worker
    arguments = sys.argv[1:]
    from sensus_verify.cli.main import is_for_window, run

    if not is_for_window(arguments):
        return run(arguments)
    from sensus_verify.cli.main import open_window

    return open_window([Path(argument) for argument in arguments], _window)


def _window(paths: list[Path]) -> int:
    from sensus_verify.gui.app import run as open_window

    return open_window(paths)


if __name__ == "__main__":
    sys.exit(main())
