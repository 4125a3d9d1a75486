"""What a phone shows of an accepted message: Meta's body as parts of an entry. Pure."""

from collections.abc import Callable
from typing import Final

from simulator.chats import ContactCard, Link, MediaView, Option, Reaction, Row, Spot
from simulator.graph.filling import Filled
from simulator.graph.media import Media
from simulator.graph.rules import MEDIA_TYPES, Body, items, part, text, texts

FindFile = Callable[[str, Body], Media | None]
MEDIA_PATH: Final = "/sim/media"


def shown(body: Body, kind: str, *, file_of: FindFile, filled: Filled | None = None) -> Body:
    """Give the fields of the entry; `file_of` gives a file by kind and by its id or link."""
    if filled is not None:
        return _template(body, filled, file_of=file_of)
    if kind in MEDIA_TYPES:
        media = part(body, kind)
        return {"media": media_view(kind, media, file_of=file_of), "text": media.get("caption")}
    return _plain(body, kind, file_of=file_of)


def _plain(body: Body, kind: str, *, file_of: FindFile) -> Body:
    match kind:
        case "location":
            return {"location": spot(part(body, "location"))}
        case "contacts":
            return cards(items(body, "contacts[]"))
        case "reaction":
            return {"reaction": Reaction.model_validate(part(body, "reaction"))}
        case "interactive":
            return _interactive(part(body, "interactive"), file_of=file_of)
        case _:
            return {"text": text(body, "text.body")}


def media_view(kind: str, media: Body, *, file_of: FindFile) -> MediaView:
    """Show a file from this machine; one that is not here is shown by its link."""
    file = file_of(kind, media)
    media_id = file.id if file else text(media, "id")
    return MediaView(
        kind=kind,
        id=media_id,
        url=f"{MEDIA_PATH}/{media_id}" if media_id else str(media.get("link")),
        mime_type=file.mime_type if file else None,
        filename=text(media, "filename"),
        is_voice=media.get("voice") is True,
    )


def spot(location: Body) -> Spot:
    """Show a point; coordinates may be strings."""
    return Spot(
        latitude=float(str(location["latitude"])),
        longitude=float(str(location["longitude"])),
        name=text(location, "name"),
        address=text(location, "address"),
    )


def cards(contacts: list[Body]) -> Body:
    """Show contact cards: the first one, and the others behind it."""
    views = [
        ContactCard(
            name=text(contact, "name.formatted_name") or "Contact",
            phones=tuple(texts(contact, "phones[].phone")),
        )
        for contact in contacts
    ]
    return {"contact": views[0] if views else None, "more_contacts": tuple(views[1:])}


def _interactive(message: Body, *, file_of: FindFile) -> Body:
    view: Body = {
        "text": text(message, "body.text"),
        "footer": text(message, "footer.text"),
        "header": text(message, "header.text"),
        "media": _header_media(part(message, "header"), file_of=file_of),
    }
    match text(message, "type"):
        case "button":
            replies = items(message, "action.buttons[].reply")
            view["buttons"] = tuple(Option.model_validate(reply) for reply in replies)
        case "list":
            view["rows"] = tuple(_rows(items(message, "action.sections[]")))
            view["list_button"] = text(message, "action.button")
        case "cta_url":
            target = part(message, "action.parameters")
            view["links"] = (Link(title=str(target["display_text"]), url=str(target["url"])),)
        case "location_request_message":
            view["location_request"] = True
        case "request_contact_info":
            view["contact_request"] = True
        case _:
            view["footer"] = view["footer"] or text(message, "action.parameters.flow_cta")
    return view


def _rows(sections: list[Body]) -> list[Row]:
    return [
        Row.model_validate({**row, "section": text(section, "title") or None})
        for section in sections
        for row in items(section, "rows[]")
    ]


def _header_media(header: Body, *, file_of: FindFile) -> MediaView | None:
    kind = str(header.get("type"))
    return media_view(kind, part(header, kind), file_of=file_of) if kind in MEDIA_TYPES else None


def _template(body: Body, filled: Filled, *, file_of: FindFile) -> Body:
    links = [Link(title=title, url=url) for title, url in filled.links]
    return {
        "text": filled.body,
        "header": filled.header,
        "footer": filled.footer,
        "media": _header_media(filled.header_media or {}, file_of=file_of),
        "buttons": tuple(Option(id=payload, title=label) for payload, label in filled.replies),
        "links": tuple(links),
        "copy_code": filled.copy_code,
        "template": text(body, "template.name"),
    }
