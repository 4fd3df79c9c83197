"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any Qt import: tests need no display


def _folder(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set")
    folder = Path(value).resolve()
    if not folder.is_dir():
        pytest.fail(f"{variable} does not name a folder: {folder}")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real files that are not ours; see CONTRIBUTING."""
    return _folder("SENSUS_CORPUS")


@pytest.fixture(scope="session")
def trust() -> Path:
    """Real trust lists that are not ours; see CONTRIBUTING."""
    return _folder("SENSUS_TRUST")
