"""From what the engine answered to events: a message was read, and what is written back. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from services.conversation.channels.hearing import MESSAGE
from services.conversation.channels.whatsapp import render
from services.conversation.dialogue.replies import Reply
from services.conversation.dialogue.wording import Voice
from shared.contracts.conversation.events import MessageReceived, ReplyWritten
from shared.messaging.events import Event
from shared.messaging.lanes import LaneItem
from shared.texts import Line
from shared.values.contact import ContactRef


def written(
    replies: Sequence[Reply],
    items: Sequence[LaneItem],
    *,
    to: ContactRef,
    voice: Voice,
    at: datetime,
) -> list[Event]:
    """Tell that the newest message was received, and every reply as the channel shows it."""
    events: list[Event] = []
    last_id = None
    if messages := [item for item in items if item.kind == MESSAGE]:
        last = messages[-1]
        last_id = str(last.payload["message"]["id"])  # type: ignore[index]  # stored as an object
        events.append(
            MessageReceived(
                occurred_at=at, contact=to, message_id=last_id, received_at=last.received_at
            )
        )
    events += [
        ReplyWritten(
            occurred_at=at,
            contact=to,
            content=content,
            in_reply_to=last_id,
            variants=voice.variants(reply.lines),
        )
        for reply in _without_stale_prompts(replies)
        for content in render(reply, voice=voice)
    ]
    return events


def _without_stale_prompts(replies: Sequence[Reply]) -> list[Reply]:
    """Leave out questions that a later reply makes useless, but not what stood above them."""
    kept: list[Reply] = []
    above: tuple[Line, ...] = ()
    for at, one in enumerate(replies, start=1):
        if one.is_prompt and at < len(replies):
            above += one.preface
            continue
        kept.append(replace(one, preface=(*above, *one.preface)))
        above = ()
    return kept
