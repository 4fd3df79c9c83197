"""The one place that talks to the credentials library for reading. It never reaches the network.

The settings are given with every call: the library's global ones do not stop it from fetching an address that stands
in the file. Misspelt settings are accepted in silence, so tests hold the behaviour, not the spelling.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from sensus_verify.credentials.shapes import rows, table, text
from sensus_verify.credentials.trust import LIST_URI, TrustLists

if TYPE_CHECKING:
    from collections.abc import Iterator

_PURPOSES = (
    "1.3.6.1.5.5.7.3.4",  # emailProtection
    "1.3.6.1.5.5.7.3.36",  # documentSigning
    "1.3.6.1.5.5.7.3.8",  # timeStamping
    "1.3.6.1.5.5.7.3.9",  # OCSPSigning
    "1.3.6.1.4.1.311.76.59.1.9",  # Microsoft C2PA signing
    "1.3.6.1.4.1.62558.2.1",  # C2PA claim signing
)
"""Extended key usages of signers; without them most real signers fail."""

_REMOTE = re.compile(r"must fetch remote manifests from url (.*)", re.DOTALL)

ANY_BYTES = "application/octet-stream"
"""The media type under which a sidecar is read and written: the library then leaves the file as it is."""


class Unreadable(Exception):  # noqa: N818 - a state, told apart from a fault
    """The library could not read a manifest that is there; the text is its cause."""


class KeptElsewhere(Exception):  # noqa: N818 - see Unreadable
    """The manifest lies at the address that the text holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What the library says about a manifest store; alive only while it is open."""

    facts: dict[str, Any]  # `Reader.json()`
    embedded: bool
    detailed: Callable[[], dict[str, Any]]
    portable: Callable[[], dict[str, Any]]


@contextmanager
def opened(stream: BinaryIO, media_type: str, manifest: bytes | None, lists: TrustLists) -> Iterator[Store | None]:
    """Give what the library finds in `stream`, or None when there is no manifest and when it knows no such format.

    `manifest` holds the bytes of a sidecar. Raises `KeptElsewhere` and `Unreadable`.
    """
    import c2pa

    try:
        reader = c2pa.Reader(media_type, stream, manifest, context=context(lists))
    except (c2pa.C2paError.NotSupported, c2pa.C2paError.ManifestNotFound):
        yield None
        return
    except c2pa.C2paError as error:
        elsewhere = _REMOTE.search(str(error))
        if elsewhere:
            raise KeptElsewhere(elsewhere[1]) from error
        raise Unreadable(str(error)) from error

    with reader:
        yield Store(
            facts=_parsed(reader.json),
            embedded=manifest is None and bool(reader.is_embedded()),
            detailed=lambda: _parsed(reader.detailed_json),
            portable=lambda: _parsed(reader.crjson),
        )


@cache
def context(lists: TrustLists) -> Any:  # noqa: ANN401 - the library has no types
    """Return the settings for reading and signing with these lists; built once for each."""
    import c2pa

    return c2pa.Context.from_dict(
        {
            "version": 1,
            "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
            "core": {
                "allowed_network_hosts": [],
                "decode_identity_assertions": False,
                "backing_store_memory_threshold_in_mb": 64,
            },
            "trust": {
                "trust_config": "\n".join(_PURPOSES),
                "anchors": [
                    {
                        "trust_uri": LIST_URI + one.name,
                        "trust_kind": one.kind,
                        "trust_anchors": one.anchors_pem,
                        "allowed_list": one.allowed_pem,
                    }
                    for one in lists.lists
                ],
            },
            "builder": {"thumbnail": {"enabled": False}},
        }
    )


def certificates_of(portable: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return by manifest label the `serialNumber`, `issuer`, `subject` and `validity` of the signing certificate."""
    manifests = [table(manifest) for manifest in rows(portable.get("manifests"))]
    return {
        text(manifest.get("label")): table(table(manifest.get("signature")).get("certificateInfo"))
        for manifest in manifests
    }


def _parsed(give: Callable[[], str]) -> dict[str, Any]:
    import c2pa

    try:
        return table(json.loads(give()))
    except (c2pa.C2paError, ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
