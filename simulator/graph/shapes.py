"""Checks a JSON body against a table of fields. Knows no field of Meta's; `limits.py` has those."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from simulator.graph.errors import GraphError

ABSENT: Final = object()


class Kind(StrEnum):
    """What a field holds; ANY is not looked into."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    LINK = "link"
    LIST = "list"
    OBJECT = "object"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a body and the codes for breaking it.

    `path` is dotted, `[]` means every item. `least` and `most` count characters or items, or bound
    a number. Fields are checked in table order; a field below an absent object is not looked at.
    """

    path: str
    kind: Kind = Kind.TEXT
    least: float = 1
    most: float | None = None
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    on_missing: int = 131008
    on_size: int = 100
    on_wrong: int = 131009


class Shape:
    """A table of fields with the keys it allows; `also` are fields checked elsewhere."""

    def __init__(self, *fields: Field, also: tuple[Field, ...] = ()) -> None:
        self.fields = fields
        self._keys = _tree((*also, *fields))

    def check(self, body: dict[str, object]) -> None:
        """Refuse the first field that breaks the table, then the first key it does not know.

        Raises:
            GraphError: with the code the table gives; 100 for an unexpected key.
        """
        check_fields(body, self.fields)
        _check_keys(body, self._keys, "")


def check_fields(body: dict[str, object], fields: tuple[Field, ...]) -> None:
    """Refuse the first field that breaks the table; other keys are not looked at.

    Raises:
        GraphError: with the code the table gives.
    """
    for field in fields:
        for where, value in values_at(body, field.path):
            _check_value(value, field=field, where=where)


def values_at(node: object, path: str) -> Iterator[tuple[str, object]]:
    """Give every value at a dotted path with its full name; ABSENT when only the last step is."""
    return _walk(node, path.split("."), "")


def _walk(node: object, steps: list[str], where: str) -> Iterator[tuple[str, object]]:
    if not isinstance(node, dict):
        return
    name = steps[0].removesuffix("[]")
    value, here = node.get(name, ABSENT), f"{where}['{name}']" if where else name
    items = [(here, value)]
    if steps[0].endswith("[]"):
        found = value if isinstance(value, list) else []
        items = [(f"{here}[{place}]", item) for place, item in enumerate(found)]
    for spot, item in items:
        if len(steps) == 1:
            yield spot, item
        else:
            yield from _walk(item, steps[1:], spot)


def _check_value(value: object, *, field: Field, where: str) -> None:
    if value is ABSENT or value is None:
        if field.is_needed:
            raise GraphError(field.on_missing, details=f"The parameter {where} is required.")
        return
    match field.kind:
        case Kind.TEXT:
            _check_text(value, field=field, where=where)
        case Kind.NUMBER:
            _check_number(value, field=field, where=where)
        case Kind.LINK:
            _check_link(value, field=field, where=where)
        case Kind.LIST:
            _check_type(value, list, field=field, where=where)
            _check_size(len(value) if isinstance(value, list) else 0, field=field, where=where)
        case Kind.OBJECT:
            _check_type(value, dict, field=field, where=where)
        case Kind.FLAG:
            _check_type(value, bool, field=field, where=where)
        case Kind.ANY:
            return
        case _:
            assert_never(field.kind)


def _check_type(value: object, expected: type, *, field: Field, where: str) -> None:
    if not isinstance(value, expected):
        raise GraphError(field.on_wrong, details=f"Param {where} must be a {field.kind}.")


def _check_size(size: float, *, field: Field, where: str) -> None:
    most = field.most if field.most is not None else float("inf")
    if not field.least <= size <= most:
        unit = "characters" if field.kind in {Kind.TEXT, Kind.LINK} else "items"
        raise GraphError(
            field.on_size,
            details=f"Param {where} must have {field.least:g} to {most:g} {unit}, not {size:g}.",
        )


def _check_text(value: object, *, field: Field, where: str) -> None:
    if not isinstance(value, str):
        raise GraphError(field.on_wrong, details=f"Param {where} must be a string.")
    is_blank = field.least > 0 and not value.strip()
    _check_size(0 if is_blank else len(value), field=field, where=where)
    if field.choices and value not in field.choices:
        allowed = ", ".join(field.choices)
        raise GraphError(field.on_wrong, details=f"Param {where} must be one of: {allowed}.")
    if field.pattern and not re.fullmatch(field.pattern, value):
        raise GraphError(field.on_wrong, details=f"Param {where} has a wrong format.")


def _check_number(value: object, *, field: Field, where: str) -> None:
    try:
        number = float(value) if isinstance(value, str | int | float) else None
    except ValueError:
        number = None
    if number is None or isinstance(value, bool):
        raise GraphError(field.on_wrong, details=f"Param {where} must be a number.")
    most = field.most if field.most is not None else float("inf")
    if not field.least <= number <= most:
        raise GraphError(field.on_wrong, details=f"Param {where} is out of range.")


def _check_link(value: object, *, field: Field, where: str) -> None:
    _check_text(value, field=field, where=where)
    if not re.match(r"https?://[^\s/]+", str(value)):
        raise GraphError(field.on_wrong, details=f"Param {where} is not a valid URL.")


def _tree(fields: tuple[Field, ...]) -> dict[str, object]:
    tree: dict[str, object] = {}
    for field in fields:
        node = tree
        for step in field.path.split("."):
            child = node.setdefault(step.removesuffix("[]"), {})
            if not isinstance(child, dict):
                raise TypeError(f"{field.path} is below a field that is not looked into")
            node = child
        if field.kind is Kind.ANY:
            node["*"] = True
    return tree


def _check_keys(node: object, tree: dict[str, object], where: str) -> None:
    if isinstance(node, list):
        for item in node:
            _check_keys(item, tree, where)
    if not isinstance(node, dict) or "*" in tree:
        return
    for key, value in node.items():
        below = tree.get(key)
        if not isinstance(below, dict):
            place = f" on param {where}" if where else ""
            raise GraphError(100, details=f'Unexpected key "{key}"{place}.')
        _check_keys(value, below, key)
