"""From the items of a person's lane to what was said and answered, and by whom. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from services.conversation.channels.meta import Json
from services.conversation.channels.meta_said import said_in
from services.conversation.dialogue.intents import Answer
from services.conversation.dialogue.listening.words import global_word
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import State
from services.conversation.repository import PHONE, USER_ID, USERNAME
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import understand
from shared.messaging.lane_worker import Defer
from shared.messaging.lanes import LaneItem
from shared.values.phone import PhoneNumber

MESSAGE: Final = "message"
ANSWER: Final = "answer"
DELAY: Final = "delay"

# One thought in three lines gets one answer (conversation.md, Intake).
THOUGHT: Final = timedelta(seconds=2)
_ERRANDS: Final = frozenset({Meaning.COURIER, Meaning.MARKETPLACE, Meaning.SERVICE})
LONGEST_HOLD: Final = timedelta(milliseconds=700)


def identify(payload: Mapping[str, Any]) -> tuple[dict[str, str], str | None]:
    """Collect what a message says of its sender; a profile named by its number has no name."""
    message: Json = payload["message"]
    profile: Json = payload.get("profile") or {}
    found: dict[str, str] = {}
    changed = message.get("system") if message.get("type") == "system" else None
    system: Json = changed if isinstance(changed, dict) else {}
    if digits := system.get("wa_id") or message.get("from") or profile.get("wa_id"):
        found[PHONE] = PhoneNumber.from_wa_id(str(digits)).e164
    if user_id := system.get("user_id") or message.get("from_user_id") or profile.get("user_id"):
        found[USER_ID] = str(user_id)
    given = profile.get("profile")
    names: Json = given if isinstance(given, dict) else {}
    if username := names.get("username"):
        found[USERNAME] = str(username)
    name = str(names.get("name") or "").strip()[:60]
    return found, name if any(char.isalpha() for char in name) else None


def is_text(item: LaneItem) -> bool:
    """Tell whether the item is a written message."""
    message = item.payload.get("message")
    return item.kind == MESSAGE and isinstance(message, dict) and message.get("type") == "text"


def things_said(items: Sequence[LaneItem]) -> Iterator[Said | Answer | None]:
    """Read the items; texts in a row are one thought, but a global word stands alone."""
    thought: Said | None = None
    for item in items:
        thing = _thing(item)
        is_words = isinstance(thing, Said) and thing.kind is Kind.TEXT and not thing.edits
        if isinstance(thing, Said) and is_words and global_word(thing.text) is None:
            if thought is not None and _begins_another(thought.text, thing.text):
                yield thought
                thought = None
            thought = _joined(thought, thing)
            continue
        if thought is not None:
            yield thought
            thought = None
        yield thing
    if thought is not None:
        yield thought


def _thing(item: LaneItem) -> Said | Answer | None:
    match item.kind:
        case "answer":
            stored: Json = item.payload["answer"]  # type: ignore[assignment]  # an object
            return Answer(**stored)
        case "delay":
            return None
        case _:
            return said_in(item.payload["message"])  # type: ignore[arg-type]  # stored as an object


def _begins_another(before: str, text: str) -> bool:
    """Whether two texts in a row ask for two errands: they are no one thought."""
    meant = understand(text).intent
    return meant in _ERRANDS and understand(before).intent in _ERRANDS - {meant}


def _joined(before: Said | None, said: Said) -> Said:
    if before is None:
        return said
    return Said(id=said.id, kind=Kind.TEXT, at=said.at, text=f"{before.text}\n{said.text}")


def hold_back(items: Sequence[LaneItem], state: State, now: datetime) -> Defer | None:
    """Wait a little for the rest of a thought: only texts, only from the second one on."""
    if not all(is_text(item) for item in items):
        return None
    first, last = items[0].received_at, items[-1].received_at
    is_thought = len(items) > 1 and last - first < THOUGHT
    if state.last_heard_at is not None and last - state.last_heard_at < THOUGHT:
        is_thought = True
    left = first + LONGEST_HOLD - now
    return Defer(left) if is_thought and left > timedelta(0) else None


def message_rows(items: Sequence[LaneItem], contact_id: UUID) -> list[dict[str, object]]:
    """Make the rows that keep the messages among the items, as the channel gave them."""
    rows: list[dict[str, object]] = []
    for item in items:
        if item.kind != MESSAGE:
            continue
        message: Json = item.payload["message"]  # type: ignore[assignment]  # stored as an object
        rows.append(
            {
                "contact_id": contact_id,
                "channel_id": message["id"],
                "kind": message.get("type", ""),
                "body": orjson.dumps(message).decode(),
                "received_at": item.received_at,
            }
        )
    return rows
