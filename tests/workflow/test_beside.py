"""What lies beside a file speaks about it, as far as it fits."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.evidence import Source
from sensus_verify.core.verdict import Basis, Status
from sensus_verify.core.vocabulary import IPTC_SOURCE_TYPE
from sensus_verify.credentials.signer import sign_beside
from sensus_verify.workflow.beside import credentials_beside
from sensus_verify.workflow.inspect import Bench, inspect_file
from tests.makers.credentials import CREATED, identity

_RECORD = {
    "aiUse": "edited",
    "declaredDate": "2026-11-23",
    "organisation": "Sensus studieförbund",
    "recordId": "urn:uuid:0b8f4a3e-5f0c-4a7e-9d53-1f6f3a3f0c11",
    "schemaVersion": "1.0",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench.set_up(tmp_path_factory.mktemp("trust"))


def _file(folder: Path, content: bytes = b"Hej, hej\n") -> Path:
    path = folder / "a.txt"
    path.write_bytes(content)
    return path


def _record_beside(path: Path, sha256: str) -> None:
    beside = {"file": {"name": path.name, "sha256": sha256}, "record": _RECORD}
    path.with_name(f"{path.name}.sensus-ai.json").write_text(json.dumps(beside), "utf-8")


def test_a_record_beside_its_file_counts(tmp_path: Path, bench: Bench):
    path = _file(tmp_path)
    _record_beside(path, hashlib.sha256(path.read_bytes()).hexdigest())
    verdict = inspect_file(path, bench).verdict
    assert (verdict.ai_use, verdict.basis, verdict.record_id) == (AiUse.EDITED, Basis.DECLARED, _RECORD["recordId"])


def test_a_record_of_another_version_counts_as_nothing_and_is_shown(tmp_path: Path, bench: Bench):
    path = _file(tmp_path)
    _record_beside(path, hashlib.sha256(b"another").hexdigest())
    found = inspect_file(path, bench)
    assert found.verdict.ai_use is AiUse.UNKNOWN
    assert [one.rank for one in found.evidence if one.source is Source.SIDECAR] == [None]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"record": {}}', '{"file": {"sha256": 7}, "record": []}', "\0"])
def test_a_damaged_record_beside_is_a_row_that_says_so(tmp_path: Path, bench: Bench, text: str):
    path = _file(tmp_path)
    path.with_name("a.txt.sensus-ai.json").write_text(text, "utf-8")
    found = inspect_file(path, bench)
    assert found.verdict.ai_use is AiUse.UNKNOWN
    assert found.status is Status.PARTLY


@pytest.mark.parametrize("name", ["a.txt.xmp", "a.xmp"])
def test_xmp_beside_is_read_and_not_protected(tmp_path: Path, bench: Bench, name: str):
    path = _file(tmp_path)
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'Iptc4xmpExt:DigitalSourceType="{IPTC_SOURCE_TYPE}trainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>'
    )
    (tmp_path / name).write_text(packet, "utf-8")
    path.with_name("a.txt.c2pa").write_bytes(sign_beside(path.read_bytes(), identity(), [CREATED]))
    found = inspect_file(path, bench)
    assert found.verdict.ai_use is AiUse.WHOLLY_GENERATED
    assert not any(one.protected for one in found.evidence if one.source is Source.XMP)
    assert any(one.protected for one in found.evidence if one.source is Source.C2PA)


def test_our_own_name_for_credentials_comes_first(tmp_path: Path):
    path = _file(tmp_path)
    assert credentials_beside(path) is None
    (tmp_path / "a.c2pa").write_bytes(b"x")
    assert credentials_beside(path) == tmp_path / "a.c2pa"
    (tmp_path / "a.txt.c2pa").write_bytes(b"x")
    assert credentials_beside(path) == tmp_path / "a.txt.c2pa"


@pytest.mark.parametrize("name", ["a.txt.sensus-ai.json", "a.txt.xmp", "a.txt.c2pa"])
def test_a_link_beside_a_file_is_not_followed(tmp_path: Path, bench: Bench, name: str):
    path = _file(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    target = elsewhere / "target"
    beside = {"file": {"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}, "record": _RECORD}
    target.write_bytes(
        sign_beside(path.read_bytes(), identity(), [CREATED]) if name.endswith("c2pa") else json.dumps(beside).encode()
    )
    (tmp_path / name).symlink_to(target)
    found = inspect_file(path, bench)
    assert (found.status, found.verdict.ai_use, found.evidence) == (Status.READ, AiUse.UNKNOWN, ())
