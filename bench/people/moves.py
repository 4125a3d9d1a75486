"""What a customer does: one message in the form in which Meta delivers it, and why it was sent."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

Json = dict[str, Any]

PAUSE: Final = timedelta(seconds=20)


class Why(StrEnum):
    """What a message is counted as.

    `needed` is what the errand takes, misunderstandings included; `whim` is what nobody asked for
    (a hello alone, a sticker, an insult, a detour, coming back after a silence); `correction` is a
    change of one's own mind.
    """

    NEEDED = "needed"
    WHIM = "whim"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Move:
    """A message: its type and content as Meta sends them, its words for the transcript."""

    kind: str
    content: Json
    words: str
    why: Why = Why.NEEDED
    after: timedelta = field(default=PAUSE)


def write(words: str, *, why: Why = Why.NEEDED) -> Move:
    """Write a text."""
    return Move("text", {"body": words}, words, why)


def tap(option: tuple[str, str], *, why: Why = Why.NEEDED, is_row: bool = False) -> Move:
    """Tap a button, or a row of a list."""
    kind = "list_reply" if is_row else "button_reply"
    reply = {"id": option[0], "title": option[1]}
    return Move("interactive", {"type": kind, kind: reply}, f"[{option[1]}]", why)


def pin(latitude: float, longitude: float, *, why: Why = Why.NEEDED) -> Move:
    """Share a position."""
    here = {"latitude": latitude, "longitude": longitude}
    return Move("location", here, f"(position {latitude:.4f}, {longitude:.4f})", why)


def card(name: str, phone: str) -> Move:
    """Share somebody's contact card, as the phone's address book does."""
    person = {"name": {"formatted_name": name}, "phones": [{"phone": phone}]}
    return Move("contacts", {"list": [person]}, f"(contact {name} {phone})")


def react(emoji: str, *, why: Why = Why.NEEDED) -> Move:
    """React to the last message."""
    return Move("reaction", {"emoji": emoji, "message_id": "wamid.last"}, f"(réagit {emoji})", why)


def sticker() -> Move:
    """Send a sticker."""
    return Move("sticker", {"id": "media-sticker"}, "(sticker)", Why.WHIM)


def voice() -> Move:
    """Send a voice note."""
    return Move("audio", {"id": "media-voice", "voice": True}, "(message vocal)", Why.WHIM)


def photo(*, why: Why = Why.WHIM) -> Move:
    """Send a picture."""
    return Move("image", {"id": "media-photo"}, "(photo)", why)


def message(move: Move, *, number: int, sender: str, at: float) -> Json:
    """Write the message as Meta's webhook carries it."""
    content = move.content["list"] if move.kind == "contacts" else move.content
    stamp = {"id": f"wamid.{sender}.{number}", "from": sender, "timestamp": str(int(at))}
    return {**stamp, "type": move.kind, move.kind: content}
