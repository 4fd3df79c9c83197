"""The manifests of a store, as they are shown, and the faults in what went into the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sensus_verify.core.credential import Action, Ingredient, IngredientProblem, Manifest
from sensus_verify.core.limits import SHOWN_EVIDENCE
from sensus_verify.core.plain_text import plain
from sensus_verify.credentials.shapes import rows, table, text
from sensus_verify.credentials.states import faulty

_MANIFESTS = 100
_PARENT = "parentOf"

Manifests = dict[str, dict[str, Any]]
"""The library's manifests by label, as JSON."""


def manifests_of(facts: dict[str, Any]) -> Manifests:
    """Return the manifests of the library's report by label."""
    return {label: table(manifest) for label, manifest in table(facts.get("manifests")).items()}


def ancestry(manifests: Manifests, label: str) -> tuple[str, ...]:
    """Return `label` and the manifests of its `parentOf` ingredients, and of theirs, nearest first."""
    found: dict[str, None] = {}
    waiting = [label]
    while waiting:
        here = waiting.pop(0)
        if here in manifests and here not in found:
            found[here] = None
            waiting += [
                text(part.get("active_manifest")) for part in ingredients(manifests[here]) if relation(part) == _PARENT
            ]
    return tuple(found)


def ingredients(manifest: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return a manifest's ingredients."""
    return tuple(table(part) for part in rows(manifest.get("ingredients")))


def relation(ingredient: dict[str, Any]) -> str:
    """Return `parentOf`, `componentOf` or `inputTo`."""
    return text(ingredient.get("relationship"))


def assertions(manifest: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (label, data) of a manifest's assertions; data that are no object are given as an empty one."""
    for assertion in rows(manifest.get("assertions")):
        yield text(table(assertion).get("label")), table(table(assertion).get("data"))


def actions(manifest: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (action, the data of its assertion) for every recorded action."""
    for label, data in assertions(manifest):
        if label.startswith("c2pa.actions"):
            for action in rows(data.get("actions")):
                yield table(action), data


def agent_of(action: dict[str, Any], data: dict[str, Any]) -> tuple[str, str]:
    """Return name and version of the software that did an action; version 2 may point into a common list."""
    agent = action.get("softwareAgent")
    place = action.get("softwareAgentIndex")
    common = rows(data.get("softwareAgents"))
    if agent is None and isinstance(place, int) and 0 <= place < len(common):
        agent = common[place]
    if isinstance(agent, str):
        return agent, ""
    return text(table(agent).get("name")), text(table(agent).get("version"))


def generator_of(manifest: dict[str, Any]) -> str:
    """Return the claim generator: the name and version of the first program, or the old single text."""
    programs = rows(manifest.get("claim_generator_info"))
    if programs:
        return " ".join(part for name in ("name", "version") if (part := text(table(programs[0]).get(name))))
    return text(manifest.get("claim_generator"))


def signer_of(manifest: dict[str, Any]) -> str:
    """Return the organisation in the signer's certificate, else its common name. The library calls it issuer."""
    about = table(manifest.get("signature_info"))
    return text(about.get("issuer")) or text(about.get("common_name"))


def issuer_of(certificate: dict[str, Any]) -> str:
    """Return who issued a signing certificate: organisation and name."""
    issuer = table(certificate.get("issuer"))
    organisation, name = text(issuer.get("O")), text(issuer.get("CN"))
    return f"{organisation} ({name})" if organisation and name else organisation or name


def shown(manifests: Manifests, active: str, certificates: Manifests) -> tuple[Manifest, ...]:
    """Return the manifests for showing: the active one, its parents, then the others.

    `certificates` are the signing certificates by manifest label.
    """
    order = dict.fromkeys((*ancestry(manifests, active), *manifests))
    labels = [label for label in order if label in manifests][:_MANIFESTS]
    limit = max(SHOWN_EVIDENCE // max(len(labels), 1), 5)
    return tuple(_shown(label, manifests[label], issuer_of(certificates.get(label, {})), limit) for label in labels)


def problems(facts: dict[str, Any], manifests: Manifests) -> tuple[IngredientProblem, ...]:
    """Return the faults in ingredients: those that are new since signing, and those that were there then."""
    found = [
        IngredientProblem(code=plain(code), ingredient=plain(name), when=when)
        for code, name, _, when in _faults(facts, manifests)
    ]
    return tuple(dict.fromkeys(found))[:SHOWN_EVIDENCE]


def doubtful(facts: dict[str, Any], manifests: Manifests) -> frozenset[str]:
    """Return the labels of manifests whose own statements or whose file had a fault, now or when it was taken in."""
    return frozenset(label for _, _, label, _ in _faults(facts, manifests))


def _faults(facts: dict[str, Any], manifests: Manifests) -> Iterator[tuple[str, str, str, str]]:
    """Yield (code, the ingredient's title, its manifest's label, "now" or "signed")."""
    parts = {
        f"self#jumbf=/c2pa/{label}/c2pa.assertions/{text(part.get('label'))}": part
        for label, manifest in manifests.items()
        for part in ingredients(manifest)
    }
    for delta in rows(table(facts.get("validation_results")).get("ingredientDeltas")):
        place = text(table(delta).get("ingredientAssertionURI"))
        part = parts.get(place, {})
        for code in _codes(table(table(delta).get("validationDeltas")).get("failure")):
            yield code, _title(part) or place.rpartition("/")[2], text(part.get("active_manifest")), "now"
    for part in parts.values():
        then = table(part.get("validation_results"))
        lines = [table(then.get("activeManifest")).get("failure") if then else part.get("validation_status")]
        lines += [
            table(table(delta).get("validationDeltas")).get("failure") for delta in rows(then.get("ingredientDeltas"))
        ]
        for line in lines:
            for code in _codes(line):
                yield code, _title(part), text(part.get("active_manifest")), "signed"


def _codes(lines: object) -> list[str]:
    found = (text(table(line).get("code")) for line in rows(lines))
    return [code for code in found if faulty(code)]


def _title(part: dict[str, Any]) -> str:
    return text(part.get("title")) or text(part.get("label"))


def _shown(label: str, manifest: dict[str, Any], issuer: str, limit: int) -> Manifest:
    about = table(manifest.get("signature_info"))
    version = manifest.get("claim_version")
    recorded = list(actions(manifest))
    return Manifest(
        label=plain(label),
        title=plain(text(manifest.get("title"))),
        generator=plain(generator_of(manifest)),
        signer=plain(signer_of(manifest)),
        issuer=plain(issuer),
        signed_at=plain(text(about.get("time"))),
        claim_version=version if version in (1, 2) else 1,
        actions=tuple(_action(action, data) for action, data in recorded[:limit]),
        ingredients=tuple(_ingredient(part) for part in ingredients(manifest)[:limit]),
        assertions=tuple(plain(name) for name, _ in [*assertions(manifest)][:limit]),
        complete=bool(recorded) and _complete(manifest, (data for _, data in recorded)),
    )


def _complete(manifest: dict[str, Any], stated: Iterable[dict[str, Any]]) -> bool:
    """Tell whether the signer states that every change is recorded, among what it answers for itself."""
    created = all(
        table(assertion).get("created") is True
        for assertion in rows(manifest.get("assertions"))
        if text(table(assertion).get("label")).startswith("c2pa.actions")
    )
    itself = created or manifest.get("claim_version") == 1  # version 1 knows no gathered assertions
    return itself and all(data.get("allActionsIncluded") is True for data in stated)


def _action(action: dict[str, Any], data: dict[str, Any]) -> Action:
    parameters = table(action.get("parameters"))
    return Action(
        action=plain(text(action.get("action"))),
        source_type=plain(text(action.get("digitalSourceType"))),
        agent=plain(" ".join(part for part in agent_of(action, data) if part)),
        description=plain(text(parameters.get("description")) or text(action.get("description"))),
        when=plain(text(action.get("when"))),
    )


def _ingredient(part: dict[str, Any]) -> Ingredient:
    return Ingredient(
        title=plain(text(part.get("title"))),
        relationship=plain(relation(part)),
        manifest=plain(text(part.get("active_manifest"))),
        media_type=plain(text(part.get("format"))),
        source_type=plain(source_type_of(part)),
    )


def source_type_of(part: dict[str, Any]) -> str:
    """Return the digital source type that an ingredient is stated to have."""
    return text(part.get("digital_source_type")) or text(part.get("digitalSourceType"))
