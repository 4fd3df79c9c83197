"""How files carry statements: one module, one family of formats; each ends in `CARRIERS`.

A new format is one new file here. Bytes decide, the suffix breaks ties.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from sensus_verify.core.carrier import MAGIC, Carrier


@cache
def all_carriers() -> tuple[Carrier, ...]:
    """Return every carrier of this folder, by module name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    shelves: list[tuple[Carrier, ...]] = [importlib.import_module(f"{__name__}.{name}").CARRIERS for name in names]
    return tuple(carrier for shelf in shelves for carrier in shelf)


def carrier_for(head: bytes, suffix: str) -> Carrier:
    """Return the carrier that fits a file with these first bytes and this suffix (lower case, with its dot).

    There is no default: an empty shelf is a fault in the program and fails here.
    """
    for carrier in _by_suffix(suffix):
        if carrier.score(head, suffix) > MAGIC:
            return carrier  # its first bytes prove it and its name agrees: no score is higher
    return max(all_carriers(), key=lambda carrier: carrier.score(head, suffix))


@cache
def _suffixes() -> dict[str, tuple[Carrier, ...]]:
    found: dict[str, tuple[Carrier, ...]] = {}
    for carrier in all_carriers():
        for suffix in carrier.suffixes:
            found[suffix] = (*found.get(suffix, ()), carrier)
    return found


def _by_suffix(suffix: str) -> tuple[Carrier, ...]:
    return _suffixes().get(suffix, ())
