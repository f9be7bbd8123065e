"""Model values as nested lists that JSON can hold, and back: how the catalog keeps items and questions.

A dataclass is `["Name", field, …]` in the order of its fields, without the trailing ones that have their default; a
tuple is a list in a list, `[[element, …]]`, so that the two cannot be taken for one another; an enum is
`["Name", value]`.
Changing a model class changes what is written: the catalog is then built anew, nothing else keeps these lists.
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

from tutor.model import checks, claims, conditions, drills, items, labs, problems, questions, text

_PLAIN = frozenset((str, int, float, bool, type(None)))
_REQUIRED = object()  # equal to no value, so that a field without a default is always written
_compact = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _default(field: "Field[Any]") -> object:
    return _REQUIRED if field.default is MISSING else field.default


def _reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What yields the values of the fields `names` as a tuple."""
    if not names:
        return lambda _: ()
    if len(names) == 1:
        single = attrgetter(names[0])
        return lambda value: (single(value),)
    return attrgetter(*names)


_classes: dict[str, type[Any]] = {}
_readers: dict[type, tuple[str, Callable[[Any], tuple[Any, ...]], tuple[object, ...]]] = {}
_keywords: dict[str, tuple[str, ...]] = {}  # the fields of classes that take them by name only


def _register(kind: type[Any]) -> None:
    _classes[kind.__name__] = kind
    if is_dataclass(kind):
        written = [field for field in fields(kind) if field.init]
        names = tuple(field.name for field in written)
        _readers[kind] = (kind.__name__, _reader(names), tuple(_default(field) for field in written))
        if any(field.kw_only for field in written):
            _keywords[kind.__name__] = names


for _module in (problems, text, questions, checks, conditions, drills, labs, claims, items):
    for _value in vars(_module).values():
        if isinstance(_value, type) and _value.__module__ == _module.__name__:
            _register(_value)


def encode(value: Any) -> Any:
    """A model value (a dataclass, an enum, a tuple or a plain value) as nested lists. TypeError for anything else."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [[element if type(element) in _PLAIN else encode(element) for element in value]]
    known = _readers.get(kind)
    if known is None:
        return _encode_enum(value)
    name, read, defaults = known
    values = read(value)
    count = len(values)
    while count and values[count - 1] == defaults[count - 1]:
        count -= 1
    return [name, *[field if type(field) in _PLAIN else encode(field) for field in values[:count]]]


def _encode_enum(value: Any) -> Any:
    if isinstance(value, StrEnum) and _classes.get(type(value).__name__) is type(value):
        return [type(value).__name__, value.value]
    if isinstance(value, int):
        return int(value)  # a Style: combined flags are kept as the number they are
    raise TypeError(f"{type(value).__name__} is no model value")


def decode(data: Any) -> Any:
    """The value that `encode` made the lists from. Raises as `loads` does."""
    if type(data) is not list:
        return data
    head = data[0]
    if type(head) is list:
        return tuple([decode(element) if type(element) is list else element for element in head])
    values = [decode(element) if type(element) is list else element for element in data[1:]]
    keywords = _keywords.get(head)
    if keywords is None:
        return _classes[head](*values)
    return _classes[head](**dict(zip(keywords, values, strict=False)))


def dumps(value: Any) -> str:
    """A model value as compact JSON."""
    return _compact(encode(value))


def loads(body: str) -> Any:
    """The model value that `dumps` wrote. LookupError, TypeError or ValueError when it did not write `body`."""
    return decode(json.loads(body))
