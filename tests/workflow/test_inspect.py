"""One file, inspected: what the reading itself may run into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sensus_verify.core.verdict import Status
from sensus_verify.workflow import inspect as inspecting
from sensus_verify.workflow.inspect import Bench, inspect_file


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench.set_up(tmp_path_factory.mktemp("trust"))


def _grow(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b"more")


def _replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def _vanish(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("meanwhile", [_grow, _replace, _vanish])
def test_a_file_that_changes_while_it_is_read_says_so(
    tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Path], None]
):
    path = tmp_path / "a.txt"
    path.write_text("Hej\n", "utf-8")
    first = inspecting.fields_beside

    def in_between(*arguments: object):
        meanwhile(path)
        return first(*arguments)

    monkeypatch.setattr(inspecting, "fields_beside", in_between)
    found = inspect_file(path, bench)
    assert found.status is Status.PARTLY
    assert found.error is not None
    assert found.error.key == "changed.whileRead"


def test_a_file_that_stays_as_it_is_says_nothing_of_the_kind(tmp_path: Path, bench: Bench):
    path = tmp_path / "a.txt"
    path.write_text("Hej\n", "utf-8")
    assert inspect_file(path, bench).status is Status.READ


def test_a_file_is_opened_for_reading_only(tmp_path: Path, bench: Bench):
    path = tmp_path / "a.txt"
    path.write_text("Hej\n", "utf-8")
    path.chmod(0o400)
    before = path.stat()
    assert inspect_file(path, bench).status is Status.READ
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["Makefile", "Dockerfile"])
def test_a_name_without_a_suffix_can_name_the_format(tmp_path: Path, bench: Bench, name: str):
    path = tmp_path / name
    path.write_text("# AI-Disclosure: aiUse=assisted; tool=X\nall:\n", "utf-8")
    found = inspect_file(path, bench)
    assert (found.facts.format, found.verdict.ai_use.value) == ("code", "assisted")
