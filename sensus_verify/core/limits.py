"""Every limit on what a hostile file may cost, in one place. Each has a test."""

from __future__ import annotations

MIB = 1 << 20

HEAD = 64 << 10
"""Bytes of a file's start that decide its format."""

WORKER_MEMORY_MIB = 2048
"""Address space of one worker, in MiB (`--max-memory`)."""

FILE_SECONDS = 60.0
"""Time for one file (`--timeout`)."""

FILE_SECONDS_PER_BYTE = 1.0 / 10_000_000
"""Extra time for large files, when their bytes must be hashed: 1 s for 10 MB."""

ANSWER_BYTES = 8 * MIB
"""The longest answer that a parent takes from a worker."""

PREVIEW_BYTES = 8 * MIB
"""The longest preview that a parent takes from a worker."""

PREVIEW_SIDE = 1024
"""Longest side of a preview, in pixels."""

THUMBNAIL_SIDE = 96
"""Longest side of a thumbnail, in pixels."""

WORKER_FILES = 2_000
"""A worker is replaced after this many files."""

WORKER_RESIDENT_MIB = 256
"""A worker whose resident memory has grown beyond this is replaced after its answer."""

WORKER_WRITES = 64 << 10
"""Bytes that an inspecting worker may write to any file."""

XML_BYTES = 16 * MIB
XML_DEPTH = 256
XML_ATTRIBUTES = 20_000
"""Equals signs between two tags of XML: more attributes than this take the parser seconds."""

JSON_BYTES = 32 * MIB

FRONT_MATTER_CHARACTERS = 64 << 10
"""Characters of a text's front matter that are interpreted."""

NESTING = 32
"""Depth of structures in front matter."""

ZIP_MEMBERS = 10_000
ZIP_UNPACKED = 1024 * MIB
ZIP_RATIO = 200
ZIP_MEMBER = 64 * MIB
"""Unpacked bytes of one member that is opened."""

INFLATED = 16 * MIB
"""Unpacked bytes of one compressed text or metadata chunk."""

PIXELS = 250_000_000
"""Pixels that may be decoded for a preview."""

PDF_PAGES = 100_000
PDF_DEPTH = 200
PDF_OBJECTS = 2_000
"""Objects of a PDF that are looked at for metadata."""

CHUNKS = 200_000
"""Chunks, segments, boxes or directory entries of one file that are walked."""

BOX_DEPTH = 32

FIELD_CHARACTERS = 1 << 20
"""Characters of one field that are kept for interpretation."""

FIELDS = 20_000
"""Fields of one file that are kept."""

SHOWN_CHARACTERS = 300
"""Characters of a foreign text that are shown."""

TOOLS = 20
"""AI tools of one statement, or of a verdict, that are kept for showing."""

SHOWN_EVIDENCE = 500
"""Pieces of evidence of one file that are kept for showing."""

TEXT_BYTES = 4 * MIB
"""Bytes of a text file that are searched."""

FOLDER_FILES_ASK = 2_000
"""A dropped folder with more files asks first."""

TRUST_BYTES = MIB
TRUST_CERTIFICATES = 500

MANIFEST_FILE_BYTES = 256 * MIB
"""A larger file is given to the credentials library only when its container holds a manifest."""

METADATA_BYTES = 64 * MIB
"""Bytes of one file's metadata parts that are read; packed ones count as they unpack."""

PACKET_SCAN_BYTES = 64 * MIB
"""Bytes of a file without an index that are searched for XMP packets."""
