"""The Graph API's send endpoint as the outside world: it accepts, refuses or breaks as told."""

import json
from collections import deque
from collections.abc import Callable
from typing import Any

import httpx

Answer = httpx.Response | Exception

PHONE_NUMBER_ID = "106540352242922"


class GraphStub:
    """Answers sends in the order given, then accepts all; keeps what it was asked."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.courtesies: list[dict[str, Any]] = []
        self.before_answer: Callable[[dict[str, Any]], Any] | None = None
        self._answers: deque[Answer] = deque()

    def will(self, *answers: Answer) -> None:
        """Say how the next sends are answered."""
        self._answers.extend(answers)

    @property
    def texts(self) -> list[str]:
        """What people were sent, in order, as one line each."""
        return [_text(payload) for payload in self.sent]

    @property
    def trackers(self) -> list[str]:
        """The trackers of what was sent, in order."""
        return [payload["biz_opaque_callback_data"] for payload in self.sent]

    def client(self) -> httpx.AsyncClient:
        """Make a client that reaches this instead of Meta."""
        transport = httpx.MockTransport(self._handle)
        return httpx.AsyncClient(transport=transport, base_url="https://graph.example/v26.0")

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        assert request.url.path == f"/v26.0/{PHONE_NUMBER_ID}/messages"
        payload = json.loads(request.content)
        if payload.get("status") == "read":
            self.courtesies.append(payload)
            return httpx.Response(200, json={"success": True})
        self.sent.append(payload)
        if self.before_answer is not None:
            await self.before_answer(payload)
        answer = self._answers.popleft() if self._answers else accepted(f"wamid.{len(self.sent)}")
        if isinstance(answer, Exception):
            raise answer
        return answer


def accepted(message_id: str) -> httpx.Response:
    contacts = [{"input": "+242061234567", "wa_id": "242061234567"}]
    body = {
        "messaging_product": "whatsapp",
        "contacts": contacts,
        "messages": [{"id": message_id}],
    }
    return httpx.Response(200, json=body)


def refused(code: int, *, status: int = 400, details: str = "details") -> httpx.Response:
    error = {
        "message": f"(#{code}) Title",
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": details},
        "fbtrace_id": "A1",
    }
    return httpx.Response(status, json={"error": error})


def _text(payload: dict[str, Any]) -> str:
    match payload["type"]:
        case "text":
            return str(payload["text"]["body"])
        case "interactive":
            return str(payload["interactive"]["body"]["text"])
        case "template":
            return f"template {payload['template']['name']}"
        case other:
            return str(other)
