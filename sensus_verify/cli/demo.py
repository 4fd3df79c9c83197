"""`demo`: sample files to try."""

from __future__ import annotations

import argparse
import json

from sensus_verify.cli.exit_codes import OK
from sensus_verify.workflow.demo import write_samples
from sensus_verify.workflow.report import DEMO_SCHEMA, program
from sensus_verify.workflow.words import Words


def demo(asked: argparse.Namespace, words: Words) -> int:
    """Write the samples and say what to do with them."""
    paths = write_samples(asked.folder, words)
    if asked.json:
        names = [str(path) for path in paths]
        print(json.dumps({"schema": DEMO_SCHEMA, "program": program(), "files": names}, ensure_ascii=False))
        return OK
    print(words.plural("cli.demo.written", len(paths), folder=asked.folder))
    if not asked.quiet:
        print(words.sentence("cli.demo.next", folder=asked.folder))
    return OK
