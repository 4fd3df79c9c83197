"""Fetching the published lists of trusted issuers, when the user asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sensus_verify.core.errors import NetworkFailed, Problem
from sensus_verify.core.limits import TRUST_BYTES
from sensus_verify.credentials import network
from sensus_verify.credentials.candidates import checked
from sensus_verify.credentials.certificates import BadTrustList
from sensus_verify.credentials.trust import Imported, TrustStore

_C2PA = "https://raw.githubusercontent.com/c2pa-org/conformance-public/refs/heads/main/trust-list/"
_INTERIM = "https://contentcredentials.org/trust/"

Fetch = Callable[[str, int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A list and where it is published."""

    name: str
    anchors: str
    allowed: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses that are asked."""
        return tuple(address for address in (self.anchors, self.allowed) if address)


PUBLISHED = (
    Published(name="official", anchors=f"{_C2PA}C2PA-TRUST-LIST.pem"),
    Published(name="tsa", anchors=f"{_C2PA}C2PA-TSA-TRUST-LIST.pem"),
    Published(name="interim", anchors=f"{_INTERIM}anchors.pem", allowed=f"{_INTERIM}allowed.pem"),
)
"""What an update asks for, to be shown before it starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What came of one published list: installed, or a problem, and then the list before stays."""

    name: str
    imported: Imported | None = None
    problem: Problem | None = None


def update(store: TrustStore, *, today: dt.date, fetch: Fetch = network.fetch) -> tuple[Updated, ...]:
    """Fetch and install every published list; each for itself, so that one failure does not hold up the others."""
    return tuple(_update(store, published, today, fetch) for published in PUBLISHED)


def _update(store: TrustStore, published: Published, today: dt.date, fetch: Fetch) -> Updated:
    try:
        texts = [fetch(address, TRUST_BYTES).decode("ascii", errors="replace") for address in published.addresses]
        found = checked(
            published.name,
            texts[0],
            texts[1] if published.allowed else "",
            today.isoformat(),
            published.anchors,
        )
    except (NetworkFailed, BadTrustList) as error:
        return Updated(name=published.name, problem=error.problem)
    (imported,) = store.install([found])
    return Updated(name=published.name, imported=imported)
