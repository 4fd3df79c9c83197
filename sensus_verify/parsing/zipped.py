"""ZIP archives, read within limits: the directory first, then single members, never to disk.

Written out because the standard library loads a central directory of any size and unpacks what a header promises.
Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (ends of it).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import MIB, XML_BYTES, ZIP_MEMBER, ZIP_MEMBERS, ZIP_RATIO, ZIP_UNPACKED
from sensus_verify.parsing.reader import inflate, read_at, size_of

LOCAL = b"PK\3\4"
_ENTRY = b"PK\1\2"
_END = b"PK\5\6"
_END_64 = b"PK\6\6"
_LOCATOR_64 = b"PK\6\7"
_DESCRIPTOR = b"PK\x07\x08"
_ENTRY_HEAD = struct.Struct("<4s6H3I5H2I")
_LOCAL_HEAD = struct.Struct("<4s5H3I2H")
_END_HEAD = struct.Struct("<4s4H2IH")
_NOWHERE = 0xFFFFFFFF  # "see the ZIP64 field"
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_COMMENT = 0xFFFF  # longest archive comment
_DIRECTORY = 16 * MIB  # 10 000 entries of 1.6 kB
_BLOCK = 64 << 10
_SMALL = MIB  # a member that stays below this may be packed as tightly as it likes
_REPORTED = 500  # members or names that are listed
_NAME = 1024  # characters of a name in a message
_OPENING_BYTES = 256 << 10  # unpacked bytes of a member that decides the format


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry of the directory, as it is declared."""

    name: str  # with "/", as it stands in the archive
    packed: int  # bytes in the archive
    size: int  # bytes when unpacked
    offset: int  # of its local header, in the file
    method: int
    crc: int
    encrypted: bool


@dataclass(slots=True, kw_only=True)
class Archive:
    """An opened archive. Not frozen: it counts what has been unpacked."""

    stream: BinaryIO
    members: tuple[Member, ...]  # in the directory's order, without unsafe names
    damages: tuple[str, ...]  # names that are unsafe or stand twice
    _by_name: dict[str, Member] = field(default_factory=dict)
    _unpacked: int = 0

    def find(self, name: str) -> Member | None:
        """Return the member of this name, whatever its case (OPC part names are compared that way)."""
        return self._by_name.get(name.lstrip("/").lower())

    def read(self, member: Member, limit: int = XML_BYTES) -> bytes:
        """Return a member's content of at most `limit` bytes; for errors see `blocks`."""
        return b"".join(self.blocks(member, limit))

    def blocks(self, member: Member, limit: int = ZIP_MEMBER) -> Iterator[bytes]:
        """Yield a member's content in blocks, never more than `limit` bytes in all.

        Raises:
            BrokenFile: encrypted, packed in a way other than deflate, larger than a limit, packed more tightly than
                `ZIP_RATIO`, truncated, or not what its checksum says (after the last block).
        """
        if member.encrypted:
            key = "broken.encrypted"
            raise BrokenFile(key)
        if member.method not in (_STORED, _DEFLATED):
            key = "broken.compressed"
            raise BrokenFile(key)
        head = _LOCAL_HEAD.unpack(read_at(self.stream, member.offset, _LOCAL_HEAD.size, _LOCAL_HEAD.size))
        if head[0] != LOCAL:
            key = "broken.structure"
            raise BrokenFile(key)
        start = member.offset + _LOCAL_HEAD.size + head[9] + head[10]
        packed = self._packed(start, member.packed)
        done, crc = 0, 0
        for block in packed if member.method == _STORED else _unpack(packed):
            done += len(block)
            self._unpacked += len(block)
            if done > limit or self._unpacked > ZIP_UNPACKED or done > max(_SMALL, member.packed * ZIP_RATIO):
                key = "broken.tooLarge"
                raise BrokenFile(key, limit=limit)
            crc = zlib.crc32(block, crc)
            yield block
        if crc != member.crc:
            key = "broken.compressed"
            raise BrokenFile(key)

    def _packed(self, start: int, size: int) -> Iterator[bytes]:
        for at in range(start, start + size, _BLOCK):
            yield read_at(self.stream, at, min(_BLOCK, start + size - at), _BLOCK)


def archive_fields(archive: Archive) -> Iterator[Field]:
    """Yield what the directory itself tells: names that nobody should unpack, members with a password."""
    for name in archive.damages[:_REPORTED]:
        yield Field(source=Source.STRUCTURE, name="damaged", value="broken.structure", where=name[:_NAME])
    locked = next((member for member in archive.members if member.encrypted), None)
    if locked is not None:
        yield Field(source=Source.STRUCTURE, name="encrypted", value="ZIP", where=locked.name)


def member_fields(archive: Archive, *folders: str) -> Iterator[Field]:
    """Yield the names of the members in `folders`: the media inside, which are listed and not opened."""
    inside = (member for member in archive.members if member.size and member.name.lower().startswith(folders))
    for member in islice(inside, _REPORTED):
        yield Field(source=Source.STRUCTURE, name="member", value=member.name, where="ZIP", offset=member.offset)


def open_archive(stream: BinaryIO) -> Archive:
    """Return the archive in a seekable stream, its directory read and checked.

    Raises:
        BrokenFile: no end record (truncated), a directory that lies outside the file, is not one, or is larger than the
            limits.
    """
    count, size, offset, shift = _directory(stream)
    if count > ZIP_MEMBERS:
        key = "broken.tooMany"
        raise BrokenFile(key, limit=ZIP_MEMBERS)
    directory = read_at(stream, offset, size, _DIRECTORY)
    members: list[Member] = []
    damages: list[str] = []
    by_name: dict[str, Member] = {}
    at = 0
    while directory.startswith(_ENTRY, at):
        if len(members) + len(damages) >= ZIP_MEMBERS:
            key = "broken.tooMany"
            raise BrokenFile(key, limit=ZIP_MEMBERS)
        member, at = _entry(directory, at, shift)
        if _unsafe(member.name) or member.name.lower() in by_name:
            damages.append(member.name)
            continue
        by_name[member.name.lower()] = member
        members.append(member)
    if count and not members and not damages:
        key = "broken.structure"
        raise BrokenFile(key)
    return Archive(stream=stream, members=tuple(members), damages=tuple(damages), _by_name=by_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the first bytes of an archive show: enough to name the format."""

    names: tuple[str, ...]
    mimetype: str = ""  # the member of that name, which ODF, EPUB and IDML put first
    content_types: bytes = b""  # the member [Content_Types].xml of OPC packages


@lru_cache(maxsize=2)  # a dozen carriers ask about the same first bytes
def opening(head: bytes) -> Opening | None:
    """Return what the local headers within `head` show, or None when it is no ZIP archive. Never raises."""
    if not head.startswith(LOCAL):
        return Opening(names=()) if head.startswith(_END) else None
    names: list[str] = []
    mimetype, types, at = "", b"", 0
    while at >= 0 and at + _LOCAL_HEAD.size <= len(head):
        (_, _, flags, method, _, _, _, packed, _, length, extra) = _LOCAL_HEAD.unpack_from(head, at)
        name = _text(head[at + _LOCAL_HEAD.size : at + _LOCAL_HEAD.size + length], flags)
        start = at + _LOCAL_HEAD.size + length + extra
        sized = not flags & _SIZES_FOLLOW and packed != _NOWHERE
        data = head[start : start + packed] if sized else head[start:].partition(_DESCRIPTOR)[0]
        if name == "mimetype" and not mimetype:
            mimetype = _small(data, method).decode("ascii", "replace").strip()
        elif name == "[Content_Types].xml" and not types:
            types = _small(data, method)
        names.append(name)
        at = head.find(LOCAL, start + (packed if sized else 0))
    return Opening(names=tuple(names), mimetype=mimetype, content_types=types)


def _small(data: bytes, method: int) -> bytes:
    """Return as much of a small member as `data` holds; nothing when it cannot be unpacked."""
    if method == _STORED:
        return data[:_OPENING_BYTES]
    try:
        return inflate(data, _OPENING_BYTES, window=-zlib.MAX_WBITS) if method == _DEFLATED else b""
    except BrokenFile:
        return b""


def _directory(stream: BinaryIO) -> tuple[int, int, int, int]:
    """Return the directory's number of entries, size and offset, and how far the archive is shifted in the file."""
    whole = size_of(stream)
    tail_size = min(whole, _END_HEAD.size + _COMMENT)
    tail = read_at(stream, whole - tail_size, tail_size, tail_size)
    at = tail.rfind(_END)
    if at < 0 or at + _END_HEAD.size > len(tail):
        key = "broken.truncated"
        raise BrokenFile(key)
    _, _, _, _, count, size, offset, _ = _END_HEAD.unpack_from(tail, at)
    end = whole - tail_size + at
    locator = tail[at - 20 : at] if at >= 20 else b""  # noqa: PLR2004 - the locator has 20 bytes
    if locator.startswith(_LOCATOR_64):
        end = int(struct.unpack_from("<Q", locator, 8)[0])
        record = read_at(stream, end, 56, 56)
        if not record.startswith(_END_64):
            key = "broken.structure"
            raise BrokenFile(key)
        count, size, offset = struct.unpack_from("<3Q", record, 32)
    # Bytes before the archive (a self-extracting program) shift every offset in it.
    shift = end - size - offset
    if shift < 0:
        key = "broken.structure"
        raise BrokenFile(key)
    return count, size, offset + shift, shift


def _entry(directory: bytes, at: int, shift: int) -> tuple[Member, int]:
    """Return the entry at `at` and the place of the next."""
    try:
        parts = _ENTRY_HEAD.unpack_from(directory, at)
    except struct.error as error:
        key = "broken.truncated"
        raise BrokenFile(key) from error
    flags, method, crc, packed, size = parts[3], parts[4], parts[7], parts[8], parts[9]
    offset = parts[16]
    name_end = at + _ENTRY_HEAD.size + parts[10]
    extra_end = name_end + parts[11]
    name = _text(directory[at + _ENTRY_HEAD.size : name_end], flags)
    if _NOWHERE in (packed, size, offset):
        size, packed, offset = _wide(directory[name_end:extra_end], size, packed, offset)
    member = Member(
        name=name.replace("\\", "/"),  # some packages of .NET's ZipFile
        packed=packed,
        size=size,
        offset=offset + shift,
        method=method,
        crc=crc,
        encrypted=bool(flags & _ENCRYPTED),
    )
    return member, extra_end + parts[12]


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Return sizes and offset with the 64-bit values of the ZIP64 field where the entry points to it (4.5.3)."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            data = extra[at + 4 : at + 4 + length]
            values = iter(struct.unpack_from(f"<{len(data) // 8}Q", data))
            size, packed, offset = (
                next(values, value) if value == _NOWHERE else value for value in (size, packed, offset)
            )
            break
        at += 4 + length
    return size, packed, offset


def _text(raw: bytes, flags: int) -> str:
    if flags & _UTF8:
        return raw.decode("utf-8", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _unsafe(name: str) -> bool:
    """Whether a name points out of the archive, or could."""
    return name.startswith("/") or ".." in name.split("/") or "\0" in name or name[1:2] == ":"


def _unpack(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Yield raw deflate data unpacked, never more than a block at once."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            data = piece
            while data:
                yield unpacker.decompress(data, _BLOCK)
                data = unpacker.unconsumed_tail
            if unpacker.eof:
                return
        rest = unpacker.flush()
    except zlib.error as error:
        key = "broken.compressed"
        raise BrokenFile(key) from error
    yield rest
