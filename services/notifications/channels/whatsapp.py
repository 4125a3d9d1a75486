"""WhatsApp through Meta's Cloud API. Tries once; retries, pacing and windows are `sending`'s."""

import asyncio
from typing import Any, Final

import httpx
import structlog

from services.notifications.channels.channel import Address, Outcome
from services.notifications.channels.whatsapp_errors import read_answer, read_failure
from services.notifications.channels.whatsapp_payload import (
    message_payload,
    read_payload,
    typing_payload,
)
from shared.contracts.notifications.api import Content

TIMEOUT_S: Final = 10.0
CONNECT_TIMEOUT_S: Final = 3.0
# Shorter than a server's idle timeout, or every reuse race would be an unknown outcome.
KEEPALIVE_S: Final = 4.0

_log = structlog.get_logger()


def graph_client(*, api_url: str, token: str, connections: int) -> httpx.AsyncClient:
    """Make the bounded HTTP client of the Graph API; `api_url` pins the version."""
    return httpx.AsyncClient(
        base_url=api_url,
        headers={"Authorization": f"Bearer {token}"},
        timeout=httpx.Timeout(TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
        limits=httpx.Limits(
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=KEEPALIVE_S,
        ),
        trust_env=False,
    )


class WhatsAppChannel:
    """One business number at the Graph API, by phone or BSUID."""

    name: Final = "whatsapp"

    def __init__(self, http: httpx.AsyncClient, *, phone_number_id: str) -> None:
        self._http = http
        self._path = f"/{phone_number_id}/messages"

    async def send(self, content: Content, *, to: Address, tracker: str) -> Outcome:
        """Try once, ten seconds at most; `tracker` is echoed in statuses."""
        payload = message_payload(content, to=to, tracker=tracker)
        try:
            response = await self._post(payload)
        except (httpx.HTTPError, TimeoutError) as error:
            return read_failure(error)
        return read_answer(response.status_code, response.content)

    async def mark_read(self, message_id: str) -> None:
        """Show a message as read; a failure is logged and forgotten."""
        await self._courtesy(read_payload(message_id))

    async def show_typing(self, message_id: str) -> None:
        """Show a message as read and an answer as being written; failures are forgotten."""
        await self._courtesy(typing_payload(message_id))

    async def _courtesy(self, payload: dict[str, Any]) -> None:
        try:
            response = await self._post(payload)
        except (httpx.HTTPError, TimeoutError) as error:
            _log.info("whatsapp_courtesy_lost", error=type(error).__name__)
            return
        if response.is_error:
            _log.info("whatsapp_courtesy_lost", status=response.status_code)

    async def _post(self, payload: dict[str, Any]) -> httpx.Response:
        # httpx limits each read; an answer dripped byte by byte needs a limit on the whole.
        async with asyncio.timeout(TIMEOUT_S):
            return await self._http.post(self._path, json=payload)
