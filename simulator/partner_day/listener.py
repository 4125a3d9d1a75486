"""The partner's endpoint: a tiny HTTP server that checks signatures and has moods."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Self

HOST: Final = "127.0.0.1"
_TOLERANCE_S: Final = 300
_SILENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Told:
    """One webhook as it came in, whether or not it was taken."""

    id: str
    type: str
    data: dict[str, Any]
    answered: int


@dataclass
class Listener:
    """Takes webhooks on a port of this machine.

    Attributes:
        secrets: any of them may have signed.
        mood: the status to answer with; 0 says nothing at all and lets the caller wait.
        told: everything that came and was signed, in order.
        forged: how many came that nobody of ours had signed.
        now: seconds since 1970, for the age of a signature.
    """

    secrets: Sequence[str]
    mood: int = 204
    told: list[Told] = field(default_factory=list)
    forged: int = 0
    port: int = 0
    now: Callable[[], float] = time.time

    @classmethod
    @asynccontextmanager
    async def standing(cls, *secrets: str) -> AsyncIterator[Self]:
        """Listen until the block ends."""
        listener = cls(secrets)
        server = await asyncio.start_server(listener.take, HOST, 0)
        listener.port = server.sockets[0].getsockname()[1]
        try:
            yield listener
        finally:
            server.close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}/toktok"

    @property
    def taken(self) -> list[Told]:
        """List what was answered with 2xx, in order, repetitions included."""
        return [one for one in self.told if 200 <= one.answered < 300]

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request and answer it as the mood is."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            headers = dict(_header(line) for line in head.split("\r\n")[1:] if line)
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            status = self._answer(headers, body)
            if status:
                writer.write(f"HTTP/1.1 {status} .\r\nconnection: close\r\n\r\n".encode())
                await writer.drain()
            else:
                async with asyncio.timeout(_SILENCE_S):
                    await reader.read()  # until the caller has waited enough
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError, ValueError):
            pass
        finally:
            writer.close()

    def _answer(self, headers: dict[str, str], body: bytes) -> int:
        if not self._is_signed(headers, body):
            self.forged += 1
            return 401
        event = json.loads(body)
        status = self.mood
        self.told.append(Told(headers["webhook-id"], event["type"], event["data"], status))
        return status

    def _is_signed(self, headers: dict[str, str], body: bytes) -> bool:
        """Check a signature as Standard Webhooks says."""
        webhook_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not sent_at.isdigit() or abs(self.now() - int(sent_at)) > _TOLERANCE_S:
            return False
        given = headers.get("webhook-signature", "").split()
        text = f"{webhook_id}.{sent_at}.".encode() + body
        return any(
            hmac.compare_digest(signature(text, secret=secret), one)
            for secret in self.secrets
            for one in given
        )


def signature(text: bytes, *, secret: str) -> str:
    """Sign as Standard Webhooks says; the secret is base64 behind `whsec_`."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return f"v1,{base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()}"


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()
