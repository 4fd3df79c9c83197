"""What may become an installed list: PEM texts out of files, folders and downloads, checked before they are taken."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sensus_verify.core.errors import CannotRead
from sensus_verify.core.limits import TRUST_BYTES
from sensus_verify.credentials.certificates import BadTrustList, Certificate, certificates
from sensus_verify.credentials.pem import without

_FILES = {"C2PA-TRUST-LIST.pem": "official", "C2PA-TSA-TRUST-LIST.pem": "tsa"}
_DATE = re.compile(r"(?im)^#+\s*(?:date|updated|generated)\s*[:=]?\s*(\d{4}-\d{2}-\d{2})")
_FOLDER_FILES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A list that has been checked and may be installed."""

    name: str
    anchors: str
    allowed: str
    date: str
    source: str
    certificates: tuple[Certificate, ...]


def candidates_in(path: Path, *, own: bool) -> Iterator[Candidate]:
    """Yield the lists in a file or folder, checked; raise `CannotRead` and `BadTrustList`."""
    if not path.is_dir():
        interim = path.name in ("anchors.pem", "allowed.pem") and _is_interim(path.parent)
        yield _interim(path.parent) if interim and not own else _single(path, own=own)
        return
    try:
        inside = sorted(path.iterdir())[:_FOLDER_FILES]
    except OSError as error:
        key = "cannot.open"
        raise CannotRead(key, reason=error.strerror or type(error).__name__) from error
    for folder in (path, *(one for one in inside if one.is_dir())):
        if _is_interim(folder) and not own:
            yield _interim(folder)
    for file in inside:
        if file.suffix.lower() == ".pem" and file.is_file():
            if file.name in ("anchors.pem", "allowed.pem") and _is_interim(path):
                continue
            yield _single(file, own=own)


def _is_interim(folder: Path) -> bool:
    return (folder / "anchors.pem").is_file() and (folder / "allowed.pem").is_file()


def _interim(folder: Path) -> Candidate:
    anchors, allowed = folder / "anchors.pem", folder / "allowed.pem"
    text = _read(anchors)
    return checked("interim", text, _read(allowed), _date(anchors, text), str(folder))


def _single(path: Path, *, own: bool) -> Candidate:
    text = _read(path)
    date = _date(path, text)
    if own:
        signers = {one.fingerprint for one in certificates(text, name=path.name) if not one.authority}
        allowed, _ = without(text, frozenset(_fingerprints(text) - signers))
        anchors, _ = without(text, frozenset(signers))
        return checked("own", anchors, allowed, date, str(path))
    return checked(_FILES.get(path.name) or _partner(path), text, "", date, str(path))


def _partner(path: Path) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40]
    return f"partner-{slug}" if slug else "partner"


def _fingerprints(text: str) -> set[str]:
    return set(without(text, frozenset())[1])


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(TRUST_BYTES + 1)
    except OSError as error:
        key = "cannot.missing" if isinstance(error, FileNotFoundError) else "cannot.open"
        raise CannotRead(key, reason=error.strerror or type(error).__name__) from error
    return data.decode("ascii", errors="replace")


def _date(path: Path, text: str) -> str:
    stated = _DATE.search(text[:4096])
    if stated:
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(stated[1]).isoformat()
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date().isoformat()


def checked(name: str, anchors: str, allowed: str, date: str, source: str) -> Candidate:
    """Return a list made of PEM texts, such as a download, when every rule holds; raise `BadTrustList`."""
    facts = certificates(anchors, name=source) if anchors else ()
    signers = certificates(allowed, name=source) if allowed else ()
    wrong = next((one for one in facts if not one.authority), None)
    if wrong is not None:
        key = "trust.notAnIssuer"
        raise BadTrustList(key, name=source, subject=wrong.subject)
    if not facts and not (name == "own" and signers):
        key = "trust.empty"
        raise BadTrustList(key, name=source)
    return Candidate(
        name=name,
        anchors=anchors,
        allowed=allowed,
        date=date,
        source=source,
        certificates=(*facts, *signers),
    )
