"""What the manifests of a file state about AI, as evidence (disclosure.md section 4.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sensus_verify.core.ai_use import AiUse, Term, source_type
from sensus_verify.core.credential import BINDING_HOLDS, CredentialState
from sensus_verify.core.evidence import Evidence, Rank, Source, Vocabulary
from sensus_verify.core.limits import SHOWN_EVIDENCE
from sensus_verify.core.plain_text import plain
from sensus_verify.core.record import Tool, parse_record
from sensus_verify.core.vocabulary import SENSUS_PREFIX
from sensus_verify.credentials.metadata import is_metadata, properties
from sensus_verify.credentials.provenance import (
    Manifests,
    actions,
    agent_of,
    ancestry,
    assertions,
    ingredients,
    relation,
    signer_of,
    source_type_of,
)
from sensus_verify.credentials.shapes import text

_NEVER_DECIDE = frozenset(
    {
        "c2pa.converted",
        "c2pa.published",
        "c2pa.repackaged",
        "c2pa.transcoded",
        "c2pa.resized.proportional",
        "c2pa.enhanced",
        "c2pa.edited.metadata",
        "c2pa.redacted",
    }
)
_WATERMARKED = "c2pa.watermarked"
_AI_ASSERTIONS = ("c2pa.ai-disclosure", "c2pa.ai_generated_content")
_SOURCE_TYPE = "Iptc4xmpExt:DigitalSourceType"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the statements of a store can be relied on."""

    state: CredentialState
    doubtful: frozenset[str] = frozenset()  # labels of manifests with faults of their own

    def rank(self, label: str) -> Rank | None:
        """Return the rank of what the manifest `label` states; None: it is shown and never weighed."""
        if self.state in (CredentialState.TRUSTED, CredentialState.OWN):
            rank = Rank.CREDENTIAL_TRUSTED
        elif self.state in BINDING_HOLDS:
            rank = Rank.CREDENTIAL_UNCONFIRMED
        elif self.state in (CredentialState.CHANGED, CredentialState.BROKEN):
            rank = Rank.CREDENTIAL_BROKEN
        else:
            return None
        return Rank.CREDENTIAL_BROKEN if label in self.doubtful else rank

    def protected(self, label: str) -> bool:
        """Tell whether the signature vouches for the bytes of the manifest `label`."""
        return self.state in BINDING_HOLDS and label not in self.doubtful


def disclosures(manifests: Manifests, active: str, standing: Standing) -> tuple[Evidence, ...]:
    """Return what the active manifest, its parents and their parts state about AI.

    All of it is stated by the active manifest's signer: only that certificate was judged, and it took the rest in.
    """
    signer = plain(signer_of(manifests.get(active, {})))
    found: list[Evidence] = []
    for label in ancestry(manifests, active):
        standpoint = replace(_BLANK, rank=standing.rank(label), protected=standing.protected(label), stated_by=signer)
        found += _stated(manifests, label, standpoint, inherited=label != active)
    if len(found) > SHOWN_EVIDENCE:
        found.sort(key=lambda one: -one.says.degree if one.says else 1)
    return tuple(found[:SHOWN_EVIDENCE])


_BLANK = Evidence(source=Source.C2PA, property="", value="")


def _stated(manifests: Manifests, label: str, blank: Evidence, *, inherited: bool) -> Iterator[Evidence]:
    manifest = manifests[label]
    found = [
        *_from_actions(manifest, blank),
        *_from_ingredients(manifests, manifest, blank),
        *_from_metadata(manifest, blank),
    ]
    generative = any(one.says is not None for one in found)
    found += _from_ai_assertions(manifest, blank, already=generative)
    for one in found:
        yield replace(one, where=f"C2PA {one.where}{' (parentOf)' if inherited else ''}")


def _from_actions(manifest: dict[str, Any], blank: Evidence) -> Iterator[Evidence]:
    for action, data in actions(manifest):
        value = text(action.get("digitalSourceType"))
        if not value.strip():
            continue
        kind = text(action.get("action"))
        term = source_type(value)
        name, version = agent_of(action, data)
        tool = Tool(name=plain(name), version=plain(version))
        yield replace(
            _weighed(kind, term, blank),
            property=plain(kind),
            value=plain(term.identifier if term else value),
            where="c2pa.actions",
            vocabulary=_vocabulary(term),
            tools=(tool,) if tool.name else (),
        )


def _weighed(kind: str, term: Term | None, blank: Evidence) -> Evidence:
    """Return what an action with this source type says: the table of disclosure.md section 4.2."""
    if term is None or kind in _NEVER_DECIDE or kind.startswith(_WATERMARKED):
        return blank
    if kind in ("c2pa.created", "c2pa.opened"):
        degree = term.when_created if kind == "c2pa.created" and term.when_created else term.says
        return replace(blank, says=degree, asks=term.asks, origin=term.origin)
    if term.says is None:
        return blank
    if kind == "c2pa.placed":
        return replace(blank, says=AiUse.PARTLY_GENERATED, minimum=True)
    return replace(blank, says=AiUse.EDITED)


def _from_ingredients(manifests: Manifests, manifest: dict[str, Any], blank: Evidence) -> Iterator[Evidence]:
    for part in ingredients(manifest):
        value, how = source_type_of(part), relation(part)
        term = source_type(value)
        title = text(part.get("title"))
        if value.strip() and how in ("parentOf", "componentOf"):
            says = term.when_created or term.says if term else None
            component = says is not None and how == "componentOf"
            yield replace(
                blank,
                property=plain(how),
                value=plain(term.identifier if term else value),
                where=plain(f"c2pa.ingredient {title}"),
                says=AiUse.PARTLY_GENERATED if component else says,
                minimum=component,
                vocabulary=_vocabulary(term),
            )
        if how == "componentOf" and _is_generative(manifests, text(part.get("active_manifest"))):
            yield replace(
                blank,
                property="componentOf",
                value=plain(title or text(part.get("active_manifest"))),
                where=plain(f"c2pa.ingredient {title}"),
                says=AiUse.PARTLY_GENERATED,
                minimum=True,
            )


def _is_generative(manifests: Manifests, label: str) -> bool:
    """Tell whether the manifest of a part, its parents or their parts state generative AI."""
    seen: set[str] = set()
    waiting = [label]
    while waiting:
        here = waiting.pop()
        if here in seen or here not in manifests:
            continue
        seen.add(here)
        manifest = manifests[here]
        own = [*_from_actions(manifest, _BLANK), *_from_metadata(manifest, _BLANK)]
        own += _from_ai_assertions(manifest, _BLANK, already=False)
        if any(one.says is not None and one.says.degree >= AiUse.EDITED.degree for one in own):
            return True
        for part in ingredients(manifest):
            if relation(part) in ("parentOf", "componentOf"):
                term = source_type(source_type_of(part))
                if term is not None and term.says is not None:
                    return True
                waiting.append(text(part.get("active_manifest")))
    return False


def _from_ai_assertions(manifest: dict[str, Any], blank: Evidence, *, already: bool) -> Iterator[Evidence]:
    """Yield the assertions that say "AI was used" without a source type: at least edited, unless one stands beside."""
    for label, data in assertions(manifest):
        if not label.startswith(_AI_ASSERTIONS):
            continue
        denied = data.get("ai_generated") is False
        tool = Tool(name=plain(text(data.get("modelName")) or text(data.get("model"))))
        yield replace(
            blank,
            property=plain(label),
            value=tool.name,
            where=plain(label),
            says=None if already or denied else AiUse.EDITED,
            minimum=not already and not denied,
            tools=(tool,) if tool.name else (),
        )


def _from_metadata(manifest: dict[str, Any], blank: Evidence) -> Iterator[Evidence]:
    for label, data in assertions(manifest):
        if not is_metadata(label):
            continue
        named = properties(data)
        record = {
            name.removeprefix(f"{SENSUS_PREFIX}:"): value
            for name, value in named.items()
            if name.startswith(f"{SENSUS_PREFIX}:")
        }
        value = text(named.get(_SOURCE_TYPE))
        if value.strip():
            term = source_type(value)
            yield replace(
                blank,
                property=_SOURCE_TYPE,
                value=plain(term.identifier if term else value),
                where=plain(label),
                says=term.says if term else None,
                asks=bool(term and term.asks),
                origin=term.origin if term else None,
                vocabulary=_vocabulary(term),
            )
        if record:
            yield from _from_record(record, label, blank)


def _from_record(data: dict[str, Any], label: str, blank: Evidence) -> Iterator[Evidence]:
    record = parse_record(json.dumps(data, ensure_ascii=False))
    if record is None:
        return
    odd = record.unknown_values
    yield replace(
        blank,
        property=f"{SENSUS_PREFIX}:record",
        value=plain(record.ai_use.value if record.ai_use else text(data.get("aiUse"))),
        where=plain(label),
        says=record.ai_use,
        record=record,
        tools=record.tools,
        vocabulary=Vocabulary.UNKNOWN if "aiUse" in odd else Vocabulary.KNOWN,
    )


def _vocabulary(term: Term | None) -> Vocabulary:
    if term is None:
        return Vocabulary.UNKNOWN
    return Vocabulary.RETIRED if term.retired else Vocabulary.KNOWN
