"""A person writes: the message lands in the chat, opens the window and leaves as a webhook."""

import base64
import binascii
import unicodedata
from dataclasses import dataclass, field
from typing import assert_never

from shared.errors import Invalid, NotFound
from simulator.chats import Chat, Direction, Entry, MediaView, Reaction, Spot, Tick
from simulator.container import Simulator
from simulator.graph.media import INBOUND_FOR, base_type
from simulator.graph.messages import new_wamid
from simulator.graph.rendering import MEDIA_PATH, cards, shown
from simulator.people import Person
from simulator.said import (
    ContactsSaid,
    FileSaid,
    LocationSaid,
    RawSaid,
    ReactionSaid,
    Said,
    TapSaid,
    TextSaid,
    UnsupportedSaid,
)
from simulator.samples import SAMPLES
from simulator.webhooks.payloads import Json, Update, message_value

BUTTON_TYPES = ("interactive", "template")


class NothingToTap(NotFound):
    """No message of this chat offers what was tapped."""

    code, detail = "nothing_to_tap", "No message offers {wanted!r} to tap."


class NothingToReactTo(NotFound):
    """The chat holds no such message."""

    code, detail = "nothing_to_react_to", "There is no message to react to."


@dataclass(frozen=True, slots=True)
class Written:
    """A message twice: Meta's object for the webhook, and the parts of the chat's entry."""

    message: Json
    view: Json = field(default_factory=dict)
    quoted: str | None = None


def say(simulator: Simulator, person: Person, said: Said) -> str:
    """Let a person do something on their phone and return the wamid.

    Raises:
        NothingToTap: a tap on what nobody offered; nothing is sent.
        NothingToReactTo: a reaction to a message that is not there.
        Invalid: `data` is not base64.
    """
    written = _written(simulator, person, said)
    now = simulator.clock.now()
    message: Json = {"id": new_wamid(), "timestamp": str(int(now.timestamp()))} | written.message
    quoted = said.context or written.quoted
    if quoted is not None and "context" not in message:
        message["context"] = {"from": simulator.settings.simulator_display_phone, "id": quoted}
    wamid, number = str(message["id"]), said.number or simulator.settings.whatsapp_phone_number_id
    chat = simulator.world.chat(person)
    chat.last_inbound[number] = now
    entry = {
        "id": wamid,
        "direction": Direction.IN,
        "type": message.get("type", "text"),
        "at": now,
        "context": quoted,
        **written.view,
    }
    simulator.world.show(person, Entry.model_validate(entry))
    simulator.sender.post(
        Update(
            key=wamid,
            lane=f"from-{person.phone}",
            value=message_value(person, message),
            at=now,
            number_id=number,
            on_delivered=lambda: simulator.world.tick(person, wamid, status=Tick.DELIVERED),
        )
    )
    return wamid


def _written(simulator: Simulator, person: Person, said: Said) -> Written:
    match said:
        case TextSaid():
            written = Written({"type": "text", "text": {"body": said.text}}, {"text": said.text})
        case TapSaid():
            written = _tapped(simulator.world.chat(person), said)
        case LocationSaid():
            written = _located(said)
        case FileSaid():
            written = _filed(simulator, said)
        case ContactsSaid():
            written = _carded(said)
        case ReactionSaid():
            written = _reacted(simulator.world.chat(person), said)
        case UnsupportedSaid():
            written = _unsupported(said)
        case RawSaid():
            written = _raw(said)
        case _:
            assert_never(said)
    return written


def _tapped(chat: Chat, tap: TapSaid) -> Written:
    for entry in chat.newest_first():
        if entry.direction is Direction.IN or tap.message_id not in {None, entry.id}:
            continue
        for button in entry.buttons:
            if _is_meant(tap, id_=button.id, title=button.title):
                return _button_tap(entry, id_=button.id, title=button.title)
        for row in entry.rows:
            if _is_meant(tap, id_=row.id, title=row.title):
                reply = row.model_dump(include={"id", "title", "description"}, exclude_none=True)
                return _interactive_tap(entry, "list_reply", reply)
    raise NothingToTap(wanted=tap.id or tap.title)


def _is_meant(tap: TapSaid, *, id_: str, title: str) -> bool:
    if tap.id is not None:
        return tap.id == id_
    return _plain(tap.title or "") == _plain(title)


def _plain(title: str) -> str:
    """Compare labels as people read them: without emoji, accents and case."""
    letters = unicodedata.normalize("NFKD", title).casefold()
    return "".join(one for one in letters if one.isalnum() or one == " ").strip()


def _button_tap(entry: Entry, *, id_: str, title: str) -> Written:
    if entry.template is None:
        return _interactive_tap(entry, "button_reply", {"id": id_, "title": title})
    message: Json = {"type": "button", "button": {"payload": id_, "text": title}}
    return Written(message, {"text": title}, quoted=entry.id)


def _interactive_tap(entry: Entry, kind: str, reply: Json) -> Written:
    message: Json = {"type": "interactive", "interactive": {"type": kind, kind: reply}}
    return Written(message, {"text": reply["title"]}, quoted=entry.id)


def _located(said: LocationSaid) -> Written:
    wire = said.model_dump(include={"latitude", "longitude", "name", "address"}, exclude_none=True)
    return Written({"type": "location", "location": wire}, {"location": Spot.model_validate(wire)})


def _filed(simulator: Simulator, said: FileSaid) -> Written:
    sample_type, sample = SAMPLES[said.type]
    try:
        content = sample if said.data is None else base64.b64decode(said.data, validate=True)
    except binascii.Error as error:
        raise Invalid(reason="data is not base64") from error
    mime_type = said.mime_type or sample_type
    media = simulator.media.add(
        content,
        mime_type=mime_type,
        expires_at=simulator.clock.now() + INBOUND_FOR,
        filename=said.filename,
    )
    is_voice = said.type == "audio" and said.voice
    extras: Json = {
        "caption": None if said.type in {"audio", "sticker"} else said.caption,
        "filename": said.filename if said.type == "document" else None,
        "voice": is_voice if said.type == "audio" else None,
        "animated": False if said.type == "sticker" else None,
    }
    wire: Json = {"id": media.id, "mime_type": mime_type, "sha256": media.sha256_base64}
    wire |= {name: value for name, value in extras.items() if value is not None}
    view = MediaView(
        kind=said.type,
        id=media.id,
        url=f"{MEDIA_PATH}/{media.id}",
        mime_type=base_type(mime_type),
        filename=said.filename,
        is_voice=is_voice,
    )
    return Written({"type": said.type, said.type: wire}, {"media": view, "text": said.caption})


def _carded(said: ContactsSaid) -> Written:
    contacts: list[Json] = [
        {
            "name": {"formatted_name": card.name, "first_name": card.name.split(" ")[0]},
            "phones": [
                {"phone": phone, "wa_id": phone.lstrip("+").replace(" ", ""), "type": "CELL"}
                for phone in card.phones
            ],
            "origin": said.origin,
        }
        for card in said.contacts
    ]
    return Written({"type": "contacts", "contacts": contacts}, cards(contacts))


def _reacted(chat: Chat, said: ReactionSaid) -> Written:
    ours = (entry for entry in chat.newest_first() if entry.direction is Direction.OUT)
    target = chat.find(said.message_id) if said.message_id else next(ours, None)
    if target is None:
        raise NothingToReactTo
    wire: Json = {"message_id": target.id, "emoji": said.emoji}
    return Written(
        {"type": "reaction", "reaction": wire}, {"reaction": Reaction.model_validate(wire)}
    )


def _unsupported(said: UnsupportedSaid) -> Written:
    error: Json = {
        "code": 131051,
        "title": "Message type unknown",
        "message": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
    message: Json = {
        "type": "unsupported",
        "errors": [error],
        "unsupported": {"type": said.kind},
    }
    return Written(message, {"text": f"({said.kind})"})


def _raw(said: RawSaid) -> Written:
    kind = str(said.message.get("type", "text"))
    try:
        view = shown(said.message, kind, file_of=lambda _kind, _file: None)
        Entry.model_validate({"id": "-", "direction": "in", "type": kind, "at": 0, **view})
    except (ValueError, KeyError):
        view = {"text": f"({kind})"}
    return Written(said.message, view)
