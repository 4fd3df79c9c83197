"""Sensus Verify: what a file says about AI, who says so, and whether it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sensus_verify.core.verdict import Inspection

__version__ = "0.1.0"


def inspect(path: Path) -> Inspection:
    """Return what a file states about AI, judged. It is read in a worker process, with limits, and offline.

    A program that calls this needs the usual guard of `multiprocessing` (`if __name__ == "__main__":`).
    """
    from sensus_verify.workflow.batch import inspect as in_a_worker

    return in_a_worker(path)
