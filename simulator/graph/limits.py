"""Every documented limit of a message as a table (whatsapp-cloud-api.md, §3.1, §3.3). Data only.

Which of 100, 131008 and 131009 Meta picks for a field is unconfirmed: the code is a column.
"""

from typing import Final

from simulator.graph.shapes import Field, Kind, Shape

_O, _L, _N, _F = Kind.OBJECT, Kind.LIST, Kind.NUMBER, Kind.FLAG


def _media(kind: str, *extra: Field) -> tuple[Field, ...]:
    return (
        Field(kind, _O, is_needed=True),
        Field(f"{kind}.id"),
        Field(f"{kind}.link", Kind.LINK, most=2_000),
        *extra,
    )


COMMON: Final = (
    Field("messaging_product", is_needed=True, choices=("whatsapp",), on_missing=100, on_wrong=100),
    Field("recipient_type", choices=("individual",), on_wrong=100),
    Field("to"),
    Field("recipient", pattern=r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}"),
    Field("type"),
    Field("context", _O),
    Field("context.message_id", is_needed=True),
    Field("biz_opaque_callback_data", least=0, most=512),
    Field("recipient_identity_key_hash"),
)

_CAPTION: Final = 1_024
TEXT: Final = (
    Field("text", _O, is_needed=True),
    Field("text.body", most=4_096, is_needed=True),
    Field("text.preview_url", _F),
)
LOCATION: Final = (
    Field("location", _O, is_needed=True),
    Field("location.latitude", _N, least=-90, most=90, is_needed=True),
    Field("location.longitude", _N, least=-180, most=180, is_needed=True),
    Field("location.name", most=1_000),
    Field("location.address", most=1_000),
)
_PERSON_NAMES: Final = ("first_name", "last_name", "middle_name", "suffix", "prefix")
CONTACTS: Final = (
    Field("contacts", _L, most=257, is_needed=True, on_size=131009),
    Field("contacts[]", _O),
    Field("contacts[].name", _O, is_needed=True),
    Field("contacts[].name.formatted_name", is_needed=True),
    *(Field(f"contacts[].name.{name}", least=0) for name in _PERSON_NAMES),
    Field("contacts[].birthday", pattern=r"\d{4}-\d{2}-\d{2}"),
    Field("contacts[].phones", _L, least=0),
    Field("contacts[].phones[]", _O),
    *(Field(f"contacts[].phones[].{name}", least=0) for name in ("phone", "type", "wa_id")),
    *(Field(f"contacts[].{name}", Kind.ANY) for name in ("emails", "urls", "addresses", "org")),
)
REACTION: Final = (
    Field("reaction", _O, is_needed=True),
    Field("reaction.message_id", is_needed=True),
    Field("reaction.emoji", least=0, most=20, is_needed=True, pattern=r"[^A-Za-z]*"),
)
TEMPLATE: Final = (
    Field("template", _O, is_needed=True),
    Field("template.name", most=512, is_needed=True),
    Field("template.language", _O, is_needed=True),
    Field("template.language.code", is_needed=True),
    Field("template.language.policy", choices=("deterministic",)),
    Field("template.components", _L, least=0, most=12),
    Field("template.components[]", Kind.ANY, is_needed=True),
)

_FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    "text": TEXT,
    "image": _media("image", Field("image.caption", least=0, most=_CAPTION)),
    "video": _media("video", Field("video.caption", least=0, most=_CAPTION)),
    "audio": _media("audio", Field("audio.voice", _F)),
    "document": _media(
        "document",
        Field("document.caption", least=0, most=_CAPTION),
        Field("document.filename", most=240),
    ),
    "sticker": _media("sticker"),
    "location": LOCATION,
    "contacts": CONTACTS,
    "reaction": REACTION,
    "template": TEMPLATE,
}
TYPES: Final = {kind: Shape(*fields, also=COMMON) for kind, fields in _FIELDS.items()}

_HEADER: Final = (
    Field("interactive.header", _O),
    Field(
        "interactive.header.type",
        is_needed=True,
        choices=("text", "image", "video", "document"),
    ),
    Field("interactive.header.text", most=60),
    *(
        Field(f"interactive.header.{kind}{part}", form, most=most)
        for kind in ("image", "video", "document")
        for part, form, most in (
            ("", _O, None),
            (".id", Kind.TEXT, None),
            (".link", Kind.LINK, 2_000),
            (".filename", Kind.TEXT, 240),
        )
    ),
)
_TEXT_HEADER: Final = (
    Field("interactive.header", _O),
    Field("interactive.header.type", is_needed=True, choices=("text",)),
    Field("interactive.header.text", most=60, is_needed=True),
)
_FOOTER: Final = (
    Field("interactive.footer", _O),
    Field("interactive.footer.text", most=60, is_needed=True),
)


def _interactive(*parts: tuple[Field, ...], action: tuple[Field, ...], body: int = 1_024) -> Shape:
    return Shape(
        Field("interactive", _O, is_needed=True),
        Field("interactive.type", is_needed=True),
        *(field for part in parts for field in part),
        Field("interactive.body", _O, is_needed=True),
        Field("interactive.body.text", most=body, is_needed=True),
        Field("interactive.action", _O, is_needed=True),
        *(
            Field(
                f"interactive.action.{field.path}",
                field.kind,
                least=field.least,
                most=field.most,
                is_needed=field.is_needed,
                choices=field.choices,
                pattern=field.pattern,
            )
            for field in action
        ),
        also=COMMON,
    )


_BUTTONS: Final = (
    Field("buttons", _L, most=3, is_needed=True),
    Field("buttons[]", _O),
    Field("buttons[].type", is_needed=True, choices=("reply",)),
    Field("buttons[].reply", _O, is_needed=True),
    Field("buttons[].reply.id", most=256, is_needed=True, pattern=r"\S(.*\S)?"),
    Field("buttons[].reply.title", most=20, is_needed=True),
)
_ROWS: Final = (
    Field("button", most=20, is_needed=True),
    Field("sections", _L, most=10, is_needed=True),
    Field("sections[]", _O),
    Field("sections[].title", least=0, most=24),
    Field("sections[].rows", _L, is_needed=True),
    Field("sections[].rows[]", _O),
    Field("sections[].rows[].id", most=200, is_needed=True, pattern=r"\S(.*\S)?"),
    Field("sections[].rows[].title", most=24, is_needed=True),
    Field("sections[].rows[].description", least=0, most=72),
)
_LINK: Final = (
    Field("name", is_needed=True, choices=("cta_url",)),
    Field("parameters", _O, is_needed=True),
    Field("parameters.display_text", most=20, is_needed=True),
    Field("parameters.url", Kind.LINK, most=2_000, is_needed=True),
)
_FLOW: Final = (
    Field("name", is_needed=True, choices=("flow",)),
    Field("parameters", _O, is_needed=True),
    Field("parameters.flow_message_version", is_needed=True, choices=("3",)),
    Field("parameters.flow_id"),
    Field("parameters.flow_name"),
    Field("parameters.flow_cta", most=20, is_needed=True),
    Field("parameters.mode", choices=("draft", "published")),
    Field("parameters.flow_token"),
    Field("parameters.flow_action", choices=("navigate", "data_exchange")),
    Field("parameters.flow_action_payload", Kind.ANY),
)

INTERACTIVE: Final[dict[str, Shape]] = {
    "button": _interactive(_HEADER, _FOOTER, action=_BUTTONS),
    "list": _interactive(_TEXT_HEADER, _FOOTER, action=_ROWS, body=4_096),
    "cta_url": _interactive(_HEADER, _FOOTER, action=_LINK),
    "location_request_message": _interactive(
        action=(Field("name", is_needed=True, choices=("send_location",)),)
    ),
    "flow": _interactive(_HEADER, _FOOTER, action=_FLOW),
    "request_contact_info": _interactive(
        action=(Field("name", is_needed=True, choices=("request_contact_info",)),)
    ),
}

READ: Final = Shape(
    Field("messaging_product", is_needed=True, choices=("whatsapp",), on_missing=100, on_wrong=100),
    Field("status", is_needed=True, choices=("read",)),
    Field("message_id", is_needed=True),
    Field("typing_indicator", _O),
    Field("typing_indicator.type", is_needed=True, choices=("text",)),
)
