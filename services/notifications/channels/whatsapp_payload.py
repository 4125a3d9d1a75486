"""Content as the Graph API wants it (whatsapp-cloud-api.md, 3.1-3.4). Pure; sends nothing."""

from typing import Any, Final, assert_never

import structlog

from services.notifications.channels.channel import Address
from shared.contracts.notifications.api import (
    Buttons,
    ContactCard,
    Content,
    LinkButton,
    LocationRequest,
    Media,
    MenuList,
    Pin,
    Reaction,
    Section,
    Template,
    TextContent,
)
from shared.values.phone import PhoneNumber

TEXT_LIMIT: Final = 4096
CUT_MARK: Final = "..."

Json = dict[str, Any]

_log = structlog.get_logger()


def message_payload(content: Content, *, to: Address, tracker: str) -> Json:
    """Build the whole request body; `tracker` comes back in statuses only."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_recipient(to),
        **_typed(content),
        "biz_opaque_callback_data": tracker,
    }


def read_payload(message_id: str) -> Json:
    """Build the request that shows a message as read."""
    return {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}


def typing_payload(message_id: str) -> Json:
    """Build the request that shows a message as read and an answer as being written."""
    return {**read_payload(message_id), "typing_indicator": {"type": "text"}}


def cut_text(text: str) -> str:
    """Shorten a text to what one message can hold: 4,093 characters and `...`, with a warning."""
    if len(text) <= TEXT_LIMIT:
        return text
    _log.warning("whatsapp_text_cut", length=len(text), limit=TEXT_LIMIT)
    return text[: TEXT_LIMIT - len(CUT_MARK)] + CUT_MARK


def _recipient(to: Address) -> Json:
    return {"to": to.phone} if to.phone else {"recipient": to.user_id}


def _typed(content: Content) -> Json:  # noqa: PLR0911 - one return per type of content
    match content:
        case TextContent():
            return {"type": "text", "text": _text(content)}
        case Media():
            return {"type": content.kind, content.kind: _media(content)}
        case ContactCard():
            return {"type": "contacts", "contacts": [_contact(content)]}
        case Pin():
            return {"type": "location", "location": _pin(content)}
        case Reaction():
            reaction = {"message_id": content.message_id, "emoji": content.emoji}
            return {"type": "reaction", "reaction": reaction}
        case Template():
            return {"type": "template", "template": _template(content)}
        case Buttons() | MenuList() | LinkButton() | LocationRequest():
            return {"type": "interactive", "interactive": _interactive(content)}
        case _:
            assert_never(content)


def _text(content: TextContent) -> Json:
    return {"body": cut_text(content.body), "preview_url": content.preview_link}


def _media(content: Media) -> Json:
    caption = None if content.kind == "audio" else content.caption
    filename = content.filename if content.kind == "document" else None
    source = {"id": content.media_id} if content.media_id else {"link": content.link}
    return _present({**source, "caption": caption, "filename": filename})


def _contact(content: ContactCard) -> Json:
    wa_id = PhoneNumber(content.phone).wa_id
    fields: Json = {
        "name": {"formatted_name": content.name, "first_name": content.name},
        "phones": [{"phone": content.phone, "wa_id": wa_id, "type": "CELL"}],
        "org": {"company": content.organization} if content.organization else None,
    }
    return _present(fields)


def _pin(content: Pin) -> Json:
    return _present(
        {
            "latitude": content.latitude,
            "longitude": content.longitude,
            "name": content.name,
            "address": content.address,
        }
    )


def _template(content: Template) -> Json:
    body: list[Json] = [{"type": "text", "text": value} for value in content.body_parameters]
    components: list[Json] = [{"type": "body", "parameters": body}] if body else []
    components += [
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": str(index),
            "parameters": [{"type": "payload", "payload": payload}],
        }
        for index, payload in enumerate(content.button_payloads)
    ]
    return {
        "name": content.template,
        "language": {"code": content.language},
        "components": components,
    }


def _interactive(content: Buttons | MenuList | LinkButton | LocationRequest) -> Json:
    match content:
        case Buttons():
            replies = [
                {"type": "reply", "reply": {"id": button.id, "title": button.title}}
                for button in content.buttons
            ]
            return _framed(content, kind="button", action={"buttons": replies})
        case MenuList():
            sections = [_section(section) for section in content.sections]
            menu: Json = {"button": content.button, "sections": sections}
            return _framed(content, kind="list", action=menu)
        case LinkButton():
            parameters = {"display_text": content.title, "url": content.url}
            link: Json = {"name": "cta_url", "parameters": parameters}
            return _framed(content, kind="cta_url", action=link)
        case LocationRequest():
            return {
                "type": "location_request_message",
                "body": {"text": content.body},
                "action": {"name": "send_location"},
            }
        case _:
            assert_never(content)


def _framed(content: Buttons | MenuList | LinkButton, *, kind: str, action: Json) -> Json:
    return _present(
        {
            "type": kind,
            "header": _header(content),
            "body": {"text": content.body},
            "footer": {"text": content.footer} if content.footer else None,
            "action": action,
        }
    )


def _header(content: Buttons | MenuList | LinkButton) -> Json | None:
    if isinstance(content, Buttons) and content.image_link:
        return {"type": "image", "image": {"link": content.image_link}}
    return {"type": "text", "text": content.header} if content.header else None


def _section(section: Section) -> Json:
    rows = [
        _present({"id": row.id, "title": row.title, "description": row.description})
        for row in section.rows
    ]
    return _present({"title": section.title, "rows": rows})


def _present(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
