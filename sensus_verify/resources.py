"""Data files of the program, installed or in a checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resource(name: str) -> Traversable:
    """Return the data file called `name`, such as `words/sv.toml`."""
    installed = files("sensus_verify") / "_resources"
    root: Traversable = installed if installed.is_dir() else Path(__file__).parents[1] / "resources"
    return root / name
