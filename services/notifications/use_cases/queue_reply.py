"""An answer of the chat goes to the person it answers."""

from services.notifications.messages.message import Category, Kind, Message
from services.notifications.use_cases.queue_message import queue_said
from services.notifications.work import Work
from shared.contracts.conversation.events import ReplyWritten


async def queue_reply(work: Work, reply: ReplyWritten) -> bool:
    """Queue an answer in the order of the log; False when it is queued already."""
    message = Message(Kind.REPLY, Category.REPLY, content=reply.content)
    reader = await work.recipients.recognise(reply.contact)
    key = f"event:{reply.event_id}"
    return await queue_said(work, message, recipient_id=reader.id, dedupe_key=key)
