"""Jupyter notebooks."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.makers.records import CHATBOT, RECORD


def notebook(*cells: tuple[str, str], **metadata: object) -> bytes:
    return json.dumps(
        {
            "cells": [
                {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True)}
                for kind, source in (cells or (("code", "1 + 1\n"),))
            ],
            "metadata": {"kernelspec": {"name": "python3"}, **metadata},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
    ).encode()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "notebook/clean-cell": notebook,
    "notebook/clean-output": lambda: notebook(("code", "print('AI-Disclosure: aiUse=none')\n")),
    "notebook/labelled-metadata": lambda: notebook(ai_disclosure=RECORD),
    "notebook/labelled-cell": lambda: notebook(("code", "# AI-Disclosure: aiUse=edited\n1 + 1\n")),
    "notebook/labelled-text": lambda: notebook(("markdown", "# Kurs\n\nAI-märkning: Bearbetad med AI.\n")),
    "notebook/traced-chatbot": lambda: notebook(("markdown", CHATBOT)),
    "notebook/personal-author": lambda: notebook(authors=[{"name": "Anna Andersson"}]),
    "notebook/broken-cut": lambda: notebook()[:-30],
}
