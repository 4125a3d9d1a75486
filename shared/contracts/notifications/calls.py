"""Every call of the notifications service that the chat makes."""

from typing import Final

from shared.contracts.call import Call, Nothing
from shared.contracts.notifications.api import SentMessages

GET_SENT_MESSAGES: Final = Call(
    "get_sent_messages",
    "GET",
    "/internal/recipients/{contact_id}/messages",
    Nothing,
    SentMessages,
)

CALLS: Final = {call.name: call for call in list(globals().values()) if isinstance(call, Call)}
