"""Front matter: the block of YAML or TOML at the head of a text.

YAML 1.2 between lines of three hyphens, as Jekyll introduced it; TOML between lines of three plus signs, as Hugo did.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FRONT_MATTER_CHARACTERS, NESTING
from sensus_verify.parsing.json import Json, as_text

if TYPE_CHECKING:
    from yaml.nodes import Node

_KEY_PARTS = 100
_BETWEEN_KEYS = re.compile(r"[=,\n\[\]{}]")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The block at the head of a text, as it stands there."""

    language: str  # "---": YAML, "+++": TOML
    block: str
    body: str  # the text behind it


def split_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter of `text`, or None when its first line opens none or nothing closes it."""
    fence = text[:3]
    first = text.find("\n")
    if fence not in _FENCES or first < 0 or text[3:first].strip():
        return None
    start = first + 1
    while (end := text.find("\n", start)) >= 0 or start < len(text):
        stop = end if end >= 0 else len(text)
        if text[start : start + 3] in _FENCES[fence] and not text[start + 3 : min(stop, start + 80)].strip():
            return FrontMatter(language=fence, block=text[first + 1 : start], body=text[stop + 1 :])
        start = stop + 1
    return None


def front_matter_fields(front: FrontMatter, *, where: str) -> Iterator[Field]:
    """Yield each top-level key: text as it stands there, a structure as JSON; never raises.

    What cannot be read yields one structure field "damaged".
    """
    try:
        if len(front.block) > FRONT_MATTER_CHARACTERS:
            _refuse()
        pairs = _yaml_pairs(front.block) if front.language == "---" else _toml_pairs(front.block)
        for name, value in pairs:
            yield Field(source=Source.FRONT_MATTER, name=name, value=as_text(value), where=where)
    except BrokenFile as error:
        yield Field(source=Source.STRUCTURE, name="damaged", value=error.problem.key, where=where)


def _refuse() -> None:
    key = "broken.frontMatter"
    raise BrokenFile(key)


def _toml_pairs(block: str) -> list[tuple[str, Json]]:
    """Return the pairs of a TOML table.

    Python's parser takes time and memory that grow with the square of the parts of a dotted key: 30 000 of them, in
    60 kB, take 4 GB. So a key of very many parts is refused before.
    """
    if any(piece.count(".") > _KEY_PARTS for piece in _BETWEEN_KEYS.split(block)):
        _refuse()
    try:
        table = tomllib.loads(block.replace("\r\n", "\n"))
        return [(name, _plain(value)) for name, value in table.items()]
    except (ValueError, RecursionError) as error:
        key = "broken.frontMatter"
        raise BrokenFile(key) from error


def _plain(value: object) -> Json:
    """Return a TOML value with its dates and numbers as text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _yaml_pairs(block: str) -> Iterator[tuple[str, Json]]:
    """Yield the pairs of a YAML mapping, also those whose key stands twice.

    Every scalar stays the text that was written: `no` is a word of our schema, not a truth value, and 1.0 a version.
    No tag is resolved and no object made. An alias is refused: nine lines of them stand for a billion values.
    """
    import yaml

    try:
        root = _composed(block)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        key = "broken.frontMatter"
        raise BrokenFile(key) from error
    if isinstance(root, yaml.MappingNode):
        for name, value in root.value:
            if isinstance(name, yaml.ScalarNode):
                yield name.value, _as_json(value)


def _composed(block: str) -> Node | None:
    import yaml

    class Loader(yaml.BaseLoader):
        """Makes nodes out of text, without aliases and only so deep."""

        depth = 0

        def compose_node(self, parent: Node | None, index: int) -> Node | None:
            if self.check_event(yaml.AliasEvent) or self.depth == NESTING:
                _refuse()
            self.depth += 1
            node = super().compose_node(parent, index)
            self.depth -= 1
            return node

    return Loader(block).get_single_node()


def _as_json(node: Node) -> Json:
    import yaml

    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _as_json(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return [_as_json(item) for item in node.value]
    return str(node.value)
