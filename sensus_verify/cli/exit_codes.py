"""What the program's exit code says (docs/command-line.md)."""

from __future__ import annotations

OK = 0
REQUIREMENT = 1  # `--require` does not hold for at least one file
USAGE = 2  # the command line is wrong; nothing was done
UNREAD = 3  # at least one file could not be read; the others were
# 4: something the program needs is missing (`core.errors.SomethingMissing` carries it)
FAULT = 70  # a fault in the program itself
CANCELLED = 130
