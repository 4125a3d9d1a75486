"""Fills a template with the parameters of a send, refusing those that do not fit. Pure.

Codes: whatsapp-cloud-api.md, §3.4 (132000 counts, 132012 forms, 132005 length).
"""

import re
from dataclasses import dataclass
from typing import Final

from simulator.graph.errors import GraphError
from simulator.graph.rules import Body, items, part, text
from simulator.graph.templates import VARIABLE, Category, Template, variables

MOST_BODY: Final = 1_024
MOST_PAYLOAD: Final = 256
_UNPRINTABLE: Final = re.compile(r"[\n\t]| {4,}")
_MEDIA_HEADERS: Final = ("IMAGE", "VIDEO", "DOCUMENT")
_CODE_TEXT: Final = "*{{1}}* est votre code de confirmation."


@dataclass(frozen=True, slots=True)
class Filled:
    """A template as the phone shows it; `replies` are (payload, text), `links` (text, url)."""

    body: str
    header: str | None = None
    header_media: Body | None = None
    footer: str | None = None
    replies: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    copy_code: str | None = None


def fill(template: Template, components: list[Body]) -> Filled:
    """Put the parameters of a send into their places.

    Raises:
        GraphError: 132000 for a wrong number of parameters, 132012 for a wrong form, 132005 when
            the filled body is too long.
    """
    given = _Given(components)
    header, media = _header(template, given)
    body = _filled(_body_text(template), given.parameters("body"), where="body", template=template)
    if len(body) > MOST_BODY:
        raise GraphError(132005, details=f"The body has {len(body)} characters, over {MOST_BODY}.")
    replies, links, code = _buttons(template, given)
    return Filled(
        body=body,
        header=header,
        header_media=media,
        footer=text(template.component("FOOTER"), "text"),
        replies=tuple(replies),
        links=tuple(links),
        copy_code=code,
    )


class _Given:
    """The components of a send by their place."""

    def __init__(self, components: list[Body]) -> None:
        self._parts: dict[str, Body] = {}
        for component in components:
            kind = str(component.get("type")).lower()
            if kind not in {"header", "body", "button"}:
                raise GraphError(132012, details=f"Component type {kind} is not supported.")
            place = f"button {component.get('index')}" if kind == "button" else kind
            self._parts[place] = component

    def parameters(self, place: str) -> list[Body]:
        return items(self._parts.get(place, {}), "parameters[]")

    @property
    def button_places(self) -> set[str]:
        return {place for place in self._parts if place.startswith("button ")}


def _header(template: Template, given: _Given) -> tuple[str | None, Body | None]:
    header, parameters = template.component("HEADER"), given.parameters("header")
    form = str(header.get("format") or "TEXT").upper()
    if form not in _MEDIA_HEADERS:
        filled = _filled(
            str(header.get("text") or ""), parameters, where="header", template=template
        )
        return filled or None, None
    _count(parameters, expected=1, where="header")
    kind = form.lower()
    media = part(parameters[0], kind)
    if parameters[0].get("type") != kind or ("id" in media) == ("link" in media):
        raise GraphError(132012, details=f"header: the parameter must be a {kind} by id or link.")
    return None, {"type": kind, kind: media}


def _body_text(template: Template) -> str:
    if template.category is Category.AUTHENTICATION:
        return text(template.component("BODY"), "text") or _CODE_TEXT
    return str(template.component("BODY").get("text") or "")


def _filled(pattern: str, parameters: list[Body], *, where: str, template: Template) -> str:
    names = variables(pattern)
    _count(parameters, expected=len(names), where=where)
    values = [_value(parameter, where=where) for parameter in parameters]
    if template.is_named:
        named = {
            str(each.get("parameter_name")): value
            for each, value in zip(parameters, values, strict=True)
        }
        if set(named) != set(names):
            raise GraphError(132012, details=f"{where}: parameter_name must be one of {names}.")
    else:
        named = {str(place): value for place, value in enumerate(values, 1)}
    return VARIABLE.sub(lambda match: named[match.group(1)], pattern)


def _count(parameters: list[Body], *, expected: int, where: str) -> None:
    if len(parameters) != expected:
        raise GraphError(
            132000,
            details=f"{where}: number of localizable_params ({len(parameters)}) does not match the"
            f" expected number of params ({expected})",
        )


def _value(parameter: Body, *, where: str) -> str:
    kind = str(parameter.get("type"))
    if kind in {"currency", "date_time"}:
        return str(part(parameter, kind).get("fallback_value") or "")
    value = parameter.get("text")
    if kind != "text" or not isinstance(value, str) or not value.strip():
        raise GraphError(132012, details=f"{where}: a parameter must be a text that is not empty.")
    if where == "body" and _UNPRINTABLE.search(value):
        raise GraphError(
            132012,
            details="body: param text cannot have new-line/tab characters or more than 4"
            " consecutive spaces",
        )
    return value


def _buttons(
    template: Template, given: _Given
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], str | None]:
    replies: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    code: str | None = None
    places = {f"button {place}" for place in range(len(template.buttons))}
    if not given.button_places <= places:
        raise GraphError(132012, details="button: the template has no button at this index.")
    for place, button in enumerate(template.buttons):
        where, label = f"button {place}", str(button.get("text") or "")
        parameters = given.parameters(where)
        match str(button.get("type")).upper():
            case "QUICK_REPLY":
                replies.append((_payload(parameters, default=label), label))
            case "URL":
                links.append((label, _url(str(button.get("url")), parameters, where=where)))
            case "PHONE_NUMBER":
                links.append((label, f"tel:{button.get('phone_number')}"))
            case "OTP" | "COPY_CODE":
                _count(parameters, expected=1, where=where)
                code = str(parameters[0].get("coupon_code") or parameters[0].get("text") or "")
            case _:
                continue
    return replies, links, code


def _payload(parameters: list[Body], *, default: str) -> str:
    if not parameters:
        return default
    payload = str(parameters[0].get("payload") or "")
    if not 0 < len(payload) <= MOST_PAYLOAD:
        raise GraphError(132012, details=f"button: a payload has 1 to {MOST_PAYLOAD} characters.")
    return payload


def _url(pattern: str, parameters: list[Body], *, where: str) -> str:
    names = variables(pattern)
    _count(parameters, expected=len(names), where=where)
    if not names:
        return pattern
    return VARIABLE.sub(lambda _: _value(parameters[0], where=where), pattern)
