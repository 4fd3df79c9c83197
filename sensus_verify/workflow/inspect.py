"""One file, inspected: from its bytes to a verdict. Runs in a worker process."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sensus_verify.carriers import all_carriers, carrier_for
from sensus_verify.core.carrier import Carrier
from sensus_verify.core.credential import BINDING_HOLDS, Credential
from sensus_verify.core.errors import BrokenFile, CannotRead, Problem, SensusError
from sensus_verify.core.evidence import Evidence, Field, FileFacts, Rank, Source
from sensus_verify.core.limits import FIELDS, HEAD, MANIFEST_FILE_BYTES, SHOWN_EVIDENCE
from sensus_verify.core.personal_data import personal_data
from sensus_verify.core.statements import statements
from sensus_verify.core.traces import Rule, load_rules, traces
from sensus_verify.core.verdict import Inspection, Status
from sensus_verify.core.weigh import weigh
from sensus_verify.credentials.reader import CredentialReading, read_credentials
from sensus_verify.credentials.trust import TrustLists, TrustStore
from sensus_verify.resources import resource
from sensus_verify.workflow.beside import credentials_beside, fields_beside, sha256_of

_CHANGED = "changed.whileRead"
_UNREAD = {"notExamined": "", "encrypted": "notExamined.encrypted", "extraXmp": "notExamined.extraXmp"}
_REMOTE_REFERENCE = "dcterms:provenance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What every inspection uses: the installed trust lists and the table of generators."""

    lists: TrustLists
    rules: tuple[Rule, ...]

    @classmethod
    def set_up(cls, trust_folder: Path) -> Bench:
        """Read the lists and the table."""
        return cls(
            lists=TrustStore(trust_folder).lists(),
            rules=load_rules(resource("generators.toml").read_text("utf-8")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a file and its sidecars gave."""

    fields: tuple[Field, ...]
    problem: Problem | None
    outside: frozenset[str] = frozenset()  # places beside the file, which its signature never covers


def inspect_file(path: Path, bench: Bench, *, with_hash: bool = False) -> Inspection:
    """Return everything that the file states, judged. Only a fault of ours raises, never what a file holds."""
    try:
        with _opened(path) as stream:
            return _inspect(path, stream, bench, with_hash=with_hash)
    except SensusError as error:
        return Inspection(facts=_facts_without_reading(path), status=Status.FAILED, error=error.problem)


def _inspect(path: Path, stream: BinaryIO, bench: Bench, *, with_hash: bool) -> Inspection:
    before = os.fstat(stream.fileno())
    if before.st_size == 0:
        key = "broken.empty"
        raise BrokenFile(key)
    head = _head(stream)
    carrier = carrier_for(head, path.suffix.lower() or path.name.lower())
    inside, problem = _read(carrier, stream)
    beside, beside_problem = fields_beside(path, stream)
    reading = _Reading(
        fields=(*inside, *beside),
        problem=problem or beside_problem,
        outside=frozenset(field.where for field in beside),
    )
    credentials = _credentials(path, stream, carrier, reading.fields, bench.lists)
    facts = FileFacts(
        path=str(path),
        size=before.st_size,
        format=carrier.name,
        sha256=sha256_of(stream) if with_hash else None,
        suffix_disagrees=_disagrees(carrier, path),
        modified_ns=before.st_mtime_ns,
    )
    if _changed(before, path, stream):
        reading = replace(reading, problem=Problem(key=_CHANGED))
    return _judged(facts, reading, credentials, bench)


def _judged(facts: FileFacts, reading: _Reading, credentials: CredentialReading, bench: Bench) -> Inspection:
    fields = (*reading.fields, *credentials.fields)
    found_traces = traces(fields, bench.rules)
    evidence = (
        *credentials.evidence,
        *_protected(statements(fields, bench.rules), credentials.credential, reading.outside),
    )
    personal = personal_data(fields, found_traces)
    not_examined = tuple(dict.fromkeys(_unread(fields)))
    verdict = weigh(evidence, found_traces, credentials.credential, personal, not_examined)
    problem = reading.problem or next((Problem(key=key) for key in not_examined), None)
    status = Status.READ
    if problem is not None:
        found = evidence or found_traces or personal or fields or credentials.credential.manifests
        status = Status.PARTLY if found or problem.key == _CHANGED else Status.FAILED
    return Inspection(
        facts=facts,
        status=status,
        error=problem,
        evidence=_bounded(evidence),
        traces=found_traces,
        personal_data=personal[:SHOWN_EVIDENCE],
        verdict=verdict,
    )


def _unread(fields: Iterable[Field]) -> Iterator[str]:
    """Yield the key of every sentence about what lies in this file and could not be read."""
    for field in fields:
        if field.source is Source.STRUCTURE and field.name in _UNREAD:
            yield _UNREAD[field.name] or field.value


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading only; raise `CannotRead` with the reason for everything else."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            key = "cannot.folder" if stat.S_ISDIR(mode) else "cannot.device"
            raise CannotRead(key)
        # Between the two looks a pipe could take the file's place: without O_NONBLOCK opening it would hang.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        key = "cannot.missing"
        raise CannotRead(key) from error
    except PermissionError as error:
        key = "cannot.permission"
        raise CannotRead(key) from error
    except (OSError, ValueError) as error:
        key = "cannot.open"
        raise CannotRead(key, reason=getattr(error, "strerror", None) or type(error).__name__) from error
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            key = "cannot.device"
            raise CannotRead(key)
        try:
            yield stream
        except OSError as error:
            key = "cannot.read"
            raise CannotRead(key, reason=error.strerror or type(error).__name__) from error


def _head(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read(HEAD)


def _facts_without_reading(path: Path) -> FileFacts:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0
    return FileFacts(path=str(path), size=size, format="unknown")


def _read(carrier: Carrier, stream: BinaryIO) -> tuple[tuple[Field, ...], Problem | None]:
    """Take what the carrier yields, up to the limit and up to the place where the file breaks off."""
    fields: list[Field] = []
    problem = None
    stream.seek(0)
    try:
        for field in carrier.read(stream):
            fields.append(field)
            if field.source is Source.STRUCTURE and field.name == "damaged" and problem is None:
                problem = Problem(key=field.value, facts=(("where", field.where),))
            if len(fields) >= FIELDS:
                problem = Problem(key="broken.tooMany")
                break
    except BrokenFile as error:
        problem = error.problem
    return tuple(fields), problem


def _disagrees(carrier: Carrier, path: Path) -> bool:
    """Tell whether the name promises another format than the bytes hold; an unknown suffix promises nothing."""
    suffix = path.suffix.lower()
    if suffix in carrier.suffixes or any(path.name.lower().endswith(ending) for ending in carrier.suffixes):
        return False
    return any(suffix in other.suffixes for other in all_carriers())


def _credentials(
    path: Path, stream: BinaryIO, carrier: Carrier, fields: Iterable[Field], lists: TrustLists
) -> CredentialReading:
    beside = credentials_beside(path)
    held = _holds_manifest(carrier, stream, fields)
    reading = read_credentials(path, media_type=carrier.media_type if held else "", sidecar=beside, lists=lists)
    if held is None and not reading.credential.manifests:
        field = Field(source=Source.STRUCTURE, name="notExamined", value="notExamined.largeCredentials")
        return replace(reading, fields=(*reading.fields, field))
    return reading


def _holds_manifest(carrier: Carrier, stream: BinaryIO, fields: Iterable[Field]) -> bool | None:
    """Tell whether the credentials library is to read the file; None: it is too large, and nobody can tell.

    The library takes whole files of some formats into memory. So a large file is given to it only when its container
    has a manifest in it, or names one elsewhere.
    """
    small = os.fstat(stream.fileno()).st_size <= MANIFEST_FILE_BYTES
    if not carrier.media_type or (small and not carrier.sees_every_manifest):
        return True
    names = {field.name for field in fields}
    if _REMOTE_REFERENCE in names or (small and "damaged" in names):  # what we cannot read may name one elsewhere
        return True
    if carrier.holds_manifest is None:
        return None
    stream.seek(0)
    try:
        return carrier.holds_manifest(stream)
    except BrokenFile as error:
        return True if small and error.problem.key != "broken.tooMany" else None


def _changed(before: os.stat_result, path: Path, stream: BinaryIO) -> bool:
    """Tell whether the file was written to or replaced while it was read."""
    now = os.fstat(stream.fileno())
    if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        return True
    try:
        there = path.stat()
    except OSError:
        return True
    return (there.st_dev, there.st_ino) != (before.st_dev, before.st_ino)


def _protected(evidence: Iterable[Evidence], credential: Credential, outside: frozenset[str]) -> tuple[Evidence, ...]:
    """Mark what the signature's hashes cover: everything in a file whose binding holds, but what lies in the gaps.

    A place that is not known counts as covered only when there are no gaps; the places `outside` the file never do.
    """
    if credential.state not in BINDING_HOLDS:
        return tuple(evidence)
    return tuple(one if one.where in outside else replace(one, protected=_covered(one, credential)) for one in evidence)


def _covered(one: Evidence, credential: Credential) -> bool:
    if not credential.unprotected:
        return True
    offset = one.offset
    return offset is not None and not any(
        gap.start <= offset < gap.start + gap.length for gap in credential.unprotected
    )


def _bounded(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Keep what decides before what is only shown, and no more than can be shown."""
    if len(evidence) <= SHOWN_EVIDENCE:
        return evidence
    ranked = [one for one in evidence if one.rank is not None]
    shown = [one for one in evidence if one.rank is None]
    return tuple([*sorted(ranked, key=lambda one: -(one.rank or Rank.DECLARATION)), *shown][:SHOWN_EVIDENCE])
