"""What lies beside a file and speaks about it: credentials, XMP and record sidecars."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile, Problem
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import MIB
from sensus_verify.parsing.xmp import packet_fields

_CREDENTIALS_BYTES = 64 * MIB
_PACKET_BYTES = 16 * MIB
_RECORD_BYTES = MIB
_SIDECARS = frozenset({".xmp", ".c2pa"})
_SUFFIX_MEANT = "photoshop:SidecarForExtension"


def credentials_beside(path: Path) -> Path | None:
    """Return the credentials kept beside `path`: `<name>.c2pa`, which we write, else `<stem>.c2pa`, which others do."""
    for candidate in (path.with_name(f"{path.name}.c2pa"), path.with_suffix(".c2pa")):
        if candidate != path and _is_small_file(candidate, _CREDENTIALS_BYTES):
            return candidate
    return None


def fields_beside(path: Path, stream: BinaryIO) -> tuple[tuple[Field, ...], Problem | None]:
    """Return the fields of the XMP and record sidecars beside `path`."""
    fields: list[Field] = []
    problem = None
    for candidate in dict.fromkeys((path.with_name(f"{path.name}.xmp"), path.with_suffix(".xmp"))):
        if candidate != path and _is_small_file(candidate, _PACKET_BYTES):
            try:
                found = tuple(packet_fields(candidate.read_bytes(), where=candidate.name))
                fields += found if candidate.stem == path.name else _own(path, candidate, found)
            except BrokenFile as error:
                problem = Problem(key="broken.sidecar", facts=(("key", error.problem.key), ("where", candidate.name)))
            except OSError:
                problem = Problem(key="broken.sidecar", facts=(("where", candidate.name),))
            break
    record = path.with_name(f"{path.name}.sensus-ai.json")
    if _is_small_file(record, _RECORD_BYTES):
        field = _record_beside(record, stream)
        if field is None:
            problem = problem or Problem(key="broken.sidecar", facts=(("where", record.name),))
        else:
            fields.append(field)
    return tuple(fields), problem


def _own(path: Path, sidecar: Path, found: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return what `photo.xmp` says about this `photo.*`: nothing when it names another, or when nobody can tell which.

    Programs that develop pictures write the suffix of their file into it (Adobe, photoshop:SidecarForExtension).
    """
    suffix = path.suffix.lower().removeprefix(".")
    named = {field.value.strip().lower() for field in found if field.name == _SUFFIX_MEANT}
    if named:
        return found if suffix in named else ()
    if not _has_namesakes(path):
        return found
    return (Field(source=Source.STRUCTURE, name="notExamined", value="notExamined.sharedSidecar", where=sidecar.name),)


def _has_namesakes(path: Path) -> bool:
    """Tell whether other files of the folder, sidecars apart, differ from `path` in their suffix only."""
    try:
        return any(
            one.stem == path.stem and one.name != path.name and one.suffix.lower() not in _SIDECARS and one.is_file()
            for one in path.parent.iterdir()
        )
    except OSError:
        return False


def _record_beside(sidecar: Path, stream: BinaryIO) -> Field | None:
    try:
        content = json.loads(sidecar.read_text("utf-8"))
        record, wanted = content["record"], content["file"]["sha256"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not (isinstance(record, dict) and isinstance(wanted, str)):
        return None
    fits = wanted.lower() == sha256_of(stream)
    return Field(
        source=Source.SIDECAR,
        name="record" if fits else "recordOfAnotherVersion",
        value=json.dumps(record, ensure_ascii=False),
        where=sidecar.name,
    )


def _is_small_file(path: Path, limit: int) -> bool:
    """Tell whether there is an ordinary file of at most `limit` bytes; a link is none, for nobody named it."""
    try:
        about = path.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(about.st_mode) and about.st_size <= limit


def sha256_of(stream: BinaryIO) -> str:
    """Return the SHA-256 of the whole stream, in hexadecimal."""
    digest = hashlib.sha256()
    stream.seek(0)
    while block := stream.read(MIB):
        digest.update(block)
    return digest.hexdigest()
