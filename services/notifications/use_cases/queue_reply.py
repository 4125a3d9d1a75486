"""An answer of the chat goes to the person it answers."""

from services.notifications.messages.message import Addressed, Category, Kind, Message
from services.notifications.use_cases.queue_message import queue_message
from services.notifications.work import Work
from shared.contracts.conversation.events import ReplyWritten


async def queue_reply(work: Work, reply: ReplyWritten) -> bool:
    """Queue an answer in the order of the log; False when it is queued already."""
    message = Message(Kind.REPLY, Category.REPLY, content=reply.content)
    key = f"event:{reply.event_id}"
    return await queue_message(work, Addressed(reply.contact, message, dedupe_key=key))
