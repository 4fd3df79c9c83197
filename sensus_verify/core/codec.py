"""Frozen dataclasses to JSON and back, strictly: what a worker process answers is checked field by field.

Nothing that comes from a worker is unpickled. Text stays text, an enumeration takes only its members, a missing or
surplus field is an error.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from enum import Enum, IntEnum
from functools import cache
from typing import Any, TypeVar, Union, cast

_T = TypeVar("_T")
_Read = Callable[[Any], Any]


class CodecError(ValueError):
    """The data do not have the shape that the type demands."""


def to_data(value: Any) -> Any:  # noqa: ANN401 - takes every value of our types, gives JSON
    """Return `value`, made of our dataclasses, enumerations, tuples and plain values, as JSON data.

    Fields that have their default are left out.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [to_data(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: to_data(item)
            for name, default in _defaults(type(value))
            if (item := getattr(value, name)) != default or default is dataclasses.MISSING
        }
    return value


def from_data(kind: type[_T], data: Any) -> _T:  # noqa: ANN401 - JSON has no narrower type
    """Return the value of type `kind` that `data` describes; raise `CodecError` on anything that does not fit."""
    return cast("_T", _reader(cast("Any", kind))(data))


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))


@cache
def _reader(kind: Any) -> _Read:  # noqa: ANN401 - a type expression
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind)
    if origin is tuple:
        return _sequence(_reader(typing.get_args(kind)[0]), typing.get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member(kind)
    if dataclasses.is_dataclass(kind):
        return _record(cast("type", kind))
    if kind in (str, int, bool, float):
        return _plain(kind)
    message = f"no reading for {kind!r}"
    raise TypeError(message)


def _plain(kind: type) -> _Read:
    def read(data: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
        if type(data) is not kind:
            message = f"{kind.__name__} expected"
            raise CodecError(message)
        return data

    return read


def _optional(kind: Any) -> _Read:  # noqa: ANN401 - JSON has no narrower type
    inner = [_reader(part) for part in typing.get_args(kind) if part is not types.NoneType]
    if len(inner) != 1:
        message = f"only `X | None` can be read, not {kind!r}"
        raise TypeError(message)

    def read(data: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
        return None if data is None else inner[0](data)

    return read


def _sequence(item: _Read, arguments: tuple[Any, ...]) -> _Read:
    fixed = None if arguments[-1] is Ellipsis else [_reader(part) for part in arguments]

    def read(data: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
        if type(data) is not list or (fixed is not None and len(data) != len(fixed)):
            message = "list expected"
            raise CodecError(message)
        if fixed is not None:
            return tuple(reader(part) for reader, part in zip(fixed, data, strict=True))
        return tuple(item(part) for part in data)

    return read


def _member(kind: type[Enum]) -> _Read:
    values = {member.value: member for member in kind}
    wanted = int if issubclass(kind, IntEnum) else str

    def read(data: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
        if type(data) is not wanted or data not in values:
            message = f"a {kind.__name__} expected"
            raise CodecError(message)
        return values[data]

    return read


def _record(kind: type) -> _Read:
    hints = typing.get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}
    required = {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }

    def read(data: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
        if type(data) is not dict or not readers.keys() >= data.keys() or not data.keys() >= required:
            message = f"the fields of {kind.__name__} expected"
            raise CodecError(message)
        return kind(**{name: readers[name](value) for name, value in data.items()})

    return read
