"""What every carrier owes, whatever its format: tried with every sample that tests/makers makes."""

from __future__ import annotations

import importlib
import io
import pkgutil
import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tests.makers
from sensus_verify.carriers import all_carriers, carrier_for
from sensus_verify.core.carrier import Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import HEAD, METADATA_BYTES, PACKET_SCAN_BYTES

MAKERS = [
    importlib.import_module(f"tests.makers.{module.name}") for module in pkgutil.iter_modules(tests.makers.__path__)
]
SAMPLES: dict[str, Callable[[], bytes]] = {
    name: make for maker in MAKERS for name, make in getattr(maker, "SAMPLES", {}).items()
}
NEEDS_SUFFIX = frozenset().union(*(getattr(maker, "NEEDS_SUFFIX", ()) for maker in MAKERS))
"""Carriers of text-like formats, whose files are known by their suffix."""
UNBREAKABLE = frozenset().union(*(getattr(maker, "UNBREAKABLE", ()) for maker in MAKERS))
"""Carriers of formats in which every run of bytes is a file."""

CARRIERS = {carrier.name: carrier for carrier in all_carriers()}
KINDS = frozenset({"clean", "labelled", "traced", "personal", "broken"})
SECONDS = 10.0
"""For one small damaged file: generous, because a shared machine may be busy; the usual time is a millisecond."""
READ_MOST = METADATA_BYTES + 2 * PACKET_SCAN_BYTES


def _kind(sample: str) -> str:
    return sample.partition("/")[2].partition("-")[0]


def _carrier(sample: str) -> Carrier:
    return CARRIERS[sample.partition("/")[0]]


def _of(carrier: str) -> list[str]:
    return [name for name in SAMPLES if name.partition("/")[0] == carrier]


def _suffixes(carrier: Carrier) -> list[str]:
    """Suffixes with which a file of this carrier has to be known: its own, and for most also none and a wrong one."""
    wrong = next(suffix for suffix in (".jpg", ".png") if suffix not in carrier.suffixes)
    return sorted(carrier.suffixes) if carrier.name in NEEDS_SUFFIX else [*sorted(carrier.suffixes), "", wrong]


def _fields_or_broken(carrier: Carrier, data: bytes) -> list[Field]:
    """Read as the program does; any exception but `BrokenFile` fails the test, and so does a read that drags on."""
    fields = []
    start = time.perf_counter()
    try:
        for field in carrier.read(io.BytesIO(data)):
            assert isinstance(field, Field)
            assert isinstance(field.value, str)
            fields.append(field)
        if carrier.holds_manifest is not None:
            assert isinstance(carrier.holds_manifest(io.BytesIO(data)), bool)
    except BrokenFile:
        pass
    assert time.perf_counter() - start < SECONDS
    return fields


class ZerosBehind(io.RawIOBase):
    """A file of any size that is `data` and zeros; counts what is read."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__()
        self._data, self._size, self._at, self.seen = data, size, 0, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer) -> int:
        count = max(0, min(len(buffer), self._size - self._at))
        piece = self._data[self._at : self._at + count]
        buffer[:count] = piece + bytes(count - len(piece))
        self._at += count
        self.seen += count
        return count


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_names_its_carrier_and_its_kind(sample):
    assert sample.partition("/")[0] in CARRIERS
    assert _kind(sample) in KINDS


@pytest.mark.parametrize("name", CARRIERS)
def test_every_carrier_has_samples(name):
    kinds = {_kind(sample) for sample in _of(name)}
    assert "clean" in kinds
    assert "broken" in kinds or name in UNBREAKABLE
    assert kinds & {"labelled", "traced"} or not CARRIERS[name].places


@pytest.mark.parametrize("name", CARRIERS)
def test_a_carrier_describes_itself(name):
    carrier = CARRIERS[name]
    assert carrier.title
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in carrier.suffixes)
    assert carrier.kind in {"image", "video", "audio", "document", "text", "code", "other"}
    assert carrier.media_type == "" or "/" in carrier.media_type


def test_names_are_unique():
    assert len(CARRIERS) == len(all_carriers())


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if _kind(sample) != "broken"])
def test_a_file_is_known_by_its_bytes(sample):
    carrier, head = _carrier(sample), SAMPLES[sample]()[:HEAD]
    for suffix in _suffixes(carrier):
        assert carrier_for(head, suffix).name == carrier.name, suffix
        rivals = [other.name for other in all_carriers() if other.score(head, suffix) >= carrier.score(head, suffix)]
        assert rivals == [carrier.name], suffix


@pytest.mark.parametrize("sample", SAMPLES)
def test_reading_changes_nothing(sample, tmp_path):
    carrier, data = _carrier(sample), SAMPLES[sample]()
    file = tmp_path / "original"
    file.write_bytes(data)
    file.chmod(0o444)
    before = file.stat()
    with file.open("rb") as stream:
        try:
            first = list(carrier.read(stream))
        except BrokenFile:
            first = None
        assert not stream.closed
    after = file.stat()
    assert file.read_bytes() == data
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)
    if first is not None:
        assert list(carrier.read(io.BytesIO(data))) == first


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if _kind(sample) == "clean"])
def test_a_clean_file_states_nothing(sample):
    from sensus_verify.core.statements import statements
    from sensus_verify.core.traces import load_rules, traces

    rules = load_rules((Path(__file__).parents[2] / "resources" / "generators.toml").read_text(encoding="utf-8"))
    fields = _fields_or_broken(_carrier(sample), SAMPLES[sample]())
    stated = [item for item in statements(fields, rules) if item.says is not None or item.suggests is not None]
    assert stated == []
    assert traces(fields, rules) == ()


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if _kind(sample) == "broken"])
def test_a_broken_file_is_said_to_be_broken(sample):
    carrier = _carrier(sample)
    try:
        fields = list(carrier.read(io.BytesIO(SAMPLES[sample]())))
    except BrokenFile as error:
        assert error.problem.key.startswith("broken.")  # noqa: PT017 - the second way is not an exception
    else:
        assert any(field.source is Source.STRUCTURE and field.name in {"damaged", "encrypted"} for field in fields)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_file_cut_anywhere_is_broken_or_read(sample):
    carrier, data = _carrier(sample), SAMPLES[sample]()
    cuts = {len(data) * part // 40 for part in range(40)} | {0, 1, 2, 4, 8, 12}
    for field in _fields_or_broken(carrier, data):
        cuts |= {(field.offset or 0) + more for more in (-1, 0, 1, 4, 8)}
    for cut in sorted(cut for cut in cuts if 0 <= cut < len(data))[:200]:
        _fields_or_broken(carrier, data[:cut])


def _damage(data: bytes, seed: int) -> bytes:
    """Flip bits, cut, double, and set what may be a length to nothing or to the most."""
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out)) if out else 0
        match chance.randrange(7):
            case 0 if out:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at:]
            case 2:
                del out[at : at + chance.randint(1, 64)]
            case 3:
                out[at:at] = out[at : at + chance.randint(1, 64)]
            case 4:
                width = chance.choice((1, 2, 4, 8))
                out[at : at + width] = bytes(width)
            case 5:
                width = chance.choice((1, 2, 4, 8))
                out[at : at + width] = b"\xff" * width
            case _:
                out[at : at + 4] = chance.randbytes(4)
    return bytes(out)


@pytest.mark.parametrize("name", CARRIERS)
@settings(
    max_examples=40,
    deadline=timedelta(seconds=SECONDS),
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(choice=st.integers(0, 1000), seed=st.integers(0, 1 << 32))
def test_damage_breaks_a_file_and_nothing_else(name, choice, seed):
    samples = _of(name) or [next(iter(SAMPLES))]  # a carrier without samples fails elsewhere
    data = SAMPLES[samples[choice % len(samples)]]()
    _fields_or_broken(CARRIERS[name], _damage(data, seed))


@pytest.mark.parametrize("name", CARRIERS)
def test_any_bytes_at_all_are_broken_or_read(name):
    for data in (b"", b"\0", b"\0" * 5000, b"\xff" * 5000, random.Random(1).randbytes(5000)):
        _fields_or_broken(CARRIERS[name], data)


@pytest.mark.parametrize("name", CARRIERS)
def test_a_huge_hollow_file_costs_little(name):
    for sample in [sample for sample in _of(name) if _kind(sample) in {"clean", "labelled"}][:3]:
        raw = ZerosBehind(SAMPLES[sample](), 5 << 30)
        stream = io.BufferedReader(raw)
        start = time.perf_counter()
        try:
            for _ in CARRIERS[name].read(stream):
                pass
            if CARRIERS[name].holds_manifest is not None:
                CARRIERS[name].holds_manifest(stream)
        except BrokenFile:
            pass
        assert raw.seen < READ_MOST
        assert time.perf_counter() - start < SECONDS
