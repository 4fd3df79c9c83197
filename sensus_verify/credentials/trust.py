"""The lists of trusted issuers that the user has installed.

A folder holds one index and the PEM files that it names by their hash. Installing writes new files and then replaces
the index in one step; the index and the files before stay as they were until the next change. Reading needs the index
and the texts only.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sensus_verify.core.codec import from_data, to_data
from sensus_verify.core.errors import CannotRead, UsageError
from sensus_verify.credentials.candidates import Candidate, candidates_in, checked
from sensus_verify.credentials.certificates import BadTrustList, Certificate
from sensus_verify.credentials.pem import without

LIST_URI = "urn:sensus:trust:"
"""What stands before a list's name in the library's reports."""

STALE_DAYS = 90
"""After so many days a list should be fetched again."""

_INDEX, _PREVIOUS = "index.json", "previous.json"
_TIERS = ("own", "official", "interim", "partner", "tsa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A signing certificate of this organisation."""

    issuer: str
    serial: str  # decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustList:
    """One list, as the credentials library is told of it."""

    name: str  # own, official, interim, tsa, partner or partner-…
    kind: str  # "manifest": issuers of signers; "tsa": issuers of time stamps
    anchors_pem: str = ""
    allowed_pem: str = ""  # signers that are trusted themselves, whoever issued them
    date: str = ""  # YYYY-MM-DD
    identities: tuple[Identity, ...] = ()

    @property
    def tier(self) -> str:
        """Which of the five sorts of list it is."""
        return _tier(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustLists:
    """The installed lists, sharing no certificate: with one in two lists the library names either at random."""

    lists: tuple[TrustList, ...] = ()

    @property
    def name_signers(self) -> bool:
        """Whether a list of issuers of signers is among them."""
        return any(one.kind == "manifest" for one in self.lists)

    @property
    def shown_date(self) -> str:
        """The date for "not on the list of …": the official list's, else the newest other one's."""
        signers = [one for one in self.lists if one.kind == "manifest" and one.tier != "own"]
        official = [one.date for one in signers if one.tier == "official"]
        return max(official or [one.date for one in signers], default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """One installed list, for people."""

    name: str
    tier: str
    kind: str
    count: int
    date: str
    source: str
    expired: int
    next_expiry: str  # YYYY-MM-DD; empty: all have expired
    stale: bool
    damaged: bool  # its files are missing or were altered into something else: it is not used


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What installing one list changes, or has changed."""

    name: str
    count: int
    date: str
    added: tuple[str, ...]  # subjects
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    name: str
    kind: str
    date: str
    source: str
    anchors: _Text
    allowed: _Text
    certificates: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    schema: int = 1
    lists: tuple[_Entry, ...] = ()


class TrustStore:
    """The folder of installed lists."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which need not exist yet."""
        self._folder = folder

    def lists(self) -> TrustLists:
        """Return the lists, ready for reading files. Never raises.

        A list whose files are damaged is left out; a damaged index gives way to the one before. `facts` tells of it.
        """
        texts = self._usable(_INDEX)
        if texts is None or not all(texts.values()):
            texts = self._usable(_INDEX) or texts  # another process may have replaced it between two reads
        if texts is None:
            texts = self._usable(_PREVIOUS) or {}
        return _disjoint(
            TrustList(
                name=entry.name,
                kind=entry.kind,
                anchors_pem=found[0],
                allowed_pem=found[1],
                date=entry.date,
                identities=_identities(entry),
            )
            for entry, found in texts.items()
            if found is not None
        )

    def facts(self, today: dt.date) -> tuple[ListFacts, ...]:
        """Return what is installed, in the order in which lists are asked; raise `CannotRead` on a damaged index."""
        day = today.isoformat()
        return tuple(
            ListFacts(
                name=entry.name,
                tier=_tier(entry.name),
                kind=entry.kind,
                count=len(entry.certificates),
                date=entry.date,
                source=entry.source,
                expired=sum(one.expires < day for one in entry.certificates),
                next_expiry=min((one.expires for one in entry.certificates if one.expires >= day), default=""),
                stale=_age(entry.date, today) > STALE_DAYS,
                damaged=self._texts(entry) is None,
            )
            for entry in self._index().lists
        )

    def examine(self, path: Path, *, own: bool = False) -> tuple[Candidate, ...]:
        """Return the lists in a file or folder, checked, without installing anything.

        A folder with `anchors.pem` and `allowed.pem` is the interim list; the two official names are known; every other
        PEM file with certificates of issuers is a partner's. `own`: it is this organisation's, and may hold signers.
        Raises `CannotRead` and `BadTrustList`.
        """
        found = tuple(candidates_in(path, own=own))
        if not found:
            key = "trust.nothingFound"
            raise BadTrustList(key, name=path.name)
        return found

    def install(self, candidates: Iterable[Candidate]) -> tuple[Imported, ...]:
        """Put checked lists in the place of those with the same names, all in one step, and return what changed."""
        wanted = {candidate.name: candidate for candidate in candidates}
        before = {entry.name: entry for entry in self._index().lists}
        changes = self.changes(wanted.values())
        with _writing(self._folder):
            self._replace(before | {name: self._stored(candidate) for name, candidate in wanted.items()})
        return changes

    def changes(self, candidates: Iterable[Candidate]) -> tuple[Imported, ...]:
        """Return what installing would change: shown before it is done."""
        before = {entry.name: entry.certificates for entry in self._index().lists}
        return tuple(_change(candidate, before.get(candidate.name, ())) for candidate in candidates)

    def import_path(self, path: Path, *, own: bool = False) -> tuple[Imported, ...]:
        """Check and install what `path` holds; raises as `examine` does, and then nothing has changed."""
        return self.install(self.examine(path, own=own))

    def remove(self, name: str) -> None:
        """Take a list out; raise `UsageError` when there is none of that name."""
        entries = {entry.name: entry for entry in self._index().lists}
        if name not in entries:
            key = "trust.unknownList"
            raise UsageError(key, name=name, known=", ".join(entries))
        del entries[name]
        with _writing(self._folder):
            self._replace(entries)

    def _index(self, name: str = _INDEX) -> _Index:
        try:
            index = from_data(_Index, json.loads((self._folder / name).read_bytes()))
            known = all(_tier(entry.name) in _TIERS and entry.kind == _kind(entry.name) for entry in index.lists)
        except FileNotFoundError:
            return _Index()
        except (OSError, ValueError, RecursionError) as error:  # CodecError is a ValueError
            key = "trust.indexDamaged"
            raise CannotRead(key, path=self._folder / name) from error
        if not known:
            key = "trust.indexDamaged"
            raise CannotRead(key, path=self._folder / name)
        return index

    def _usable(self, name: str) -> dict[_Entry, tuple[str, str] | None] | None:
        try:
            return {entry: self._texts(entry) for entry in self._index(name).lists}
        except CannotRead:
            return None

    def _texts(self, entry: _Entry) -> tuple[str, str] | None:
        """Return the PEM texts of a list, or None when they are not fit for use.

        Texts that somebody altered by hand are checked again, as on import.
        """
        try:
            texts = [self._text(part) for part in (entry.anchors, entry.allowed)]
        except (OSError, UnicodeDecodeError):
            return None
        same = [_hash(text) == part.sha256 for text, part in zip(texts, (entry.anchors, entry.allowed), strict=True)]
        if not all(same):
            try:
                checked(entry.name, texts[0], texts[1], entry.date, entry.source)
            except BadTrustList:
                return None
        return texts[0], texts[1]

    def _text(self, part: _Text) -> str:
        if not part.file:
            return ""
        return (self._folder / Path(part.file).name).read_text("ascii", errors="replace")

    def _stored(self, candidate: Candidate) -> _Entry:
        self._folder.mkdir(parents=True, exist_ok=True)
        return _Entry(
            name=candidate.name,
            kind=_kind(candidate.name),
            date=candidate.date,
            source=candidate.source,
            anchors=self._write_text(candidate.name, "anchors", candidate.anchors),
            allowed=self._write_text(candidate.name, "allowed", candidate.allowed),
            certificates=candidate.certificates,
        )

    def _write_text(self, name: str, part: str, text: str) -> _Text:
        if not text:
            return _Text(file="", sha256=_hash(""))
        sha256 = _hash(text)
        file = f"{name}.{part}.{sha256[:16]}.pem"
        self._write(file, text.encode("ascii", errors="replace"))
        return _Text(file=file, sha256=sha256)

    def _replace(self, entries: Mapping[str, _Entry]) -> None:
        """Make `entries` the installed lists, keep those before as the previous version, drop what nobody names."""
        self._folder.mkdir(parents=True, exist_ok=True)
        before = self._index()
        index = _Index(lists=tuple(sorted(entries.values(), key=lambda entry: _order(entry.name))))
        for name, value in ((_PREVIOUS, before), (_INDEX, index)):
            self._write(name, json.dumps(to_data(value), indent=1).encode())
        named = {part.file for one in (before, index) for entry in one.lists for part in (entry.anchors, entry.allowed)}
        for path in self._folder.glob("*.pem"):
            if path.name not in named:
                with contextlib.suppress(OSError):  # another program may hold it open; it is only left over
                    path.unlink()

    def _write(self, name: str, data: bytes) -> None:
        handle, staged = tempfile.mkstemp(prefix=".", suffix=".part", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(staged).replace(self._folder / name)
        except BaseException:
            Path(staged).unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        key = "trust.cannotWrite"
        raise CannotRead(key, path=folder, reason=error.strerror or type(error).__name__) from error


def _change(candidate: Candidate, before: tuple[Certificate, ...]) -> Imported:
    old, new = ({one.fingerprint: one.subject for one in some} for some in (before, candidate.certificates))
    return Imported(
        name=candidate.name,
        count=len(candidate.certificates),
        date=candidate.date,
        added=tuple(subject for fingerprint, subject in new.items() if fingerprint not in old),
        removed=tuple(subject for fingerprint, subject in old.items() if fingerprint not in new),
    )


def _identities(entry: _Entry) -> tuple[Identity, ...]:
    if entry.name != "own":
        return ()
    return tuple(Identity(issuer=one.issuer, serial=one.serial) for one in entry.certificates if not one.authority)


def _disjoint(lists: Iterable[TrustList]) -> TrustLists:
    """Leave every certificate in the first list that has it, in the order own, official, interim, partner, tsa."""
    known: frozenset[str] = frozenset()
    out = []
    for one in sorted(lists, key=lambda one: _order(one.name)):
        anchors, known = without(one.anchors_pem, known)
        allowed, known = without(one.allowed_pem, known)
        out.append(replace(one, anchors_pem=anchors, allowed_pem=allowed))
    return TrustLists(lists=tuple(out))


def _tier(name: str) -> str:
    return name.partition("-")[0]


def _kind(name: str) -> str:
    return "tsa" if name == "tsa" else "manifest"


def _order(name: str) -> tuple[int, str]:
    return _TIERS.index(_tier(name)), name


def _age(date: str, today: dt.date) -> int:
    try:
        return (today - dt.date.fromisoformat(date)).days
    except ValueError:
        return 0


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("ascii", errors="replace")).hexdigest()
