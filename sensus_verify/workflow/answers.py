"""The three answers in words: pure functions from an inspection to sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sensus_verify.carriers import all_carriers
from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.credential import Credential, CredentialState, TimeProof
from sensus_verify.core.errors import Problem
from sensus_verify.core.evidence import Evidence, PersonalData, Rank, Source, Trace, Vocabulary
from sensus_verify.core.personal_data import shortened
from sensus_verify.core.plain_text import plain
from sensus_verify.core.verdict import Basis, Conflict, Inspection, Status, Todo, Verdict
from sensus_verify.workflow.words import Words

_HOST = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}://(?:[^/?#]{0,2000}@)?(\[[^\]/?#@]{1,60}\]|[^/:?#@]{1,253})")
_LOOKED_FOR = ("credentials", "sourceType", "record", "tc260", "web", "traces", "personal")
_PLACES_IN_WORDS = frozenset({Source.COMMENT, Source.FRONT_MATTER, Source.BODY, Source.META, Source.JSON_LD})
_PLACES = {
    "source code comment": "place.codeComment",
    "front matter": "place.frontMatter",
    "first line": "place.firstLine",
    "document information": "place.documentInformation",
    "notebook metadata": "place.notebookMetadata",
    "notebook text": "place.notebookText",
    "record": "place.record",
    "text": "place.text",
    "comment": "place.comment",
    "catalog": "place.catalog",
    "Attachments": "place.attachments",
    "EmbeddedFiles": "place.attachments",
}
"""The names of places that are ours and not the format's."""

_BYTES = re.compile(r"(\d{1,15}) bytes")
_NEUTER = frozenset({"audio", "document"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person reads about one file. Every text is plain, on one line, and ends as a sentence ends."""

    ai: str
    ai_why: tuple[str, ...]
    ai_short: str
    credential: str
    credential_why: tuple[str, ...]
    credential_short: str
    todo: tuple[str, ...]
    todo_short: str  # empty: nothing presses
    looked_for: tuple[str, ...]
    not_examined: tuple[str, ...]
    failed: str  # what, why and what next; empty when the file was read whole


def answers(inspection: Inspection, words: Words) -> Answers:
    """Return the three answers about a file, in `words`."""
    verdict = inspection.verdict
    whole = inspection.status is not Status.FAILED
    return Answers(
        ai=_ai(inspection, words),
        ai_why=tuple(_ai_why(inspection, words)) if whole else (),
        ai_short=_ai_short(inspection, words),
        credential=_credential(verdict, words) if whole else words.sentence("credential.failed"),
        credential_why=tuple(_credential_why(verdict.credential, words)) if whole else (),
        credential_short=_credential_short(verdict, words) if whole else words.sentence("credential.short.failed"),
        todo=tuple(_todos(inspection, words)),
        todo_short=_todo_short(verdict, words) if whole else "",
        looked_for=tuple(words.sentence(f"looked.{one}") for one in _LOOKED_FOR),
        not_examined=tuple(words.sentence(key) for key in verdict.not_examined if words.has(key)),
        failed=problem_sentence(inspection.error, words) if inspection.error else "",
    )


def problem_sentence(problem: Problem, words: Words) -> str:
    """Return what went wrong, why, and what next."""
    if not words.has(problem.key):
        return words.sentence("error.unknown")
    return words.sentence(problem.key, **{name: plain(value) for name, value in problem.facts})


def conflict_sentence(conflict: Conflict, words: Words) -> str:
    """Return a conflict in words."""
    values = ", ".join(dict.fromkeys(plain(one.value, 80) for one in conflict.says if one.value)) or "?"
    return words.sentence(f"conflict.{conflict.code}", value=values)


def evidence_place(evidence: Evidence, words: Words) -> str:
    """Return where a piece of evidence stands: the place in the format's own words, else its kind and name."""
    if not evidence.where or evidence.source in _PLACES_IN_WORDS:
        return plain(f"{words.sentence(f'source.{evidence.source.value}')}: {evidence.property}")
    named = evidence.where if evidence.property in evidence.where else f"{evidence.where}: {evidence.property}"
    return place_words(named, words)


def trace_line(trace: Trace, words: Words) -> str:
    """Return a trace in words: generator, strength and place."""
    strength = words.sentence(f"strength.{trace.strength.value}")
    return f"{plain(trace.generator)} ({strength}): {place_words(trace.where, words)}"


def personal_line(item: PersonalData, words: Words, *, in_full: bool = False) -> str:
    """Return personal data in words; the value is shortened unless it is wanted in full."""
    return f"{personal_value(item, words, in_full=in_full)} ({place_words(item.where, words)})"


def personal_value(item: PersonalData, words: Words, *, in_full: bool = False) -> str:
    """Return what kind of personal data it is and its value, shortened unless it is wanted in full."""
    counted = _BYTES.fullmatch(item.value)
    if counted is not None:
        value = words.plural("file.bytes", int(counted[1]))  # data that are too large to show: their size hides nothing
    else:
        value = plain(item.value) if in_full else shortened(item.value, item.kind)
    return f"{words.sentence(f'personal.{item.kind.value}')}: {value}"


def place_words(where: str, words: Words) -> str:
    """Return a place in a file with our own name for it in `words`; names of the format stay as they are."""
    for name, key in _PLACES.items():
        if where == name or where.startswith((f"{name} ", f"{name}:")):
            return plain(words.sentence(key) + where[len(name) :])
    return plain(where)


def format_title(name: str, words: Words) -> str:
    """Return the name of a format for people: a word in their language, or the format's own name."""
    if words.has(f"format.{name}"):
        return words.sentence(f"format.{name}")
    return next((carrier.title for carrier in all_carriers() if carrier.name == name), name)


def format_kind(name: str) -> str:
    """Return what a format is: image, video, audio, document, text, code or other."""
    return next((carrier.kind for carrier in all_carriers() if carrier.name == name), "other")


def suffix_sentence(inspection: Inspection, words: Words) -> str:
    """Return that the name disagrees with the content, or nothing."""
    if not inspection.facts.suffix_disagrees:
        return ""
    return words.sentence("file.suffixDisagrees", format=format_title(inspection.facts.format, words))


def generators(traces: tuple[Trace, ...]) -> str:
    """Return the generators that left a strong or medium trace, each once; empty when there are none."""
    return ", ".join(dict.fromkeys(plain(trace.generator) for trace in traces if trace.strength.value != "weak"))


def _ai(inspection: Inspection, words: Words) -> str:
    if inspection.status is Status.FAILED:
        return words.sentence("ai.failed")
    use = inspection.verdict.ai_use
    if use is not AiUse.UNKNOWN:
        return words.sentence(f"ai.{use.value}")
    if names := generators(inspection.traces):
        return words.sentence("ai.traced", generator=names)
    return words.sentence("ai.unknown" if inspection.status is Status.READ else "ai.unreadPart")


def _ai_why(inspection: Inspection, words: Words) -> Iterator[str]:
    verdict = inspection.verdict
    deciding = _deciding(inspection)
    if deciding is not None:
        yield _according_to(deciding, words)
    if verdict.minimum:
        yield words.sentence("why.minimum")
    if verdict.tools:
        yield words.sentence("why.tools", tools=", ".join(_tool_names(verdict)))
    if verdict.origin is not None:
        yield words.sentence(f"why.origin.{verdict.origin.value}")
    if verdict.ai_use is AiUse.UNKNOWN and (why := _unknown_why(inspection, words)):
        yield why


def _unknown_why(inspection: Inspection, words: Words) -> str:
    """Return why nothing is said, and what may be suggested; nothing where a part of the file could not be read."""
    suggestion, names = inspection.verdict.suggestion, generators(inspection.traces)
    possibly = next((one for one in inspection.evidence if one.suggests is not None), None)
    asking = next((one for one in inspection.evidence if one.asks), None)
    if suggestion is not None and names:
        use = words.sentence(f"ai.short.{suggestion.ai_use.value}")
        return words.sentence("why.suggestion", use=use, generator=names)
    if suggestion is not None and possibly is not None:
        return words.sentence("why.possibly", what=evidence_place(possibly, words))
    if asking is not None:
        return words.sentence("why.asks", what=plain(asking.value, 80))
    if inspection.status is not Status.READ:
        return ""
    silent = bool(inspection.verdict.credential.manifests)
    return words.sentence("why.silent" if silent else "why.nothing")


def _deciding(inspection: Inspection) -> Evidence | None:
    verdict = inspection.verdict
    fitting = [one for one in inspection.evidence if one.rank is not None and one.says is verdict.ai_use]
    return max(fitting, key=lambda one: one.rank or Rank.CREDENTIAL_BROKEN, default=None)


def _according_to(evidence: Evidence, words: Words) -> str:
    # A source type is not repeated in its own code: the sentence above says it, and the evidence shows it.
    coded = evidence.source is Source.C2PA and evidence.vocabulary is Vocabulary.KNOWN
    said = f" = {evidence.value}" if evidence.value and not coded else ""
    what = plain(f"{evidence.property}{said}", 160)
    if evidence.source is Source.C2PA:
        return words.sentence("why.fits" if evidence.rank is Rank.CREDENTIAL_BROKEN else "why.signed", what=what)
    if evidence.record is not None and evidence.stated_by:
        return words.sentence("why.record", who=plain(evidence.stated_by, 120))
    if evidence.source is Source.SIDECAR:
        return words.sentence("why.declaredBeside", what=what)
    if evidence.property.rpartition(":")[2].lower() == "digitalsourcetype":
        return words.sentence("why.declared", what=words.sentence("looked.sourceType"))
    return words.sentence("why.declared", what=evidence_place(evidence, words))


def _tool_names(verdict: Verdict) -> list[str]:
    named = (" ".join(part for part in (tool.name, tool.version) if part) for tool in verdict.tools)
    return list(dict.fromkeys(plain(name, 80) for name in named if name))


def _ai_short(inspection: Inspection, words: Words) -> str:
    if inspection.status is Status.FAILED:
        return words.sentence("ai.short.failed")
    verdict = inspection.verdict
    if verdict.ai_use is AiUse.UNKNOWN:
        names = generators(inspection.traces)
        return words.sentence("ai.short.traced", generator=names) if names else words.sentence("ai.short.unknown")
    use = words.sentence(f"ai.short.{verdict.ai_use.value}")
    if verdict.minimum:
        use = words.sentence("ai.short.atLeast", use=use[0].lower() + use[1:] if not use.startswith("AI") else use)
    who = words.sentence("who.credentials" if verdict.basis is Basis.SIGNED else "who.file")
    if verdict.basis is Basis.DECLARED and verdict.record_id and verdict.stated_by:
        who = plain(verdict.stated_by, 60)
    return words.sentence("ai.short.by", use=use, who=who)


def _signer(credential: Credential, words: Words) -> str:
    return plain(credential.signer, 80) or words.sentence("signer.unnamed")


def _credential_key(verdict: Verdict) -> str:
    credential = verdict.credential
    key = f"credential.{credential.state.value}"
    match credential.state:
        case CredentialState.NONE if "notExamined.largeCredentials" in verdict.not_examined:
            return "credential.notExamined"
        case CredentialState.UNKNOWN_SIGNER if not credential.lists_installed:
            return f"{key}.noList"
        case CredentialState.BROKEN if credential.cause in ("binding", "rules"):
            return f"{key}.{credential.cause}"
        case CredentialState.UNREADABLE if credential.cause == "noFile":
            return f"{key}.noFile"
    return key


def _credential(verdict: Verdict, words: Words) -> str:
    credential = verdict.credential
    return words.sentence(
        _credential_key(verdict),
        signer=_signer(credential, words),
        list=_list_name(credential, words),
        date=credential.list_date,
        host=plain(host_of(credential.remote_url), 120),
    )


def host_of(url: str) -> str:
    """Return the host that an address out of a file names, or the address itself where it names none for certain.

    What stands before the last `@` is a name and a password (RFC 3986, section 3.2.1), whatever it looks like; programs
    disagree on a backslash.
    """
    named = None if "\\" in url else _HOST.match(url)
    return named.group(1) if named else url


def _list_name(credential: Credential, words: Words) -> str:
    return words.sentence(f"list.{credential.list}") if credential.list else ""


def _credential_short(verdict: Verdict, words: Words) -> str:
    credential = verdict.credential
    return words.sentence(f"credential.short.{credential.state.value}", signer=_signer(credential, words))


def _credential_why(credential: Credential, words: Words) -> Iterator[str]:
    if credential.state in _SIGNER_UNSAID and credential.signer:
        yield words.sentence("fact.signer", signer=_signer(credential, words))
    if credential.signed_at and credential.time_proof is not TimeProof.NONE:
        key = "fact.time.proven" if credential.time_proven else "fact.time.stated"
        yield words.sentence(key, date=plain(credential.signed_at[:10]))
    if credential.state is CredentialState.UNKNOWN_SIGNER and credential.list_date:
        yield words.sentence("fact.notOnList", date=credential.list_date)
    yield from _credential_limits(credential, words)
    if credential.issuer:
        yield words.sentence("fact.issuer", issuer=plain(credential.issuer, 120))
    if credential.state in (CredentialState.TRUSTED, CredentialState.OWN):
        yield words.sentence("fact.revocation")


def _credential_limits(credential: Credential, words: Words) -> Iterator[str]:
    """Return what the credentials do not cover, or cover only as a claim."""
    if credential.unprotected:
        yield words.plural("fact.unprotected", sum(region.length for region in credential.unprotected))
    for problem in credential.ingredient_problems[:_SHOWN_PROBLEMS]:
        key = "fact.ingredientProblem.now" if problem.when == "now" else "fact.ingredientProblem.signed"
        yield words.sentence(key, ingredient=plain(problem.ingredient, 120), code=plain(problem.code, 80))
    if credential.claimed_identity:
        yield words.sentence("fact.identity", identity=plain(credential.claimed_identity, 120))
    if credential.manifests and not credential.embedded:
        yield words.sentence("fact.beside")
    if any(not manifest.complete for manifest in credential.manifests[:1]):
        yield words.sentence("fact.unrecorded")


_SHOWN_PROBLEMS = 5
_SIGNER_UNSAID = frozenset(CredentialState) - {
    CredentialState.TRUSTED,
    CredentialState.OWN,
    CredentialState.UNKNOWN_SIGNER,
}
"""States whose sentence does not name the signer."""


def _todos(inspection: Inspection, words: Words) -> Iterator[str]:
    """Return what remains. Where something could not be read, something always does."""
    if inspection.status is not Status.FAILED:
        for todo in inspection.verdict.todo:
            yield _todo(todo, inspection, words)
    if inspection.status is not Status.READ:
        yield words.sentence("todo.unread")


def _todo(todo: Todo, inspection: Inspection, words: Words) -> str:
    if todo is Todo.LABEL:
        kind = format_kind(inspection.facts.format)
        key = "todo.label.neuter" if kind in _NEUTER else "todo.label"
        return words.sentence(key, what=words.sentence(f"kind.{kind}"))
    if todo is Todo.DECLARE and inspection.verdict.suggestion is not None:
        return words.sentence("todo.declare.suggested")
    return words.sentence(f"todo.{todo.value}")


def _todo_short(verdict: Verdict, words: Words) -> str:
    """Return the most pressing thing to do. A file that says nothing and bears no trace presses nobody."""
    pressing = [todo for todo in verdict.todo if todo is not Todo.DECLARE or verdict.suggestion is not None]
    order = (Todo.RESOLVE_CONFLICT, Todo.LABEL, Todo.DECLARE, Todo.RESIGN)
    first = min(pressing, key=lambda todo: order.index(todo) if todo in order else len(order), default=None)
    return words.sentence(f"todo.short.{first.value}") if first is not None else ""
