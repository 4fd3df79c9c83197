"""The whole way, from a file to a verdict, without the process boundary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sensus_verify.core.verdict import Inspection
from sensus_verify.credentials.trust import TrustStore
from sensus_verify.workflow.inspect import Bench, inspect_file


@pytest.fixture(scope="session")
def lists(trust: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the real lists are installed."""
    folder = tmp_path_factory.mktemp("trust")
    TrustStore(folder).import_path(trust)
    return folder


@pytest.fixture(scope="session")
def look(corpus: Path, lists: Path) -> Callable[[str], Inspection]:
    """Inspect a file of the corpus with the real lists."""
    bench = Bench.set_up(lists)
    return lambda name: inspect_file(corpus / name, bench)


@pytest.fixture(scope="session")
def look_without_lists(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Inspection]:
    """Inspect a file of the corpus with no list installed."""
    bench = Bench.set_up(tmp_path_factory.mktemp("no-trust"))
    return lambda name: inspect_file(corpus / name, bench)
