"""Message templates: what a definition may say, and the registry of one account.

Limits: whatsapp-cloud-api.md, §3.4. Filling a template with parameters is in `filling.py`.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count, groupby
from typing import Final

from simulator.graph.errors import GraphError
from simulator.graph.rules import Body, items
from simulator.graph.shapes import Field, Kind, Shape, check_fields

VARIABLE: Final = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
EDGE_SUBCODE: Final = 2_388_299
FIRST_ID: Final = 594_425_479_261_596


class TemplateStatus(StrEnum):
    """States of a template; only an approved one is sent."""

    APPROVED = "APPROVED"
    PENDING = "PENDING"
    REJECTED = "REJECTED"
    PAUSED = "PAUSED"
    DISABLED = "DISABLED"
    IN_APPEAL = "IN_APPEAL"
    ARCHIVED = "ARCHIVED"
    DELETED = "DELETED"


class Category(StrEnum):
    """What a template is for; it decides the price."""

    MARKETING = "MARKETING"
    UTILITY = "UTILITY"
    AUTHENTICATION = "AUTHENTICATION"


@dataclass(frozen=True, slots=True)
class Template:
    """One template in one language; `components` are as Meta lists them."""

    id: str
    name: str
    language: str
    category: Category
    status: TemplateStatus
    components: tuple[Body, ...]
    is_named: bool = False

    def component(self, kind: str) -> Body:
        """Give the component of a type, empty when there is none."""
        wanted = (part for part in self.components if str(part.get("type")).upper() == kind)
        return next(wanted, {})

    @property
    def buttons(self) -> list[Body]:
        """The buttons, in order."""
        return items(self.component("BUTTONS"), "buttons[]")

    def as_dict(self) -> Body:
        """Show the template as the Graph API lists it."""
        return {
            "name": self.name,
            "parameter_format": "NAMED" if self.is_named else "POSITIONAL",
            "components": list(self.components),
            "language": self.language,
            "status": self.status.value,
            "category": self.category.value,
            "id": self.id,
        }


def variables(text: object) -> list[str]:
    """List the variables of a text once each, in order of appearance."""
    return list(dict.fromkeys(VARIABLE.findall(str(text or ""))))


_DEFINITION: Final = Shape(
    Field("name", most=512, is_needed=True, pattern=r"[a-z0-9_]+", on_missing=100, on_wrong=100),
    Field("language", is_needed=True, on_missing=100, pattern=r"[a-z]{2,3}(_[A-Z]{2})?"),
    Field("category", is_needed=True, choices=tuple(Category), on_missing=100, on_wrong=100),
    Field("components", Kind.LIST, is_needed=True, on_missing=100),
    Field("components[]", Kind.ANY),
    Field("parameter_format", choices=("POSITIONAL", "NAMED", "positional", "named")),
    Field("allow_category_change", Kind.FLAG),
    Field("message_send_ttl_seconds", Kind.NUMBER),
    Field("library_template_name"),
)
_PARTS: Final[dict[str, Shape]] = {
    "HEADER": Shape(
        Field("type"),
        Field("format", choices=("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION")),
        Field("text", most=60),
        Field("example", Kind.ANY),
    ),
    "BODY": Shape(
        Field("type"),
        Field("text", most=1_024),
        Field("add_security_recommendation", Kind.FLAG),
        Field("example", Kind.ANY),
    ),
    "FOOTER": Shape(
        Field("type"),
        Field("text", most=60),
        Field("code_expiration_minutes", Kind.NUMBER, least=1, most=90),
    ),
    "BUTTONS": Shape(
        Field("type"),
        Field("buttons", Kind.LIST, most=10, is_needed=True),
        Field("buttons[]", Kind.ANY),
    ),
}
_BUTTON: Final = (
    Field("type", is_needed=True),
    Field("text", most=25),
    Field("url", Kind.LINK, most=2_000),
    Field("phone_number", most=20),
)
MOST_BUTTONS_OF_A_TYPE: Final = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1}


def check_definition(definition: Body) -> None:
    """Check a template as it is created.

    Raises:
        GraphError: 100 (or a subcode of it) for the first limit that is broken.
    """
    _DEFINITION.check(definition)
    kinds = [str(part.get("type")).upper() for part in items(definition, "components[]")]
    if len(set(kinds)) < len(kinds) or "BODY" not in kinds:
        raise GraphError(100, details="A template has one BODY and each component at most once.")
    for part in items(definition, "components[]"):
        kind = str(part.get("type")).upper()
        if kind not in _PARTS:
            raise GraphError(100, details=f"Component type {kind} is not supported.")
        _PARTS[kind].check(part)
        _check_part(kind, part, category=str(definition["category"]))


def _check_part(kind: str, part: Body, *, category: str) -> None:
    names = variables(part.get("text"))
    if kind == "HEADER" and len(names) > 1:
        raise GraphError(100, details="A header has at most one variable.")
    if kind == "FOOTER" and names:
        raise GraphError(100, details="A footer has no variables.")
    if kind == "BUTTONS":
        _check_buttons(items(part, "buttons[]"))
    if kind == "BODY" and category != Category.AUTHENTICATION:
        text = str(part.get("text") or "").strip()
        if not text:
            raise GraphError(100, details="The body needs a text.")
        if text.startswith("{{") or text.endswith("}}"):
            raise GraphError(
                100,
                subcode=EDGE_SUBCODE,
                details="Variables can't be at the start or end of the template.",
            )


def _check_buttons(buttons: list[Body]) -> None:
    for button in buttons:
        check_fields(button, _BUTTON)
    kinds = [str(button.get("type")).upper() for button in buttons]
    for kind, most in MOST_BUTTONS_OF_A_TYPE.items():
        if kinds.count(kind) > most:
            raise GraphError(100, details=f"A template has at most {most} {kind} buttons.")
    runs = [is_reply for is_reply, _ in groupby(kind == "QUICK_REPLY" for kind in kinds)]
    if runs.count(True) > 1:
        raise GraphError(100, details="Quick replies must be grouped together.")


HELLO: Final[Body] = {
    "name": "hello_world",
    "language": "en_US",
    "category": "UTILITY",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Hello World"},
        {"type": "BODY", "text": "Welcome and congratulations!!"},
        {"type": "FOOTER", "text": "WhatsApp Business Platform sample message"},
    ],
}
"""The sample every new account has."""


class Templates:
    """The templates of one account by name and language."""

    def __init__(self) -> None:
        self._ids = count(FIRST_ID)
        self._known: dict[tuple[str, str], Template] = {}
        self.clear()

    def clear(self) -> None:
        """Keep Meta's sample only."""
        self._known.clear()
        self.add(HELLO, status=TemplateStatus.APPROVED)

    def add(self, definition: Body, *, status: TemplateStatus = TemplateStatus.PENDING) -> Template:
        """Register a checked definition.

        Raises:
            GraphError: 100 when the name exists in that language.
        """
        key = (str(definition["name"]), str(definition["language"]))
        if key in self._known:
            raise GraphError(
                100, details="There is already content in this language.", subcode=2_388_024
            )
        template = Template(
            id=str(next(self._ids)),
            name=key[0],
            language=key[1],
            category=Category(str(definition["category"])),
            status=status,
            components=tuple(items(definition, "components[]")),
            is_named=str(definition.get("parameter_format")).upper() == "NAMED",
        )
        self._known[key] = template
        return template

    def find(self, name: str, *, language: str) -> Template | None:
        """Look a template up."""
        return self._known.get((name, language))

    def listed(self, *, name: str | None = None) -> list[Template]:
        """List templates in order of creation, those whose name contains `name`."""
        return [known for known in self._known.values() if name is None or name in known.name]

    def delete(self, name: str, *, template_id: str | None) -> list[Template]:
        """Drop a name in every language, or in the one with this id.

        Raises:
            GraphError: 100 when nothing matches.
        """
        gone = [
            known
            for known in self._known.values()
            if known.name == name and template_id in {None, known.id}
        ]
        if not gone:
            raise GraphError(100, details=f"Message template {name} was not found.")
        for template in gone:
            del self._known[template.name, template.language]
        return gone

    def set_status(self, template: Template, *, status: TemplateStatus) -> Template:
        """Move a template to a state."""
        moved = replace(template, status=status)
        self._known[template.name, template.language] = moved
        return moved
