"""What a table of fields cannot say: rules between the fields of one message. Pure.

Sources: whatsapp-cloud-api.md, §3.1 and §3.3. Limits of single fields are in `limits.py`.
"""

from collections.abc import Callable
from typing import Final

from simulator.graph.errors import GraphError
from simulator.graph.limits import COMMON, INTERACTIVE, TYPES
from simulator.graph.shapes import Shape, check_fields, values_at

Body = dict[str, object]

MOST_ROWS: Final = 10
MEDIA_TYPES: Final = ("image", "video", "audio", "document", "sticker")


def part(body: Body, path: str) -> Body:
    """Give the object at a dotted path, empty when there is none."""
    found = (value for _, value in values_at(body, path) if isinstance(value, dict))
    return next(found, {})


def items(body: Body, path: str) -> list[Body]:
    """Give every object at a dotted path with `[]`."""
    return [value for _, value in values_at(body, path) if isinstance(value, dict)]


def texts(body: Body, path: str) -> list[str]:
    """Give every string at a dotted path."""
    return [value for _, value in values_at(body, path) if isinstance(value, str)]


def text(body: Body, path: str) -> str | None:
    """Give the string at a dotted path, or None."""
    return next(iter(texts(body, path)), None)


def check_message(body: Body) -> str:
    """Check a whole message but its recipient and its template, and return its type.

    Raises:
        GraphError: the first thing Meta would refuse, in the order of §10.2.
    """
    check_fields(body, COMMON)
    if not body.get("to") and not body.get("recipient"):
        raise GraphError(131008, details="The parameter to or recipient is required.")
    kind = str(body.get("type") or "text")
    shape = _interactive_shape(body) if kind == "interactive" else TYPES.get(kind)
    if shape is None:
        raise GraphError(131051, details=f"Message type {kind} is not supported.")
    shape.check(body)
    for rule in RULES.get(kind, ()):
        rule(body)
    return kind


def _interactive_shape(body: Body) -> Shape:
    if not isinstance(body.get("interactive"), dict):
        raise GraphError(131008, details="The parameter interactive is required.")
    kind = text(body, "interactive.type")
    shape = INTERACTIVE.get(kind or "")
    if shape is None:
        known = ", ".join(INTERACTIVE)
        raise GraphError(131009, details=f"Param interactive['type'] must be one of: {known}.")
    return shape


def _has_one_source(body: Body) -> None:
    kind = str(body["type"])
    _check_source(part(body, kind), where=kind)


def _check_source(media: Body, *, where: str) -> None:
    if ("id" in media) == ("link" in media):
        raise GraphError(100, details=f"Param {where} must have exactly one of id and link.")


def _names_more_than_the_whole(body: Body) -> None:
    for card in items(body, "contacts[]"):
        name = part(card, "name")
        if not any(value for key, value in name.items() if key != "formatted_name"):
            raise GraphError(
                131009, details="Param contacts['name'] needs one more part than formatted_name."
            )


def _address_comes_with_a_name(body: Body) -> None:
    location = part(body, "location")
    if location.get("address") and not location.get("name"):
        raise GraphError(131009, details="Param location['address'] needs location['name'].")


def _reaction_quotes_nothing(body: Body) -> None:
    if "context" in body:
        raise GraphError(131009, details="Param context is not allowed with a reaction.")


def _header_holds_its_type(body: Body) -> None:
    header = part(body, "interactive.header")
    if not header:
        return
    kind = str(header.get("type"))
    if set(header) != {"type", kind}:
        raise GraphError(131009, details=f"Param header must hold {kind} and nothing else.")
    if kind in MEDIA_TYPES:
        _check_source(part(header, kind), where=f"header['{kind}']")


def _buttons_differ(body: Body) -> None:
    for name in ("id", "title"):
        _all_differ(
            texts(body, f"interactive.action.buttons[].reply.{name}"), what=f"button {name}"
        )


def _all_differ(values: list[str], *, what: str) -> None:
    if len(set(values)) < len(values):
        raise GraphError(131009, details=f"Every {what} must be different.")


def _rows_fit(body: Body) -> None:
    rows = texts(body, "interactive.action.sections[].rows[].id")
    if len(rows) > MOST_ROWS:
        raise GraphError(
            131009, details=f"Total row count exceeds the maximum of {MOST_ROWS}: {len(rows)}."
        )
    _all_differ(rows, what="row id")


def _sections_are_titled(body: Body) -> None:
    sections = items(body, "interactive.action.sections[]")
    if len(sections) > 1 and not all(section.get("title") for section in sections):
        raise GraphError(131009, details="Section title is required with more than one section.")


def _flow_is_named_once(body: Body) -> None:
    flow = part(body, "interactive.action.parameters")
    is_flow = text(body, "interactive.type") == "flow"
    if is_flow and ("flow_id" in flow) == ("flow_name" in flow):
        raise GraphError(100, details="Exactly one of flow_id and flow_name is needed.")


RULES: Final[dict[str, tuple[Callable[[Body], None], ...]]] = {
    **dict.fromkeys(MEDIA_TYPES, (_has_one_source,)),
    "contacts": (_names_more_than_the_whole,),
    "location": (_address_comes_with_a_name,),
    "reaction": (_reaction_quotes_nothing,),
    "interactive": (
        _header_holds_its_type,
        _buttons_differ,
        _rows_fit,
        _sections_are_titled,
        _flow_is_named_once,
    ),
}
