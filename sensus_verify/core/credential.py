"""What the Content Credentials of a file came to (credentials.md section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CredentialState(StrEnum):
    """One state for a file, from its active manifest."""

    NONE = "none"
    TRUSTED = "trusted"
    OWN = "own"
    UNKNOWN_SIGNER = "unknownSigner"
    EXPIRED_UNPROVEN = "expiredUnproven"
    CERTIFICATE_PROBLEM = "certificateProblem"
    REVOKED = "revoked"
    CHANGED = "changed"
    OLDER_RULES = "olderRules"
    BROKEN = "broken"
    REMOTE = "remote"
    UNREADABLE = "unreadable"


BINDING_HOLDS = frozenset(
    {
        CredentialState.TRUSTED,
        CredentialState.OWN,
        CredentialState.UNKNOWN_SIGNER,
        CredentialState.EXPIRED_UNPROVEN,
        CredentialState.CERTIFICATE_PROBLEM,
        CredentialState.REVOKED,
        CredentialState.OLDER_RULES,
    }
)
"""States in which the content is proven to be what was signed."""


class TimeProof(StrEnum):
    """How well the time of signing is known."""

    PROVEN = "proven"  # a time stamp from an issuer on an installed list
    STATED = "stated"  # according to the signer
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Bytes of the file that the signature does not cover."""

    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IngredientProblem:
    """A fault in something that went into the file. It never alters the state."""

    code: str
    ingredient: str
    when: str  # "now" or "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action that a manifest records."""

    action: str
    source_type: str = ""
    agent: str = ""
    description: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """Something that went into a manifest's file."""

    title: str
    relationship: str  # parentOf, componentOf, inputTo
    manifest: str = ""  # label of its own manifest in the same store, or empty
    media_type: str = ""
    source_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One manifest of the store, as shown. All its texts are claims out of the file, cleaned for showing."""

    label: str
    title: str
    generator: str
    signer: str
    issuer: str
    signed_at: str = ""
    claim_version: int = 1
    actions: tuple[Action, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    assertions: tuple[str, ...] = ()
    complete: bool = False  # the signer states that every action is recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """The Content Credentials of a file: one state, and the facts beside it."""

    state: CredentialState = CredentialState.NONE
    # Which sentence of the state fits. broken: "binding", "rules"; unreadable: "noFile", "parse", "tooLarge",
    # "unknownCode", "unsigned"; else empty.
    cause: str = ""
    signer: str = ""
    issuer: str = ""
    list: str = ""  # official, interim, partner, own
    list_date: str = ""
    lists_installed: bool = False
    signed_at: str = ""
    time_proof: TimeProof = TimeProof.NONE
    embedded: bool = False
    remote_url: str = ""
    codes: tuple[str, ...] = ()
    ingredient_problems: tuple[IngredientProblem, ...] = ()
    unprotected: tuple[Region, ...] = ()
    claimed_identity: str = ""  # a CAWG identity that was not resolved: shown as claimed
    manifests: tuple[Manifest, ...] = ()  # the active one first

    @property
    def time_proven(self) -> bool:
        """Whether a trusted time stamp proves when it was signed."""
        return self.time_proof is TimeProof.PROVEN
