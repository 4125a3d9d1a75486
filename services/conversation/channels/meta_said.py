"""From a stored Meta message to what was said: every documented type, and polite about the rest."""

from collections.abc import Callable
from typing import Any, Final

from services.conversation.channels.meta import Json, when
from services.conversation.dialogue.said import Kind, Said
from services.conversation.understanding import nearest_place
from shared.values.place import Place

MAX_TEXT: Final = 10_000


def said_in(message: Json) -> Said:
    """Read one message; a type without its object, or unknown, is `Kind.OTHER`."""
    kind = str(message.get("type", ""))
    reader = _READERS.get(kind)
    content = message.get(kind)
    fields: dict[str, Any] = {"kind": Kind.OTHER}
    if reader is not None and isinstance(content, dict | list):
        try:
            fields = reader(content)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            fields = {"kind": Kind.OTHER}
    return Said(id=str(message["id"]), at=when(message.get("timestamp")), **fields)


def _text(content: Any) -> dict[str, Any]:  # noqa: ANN401 - Meta's JSON, checked as it is read
    return {"kind": Kind.TEXT, "text": str(content["body"])[:MAX_TEXT]}


def _media(kind: Kind) -> Callable[[Any], dict[str, Any]]:
    def read(content: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
        caption = str(content.get("caption") or "")[:MAX_TEXT]
        return {"kind": kind, "text": caption, "media_id": str(content["id"])}

    return read


def _location(content: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    latitude, longitude = float(content["latitude"]), float(content["longitude"])
    near = nearest_place(latitude, longitude)
    # Kept, and read by others: the word is the same in every language that we speak.
    shared = f"Position · {near.name}" if near else "Position"
    label = content.get("name") or content.get("address") or shared
    place = Place(
        label=str(label)[:200],
        latitude=latitude,
        longitude=longitude,
        city=near.city if near else None,
    )
    return {"kind": Kind.LOCATION, "place": place}


def _interactive(content: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    reply = content[content["type"]]
    return {"kind": Kind.TAP, "tapped": str(reply["id"]), "text": str(reply.get("title") or "")}


def _button(content: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    text = str(content.get("text") or "")
    return {"kind": Kind.TAP, "tapped": str(content.get("payload") or text), "text": text}


def _contacts(content: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    first = content[0]
    name = (first.get("name") or {}).get("formatted_name") or ""
    phone = next((p.get("phone") or p.get("wa_id") for p in first.get("phones") or []), "")
    return {"kind": Kind.CONTACT, "contact_name": str(name), "contact_phone": str(phone or "")}


def _reaction(content: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    return {"kind": Kind.REACTION, "emoji": str(content.get("emoji") or "")}


def _edit(content: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    """An edited message is said again: the new words count, for what the old ones answered."""
    replaced = str(content.get("original_message_id") or "")
    return {**_text(content["message"]["text"]), "edits": replaced}


def _unsupported(content: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    """Meta tells of some edits without showing them (whatsapp-cloud-api.md, 2.3)."""
    return {"kind": Kind.UNSEEN_EDIT if content.get("type") == "edit" else Kind.OTHER}


_READERS: Final[dict[str, Callable[[Any], dict[str, Any]]]] = {
    "text": _text,
    "image": _media(Kind.IMAGE),
    "audio": _media(Kind.AUDIO),
    "video": _media(Kind.VIDEO),
    "document": _media(Kind.DOCUMENT),
    "sticker": lambda _content: {"kind": Kind.STICKER},
    "location": _location,
    "interactive": _interactive,
    "button": _button,
    "contacts": _contacts,
    "reaction": _reaction,
    "edit": _edit,
    "unsupported": _unsupported,
}
