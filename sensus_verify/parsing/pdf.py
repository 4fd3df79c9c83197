"""PDF through pypdf, wrapped: what is needed is read, within limits, and nothing of the library leaves this module.

ISO 32000-2: 7.3 (objects), 7.5 (file structure), 7.7.3 (pages), 7.11 (file specifications), 12.7 (forms), 14.3
(metadata). pypdf reads the whole file again for each reference that leads nowhere, and checks each entry of the
cross-reference table; what it may read is counted, and ended when it has taken too long.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import INFLATED, MIB, PDF_DEPTH, PDF_OBJECTS, PDF_PAGES
from sensus_verify.parsing.reader import size_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from pypdf import Configuration, PdfReader

HEADER = b"%PDF-"
HEADER_WITHIN = 1024
"""Bytes at the start in which the header may stand: some servers and mail programs put lines before it."""

PAGES_READ = 200
"""Pages that are searched for pictures and annotations."""

_TAIL = 64 << 10  # bytes at the end in which the end mark must stand when the file is too large to repair
_REPAIRED = 64 * MIB  # the largest file that is searched from end to end for objects
_READ = 512 * MIB  # bytes that pypdf may read in all
_SECONDS = 8.0  # and the time that it may take
_OBJECTS_REPAIRED = 200_000  # objects of a file whose table is rebuilt
_OBJECT_STREAMS_REPAIRED = 500  # each of which is unpacked then
_PEEK = 16 << 10  # bytes of a stream object that hold its dictionary
_FORM = MIB  # the largest form whose resources are looked at
_METADATA = re.compile(rb"/Metadata\s{1,9}(\d{1,9})\s{1,9}(\d{1,5})\s{1,9}R")
_FORM_LENGTH = re.compile(rb"/Length\s{1,9}(\d{1,9})")
_MANIFEST = "C2PA_Manifest"
_KEYS_OF_FILES = ("/UF", "/F", "/DOS", "/Mac", "/Unix")

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """An XMP packet."""

    data: bytes
    where: str  # "catalog", "page 3", "page 3 picture"
    offset: int | None  # of its object in the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file specification: an attached or associated file."""

    name: str
    manifest: bool  # it is the Content Credentials of the document


@dataclass(slots=True, kw_only=True)
class Document:
    """An opened PDF. Not frozen: it counts the objects that have been looked at."""

    locked: bool  # needs a password: nothing but the structure can be read
    damages: list[str] = field(default_factory=list)  # what could not be read on the way, as keys of words
    pages_left: bool = False  # there are more pages than were searched
    _reader: PdfReader
    _source: _Source
    _seen: set[tuple[int, int]] = field(default_factory=set)
    _objects: int = 0

    def information(self) -> Iterator[tuple[str, str]]:
        """Yield keys (without slash) and text of the document information dictionary."""
        for key, value in islice(_items(self._entry(self._reader.trailer, "/Info")), PDF_OBJECTS):
            text = _text(self._resolved(value))
            if text:
                yield key.removeprefix("/"), text

    def catalog_packet(self) -> Iterator[Packet]:
        """Yield the packet of the whole document, if there is one."""
        yield from self._packet(self._catalog(), "catalog")

    def attachments(self) -> Iterator[Attachment]:
        """Yield the attached and the associated files of the document."""
        catalog = self._catalog()
        tree = self._entry(self._entry(catalog, "/Names"), "/EmbeddedFiles")
        for node in self._tree(tree, "/Kids"):
            for value in _array(self._entry(node, "/Names"))[1::2]:
                yield from self._file(self._new(value))
        for value in _array(self._entry(catalog, "/AF")):
            yield from self._file(self._new(value))

    def signatures(self) -> Iterator[str]:
        """Yield who signed, or the kind of signature where no name stands there; unsigned fields do not count."""
        for top in islice(_array(self._entry(self._entry(self._catalog(), "/AcroForm"), "/Fields")), PDF_OBJECTS):
            for node in self._tree(self._new(top), "/Kids"):
                signature = self._entry(node, "/V")
                if _text(self._entry(node, "/FT")) == "Sig" and _items(signature):
                    yield _text(self._entry(signature, "/Name")) or _text(self._entry(signature, "/SubFilter")) or "Sig"

    def pages(self) -> Iterator[Packet | Attachment | str]:
        """Yield what stands in the first pages: packets, files of annotations, and the authors of annotations."""
        number = 0
        for node in self._tree(self._entry(self._catalog(), "/Pages"), "/Kids"):
            if _array(self._entry(node, "/Kids")):
                continue
            if number >= PAGES_READ or self._objects >= PDF_OBJECTS:
                self.pages_left = True
                return
            number += 1
            yield from self._packet(node, f"page {number}")
            for value in islice(_array(self._entry(node, "/Annots")), PDF_OBJECTS):
                yield from self._annotation(self._new(value))
            yield from self._pictures(node, f"page {number} picture")

    def _annotation(self, annotation: object) -> Iterator[Attachment | str]:
        subtype = _text(self._entry(annotation, "/Subtype"))
        if subtype == "Widget":  # there the key names the field of a form
            return
        if author := _text(self._entry(annotation, "/T")):
            yield author
        if subtype == "FileAttachment":
            yield from self._file(self._entry(annotation, "/FS"))

    def _pictures(self, page: object, where: str) -> Iterator[Packet]:
        """Yield the packets of pictures, without reading the pictures: their dictionaries stand before the data."""
        waiting = [(page, 0)]
        while waiting:
            holder, depth = waiting.pop()
            for _, value in _items(self._entry(self._entry(holder, "/Resources"), "/XObject")):
                place = self._place(value)
                if place is None or not self._first(value):
                    continue
                start = self._peek(place)
                if found := _METADATA.search(start):
                    yield from self._stream(self._reference(int(found[1]), int(found[2])), where)
                length = _FORM_LENGTH.search(start)
                if b"/XObject" in start and b"/Form" in start and length and int(length[1]) < _FORM:
                    self._seen.discard(_identity(value))
                    if depth < PDF_DEPTH and (form := self._new(value)) is not None:
                        waiting.append((form, depth + 1))

    def _file(self, specification: object) -> Iterator[Attachment]:
        name = next(filter(None, (_text(self._entry(specification, key)) for key in _KEYS_OF_FILES)), "")
        manifest = _text(self._entry(specification, "/AFRelationship")) == _MANIFEST
        if name or manifest:
            yield Attachment(name=name, manifest=manifest)

    def _packet(self, holder: object, where: str) -> Iterator[Packet]:
        if isinstance(holder, dict):
            yield from self._stream(dict.get(holder, "/Metadata"), where)

    def _stream(self, reference: object, where: str) -> Iterator[Packet]:
        if not self._first(reference):
            return
        place = self._place(reference)
        stream = self._resolved(reference)
        if place is not None and self._metadata_is_clear():
            stream = self._wrapped(lambda: _undeciphered(self._reader, self._source, place))
        get_data = getattr(stream, "get_data", None)  # streams have it, whatever their filters
        data = self._wrapped(get_data) if get_data is not None else None
        if isinstance(data, bytes):
            yield Packet(data=data, where=where, offset=place)

    def _metadata_is_clear(self) -> bool:
        """Whether an encrypted document leaves its metadata as they are (7.6.2), which pypdf does not heed."""
        flag = self._entry(self._entry(self._reader.trailer, "/Encrypt"), "/EncryptMetadata")
        return flag is not None and not getattr(flag, "value", True)

    def _catalog(self) -> object:
        return self._wrapped(lambda: self._reader.root_object)

    def _tree(self, root: object, branch: str) -> Iterator[object]:
        """Yield the dictionaries of a tree, each once, in order, down to `PDF_DEPTH`."""
        waiting = [iter([root])]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                continue
            yield node
            if self._objects >= PDF_OBJECTS:
                return
            kids = _array(self._entry(node, branch))
            if kids and len(waiting) >= PDF_DEPTH:
                self._damaged("broken.tooDeep")
            elif kids:
                waiting.append(self._kids(kids, branch))

    def _kids(self, kids: list[object], branch: str) -> Iterator[object]:
        for value in kids:
            if self._first(value):
                if (kid := self._resolved(value)) is not None:
                    yield kid
            elif _array(self._entry(self._resolved(value), branch)):  # a branch that stands twice: mostly a loop
                self._damaged("broken.structure")

    def _new(self, value: object) -> object:
        """Return the object that a reference leads to, or None when it was looked at before."""
        return self._resolved(value) if self._first(value) else None

    def _first(self, value: object) -> bool:
        identity = _identity(value)
        if identity in self._seen:
            return False
        if identity != (0, 0):
            self._seen.add(identity)
        return True

    def _entry(self, holder: object, key: str) -> object:
        """Return an entry of a dictionary, references followed; None when it is none, or missing."""
        return self._resolved(dict.get(holder, key)) if isinstance(holder, dict) else None

    def _resolved(self, value: object) -> object:
        if _identity(value) == (0, 0):
            return value
        self._objects += 1
        if self._objects > PDF_OBJECTS + PAGES_READ:
            self._damaged("broken.tooMany")
            return None
        follow: Callable[[], object] = getattr(value, "get_object", lambda: None)
        return self._wrapped(follow)

    def _reference(self, number: int, generation: int) -> object:
        from pypdf.generic import IndirectObject

        return IndirectObject(number, generation, self._reader)

    def _place(self, reference: object) -> int | None:
        number, generation = _identity(reference)
        place = self._reader.xref.get(generation, {}).get(number)
        return place if isinstance(place, int) else None

    def _peek(self, place: int) -> bytes:
        def read() -> bytes:
            self._source.seek(place)
            return self._source.read(_PEEK).partition(b"stream")[0]

        return self._wrapped(read) or b""

    def _wrapped(self, call: Callable[[], _Value]) -> _Value | None:
        try:
            return _call(call)
        except BrokenFile as error:
            self._damaged(error.problem.key)
            return None

    def _damaged(self, key: str) -> None:
        if key not in self.damages:
            self.damages.append(key)


def open_document(stream: BinaryIO) -> Document:
    """Return the document in a seekable stream. It is not read whole.

    Raises:
        BrokenFile: no header, no end mark (truncated), no table or catalog that can be found again, or over a limit.
    """
    stream.seek(0)
    if HEADER not in stream.read(HEADER_WITHIN + len(HEADER)):
        key = "broken.structure"
        raise BrokenFile(key)
    whole = size_of(stream)
    stream.seek(max(0, whole - _TAIL))
    if b"startxref" not in stream.read(_TAIL):
        key = "broken.truncated"
        raise BrokenFile(key)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of, we tell or do not need
    source = _Source(stream)

    def opened() -> PdfReader:
        from pypdf import PdfReader

        reader = PdfReader(source, strict=False, root_object_recovery_limit=PDF_OBJECTS)
        if not _locked(reader):
            _ = reader.root_object  # without a catalog there is no document
        return reader

    reader = _call(opened)
    return Document(locked=_locked(reader), _reader=reader, _source=source)


def _undeciphered(reader: PdfReader, source: BinaryIO, place: int) -> object:
    """Return the object at `place` as it stands in the file."""
    from pypdf.generic import read_object

    source.seek(place)
    reader.read_object_header(source)
    return read_object(source, reader)


def _locked(reader: PdfReader) -> bool:
    """Whether a password is needed: pypdf has tried the empty one, which opens what only restricts printing."""
    if not reader.is_encrypted:
        return False
    encryption = reader._encryption  # noqa: SLF001 - trying the empty password again would cost its key derivation twice
    return encryption is None or not encryption.is_decrypted()


class _Source(io.BufferedReader):
    """What pypdf reads from: buffered, so that its reads of single bytes cost little, and counted beneath."""

    def __init__(self, stream: BinaryIO) -> None:
        counted = _Counted(stream)
        super().__init__(counted, buffer_size=8192)
        self._counted = counted
        self._seeks = 0

    def seek(self, target: int, whence: int = 0, /) -> int:
        """Go to a place. A table of millions of entries that lead to one place costs seeks and no reads."""
        self._seeks += 1
        if not self._seeks % 4096:
            self._counted.spend(0)
        return super().seek(target, whence)


class _Counted(io.RawIOBase):
    """A stream that ends its reader's work when it has read too much or for too long."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._left = _READ
        self._until = time.monotonic() + _SECONDS

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        self.spend(len(data))
        view[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        """Give all that is left: pypdf is about to search the file from end to end."""
        size = size_of(self._stream) - self._stream.tell()
        if size > _REPAIRED:
            key = "broken.tooLarge"
            raise BrokenFile(key, limit=_REPAIRED)
        self.spend(size)
        data = self._stream.read(size)
        if data.count(b"obj") > 2 * _OBJECTS_REPAIRED or data.count(b"/ObjStm") > _OBJECT_STREAMS_REPAIRED:
            key = "broken.tooMany"
            raise BrokenFile(key, limit=_OBJECTS_REPAIRED)
        return data

    def spend(self, size: int) -> None:
        """Count what was read; raise `BrokenFile` when it is too much, or has taken too long."""
        self._left -= size
        if self._left < 0 or time.monotonic() > self._until:
            key = "broken.tooLarge"
            raise BrokenFile(key, limit=_READ)


@cache
def _limits() -> Configuration:
    from pypdf import Configuration

    return Configuration(
        maximum_declared_stream_length=INFLATED,
        array_based_stream_maximum_output_length=INFLATED,
        array_maximum_element_count=PDF_PAGES,
        dictionary_maximum_element_count=PDF_PAGES,
        lzw_maximum_output_length=INFLATED,
        run_length_maximum_output_length=INFLATED,
        zlib_maximum_output_length=INFLATED,
        stream_decoding_work_maximum_length=4 * INFLATED,
        jbig2dec_binary=None,
    )


def _call(call: Callable[[], _Value]) -> _Value:
    """Return what a call into pypdf returns, under our limits; whatever it raises becomes `BrokenFile`."""
    from pypdf import apply_configuration

    try:
        with apply_configuration(_limits()):
            return call()
    except BrokenFile:
        raise
    except (RecursionError, MemoryError) as error:
        key = "broken.tooDeep" if isinstance(error, RecursionError) else "broken.tooLarge"
        raise BrokenFile(key) from error
    except Exception as error:  # hostile files make pypdf raise nearly every built-in exception
        key = "broken.structure"
        raise BrokenFile(key) from error


def _identity(value: object) -> tuple[int, int]:
    """Return number and generation of a reference; (0, 0), which no object has, for a value that stands in place."""
    number = getattr(value, "idnum", None)
    return (number, getattr(value, "generation", 0)) if isinstance(number, int) else (0, 0)


def _items(value: object) -> list[tuple[str, object]]:
    """Return the entries of a dictionary with their references as they are; none for anything else."""
    return [(str(key), item) for key, item in dict.items(value)] if isinstance(value, dict) else []


def _array(value: object) -> list[object]:
    return list(list.__iter__(value)) if isinstance(value, list) else []


def _text(value: object) -> str:
    """Return the text of a string or a name (without slash)."""
    if isinstance(value, str):
        text = str(value)
        return (text.removeprefix("/") if type(value).__name__ == "NameObject" else text).strip("\0 \t\r\n")
    return value.decode("utf-8", "replace").strip("\0 ") if isinstance(value, bytes) else ""
