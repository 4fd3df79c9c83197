"""The house keeps its shape: rooms, names, sizes, one place for each thing."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_MODULES = sorted((_ROOT / "sensus_verify").rglob("*.py"))
_SOURCES = [*_MODULES, *sorted((_ROOT / "tests").rglob("*.py"))]


def _id(path: Path) -> str:
    return str(path.relative_to(_ROOT))


@pytest.mark.parametrize("path", _MODULES, ids=_id)
def test_a_module_is_small_named_for_what_it_holds_and_says_what_it_is_for(path: Path):
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"}
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= 500
    assert ast.get_docstring(ast.parse(source)), "a module says in one line what it is for"


@pytest.mark.parametrize("path", _MODULES, ids=_id)
def test_types_are_never_silenced(path: Path):
    assert "type: ignore" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", _SOURCES, ids=_id)
def test_a_silenced_lint_gives_its_reason(path: Path):
    for line in path.read_text("utf-8").splitlines():
        silenced = re.search(r"#\snoqa(?::\s*[A-Z0-9, ]+)?(.*)", line)
        assert silenced is None or len(silenced[1].strip(" -:")) > 4, line


@pytest.mark.parametrize("path", _MODULES, ids=_id)
def test_nothing_is_left_for_later(path: Path):
    assert not re.search(r"#.*\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError", path.read_text("utf-8"))


def test_exceptions_are_caught_whole_in_four_places_only():
    """The outermost guard, the ends of a thread and of a job, and calls into a library that raises anything."""
    found = [
        _id(path)
        for path in _MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]
    assert sorted(found) == [
        "sensus_verify/cli/main.py",
        "sensus_verify/gui/workers/ticket.py",
        "sensus_verify/parsing/pdf.py",
        "sensus_verify/workflow/worker.py",
    ]


def test_the_project_file_pins_what_the_lock_holds():
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))
    lock = tomllib.loads((_ROOT / "uv.lock").read_text("utf-8"))
    locked = {package["name"] for package in lock["package"]}
    wanted = {re.split(r"[<>=~;\[ ]", line)[0].lower() for line in project["project"]["dependencies"]}
    assert wanted <= locked


def test_every_dependency_is_explained():
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))
    explained = (_ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for line in project["project"]["dependencies"]:
        name = re.split(r"[<>=~;\[ ]", line)[0]
        assert re.search(rf"^\| {re.escape(name)} \|", explained, re.MULTILINE), name
