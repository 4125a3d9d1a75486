"""An edge to test: services that are real tiny ASGI apps, webhooks signed as Meta signs them."""

import asyncio
import hmac
from dataclasses import dataclass, field
from urllib.parse import unquote

import httpx
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from shared.auth.tokens import verify_service_token
from shared.errors import AppError, Conflict, UpstreamFailed
from shared.web.problem import problem

APP_SECRET = "app-secret-of-the-tests"  # noqa: S105 - opens nothing
VERIFY_TOKEN = "verify-token-of-the-tests"  # noqa: S105 - the same
TOKEN_SECRET = "service-token-secret-of-the-tests-0123456789"  # noqa: S105 - the same


def sign(body: bytes, *, secret: str = APP_SECRET) -> dict[str, str]:
    """Give the header that Meta would send with a body."""
    digest = hmac.digest(secret.encode(), body, "sha256").hex()
    return {"x-hub-signature-256": f"sha256={digest}"}


def text_webhook(text: str, *, wamid: str = "wamid.1") -> bytes:
    """Write a person's message as Meta does: ASCII only, everything else escaped."""
    message = {"id": wamid, "from": "242065550101", "type": "text", "text": {"body": text}}
    change = {"field": "messages", "value": {"messages": [message]}}
    update = {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}
    return orjson.dumps(update)


@dataclass
class StandInConversation:
    """Takes batches in as conversation does, and refuses or stalls when told to."""

    batches: list[list[dict[str, object]]] = field(default_factory=list)
    refuse_with: AppError | None = None
    poison: str = ""
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_answer.set()
        self.app = Starlette(
            routes=[Route("/internal/inbound", self._take, methods=["POST"])],
            exception_handlers={AppError: _refusal},
        )

    @property
    def updates(self) -> list[object]:
        """Every update taken, in the order of arrival."""
        return [one["update"] for batch in self.batches for one in batch]

    async def _take(self, request: Request) -> Response:
        token = request.headers["authorization"].removeprefix("Bearer ")
        verify_service_token(token, audience="conversation", secret=TOKEN_SECRET)
        body = await request.body()
        await self.may_answer.wait()
        if self.refuse_with is not None:
            raise self.refuse_with
        if self.poison and self.poison.encode() in body:
            raise Conflict
        batch = orjson.loads(body)
        self.batches.append(batch)
        return JSONResponse({"stored": len(batch), "duplicates": 0, "quarantined": 0})


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)
    return problem(error, instance=request.url.path)


@dataclass
class EchoService:
    """Says what it was asked, under every path; has an API document and a readiness of its own."""

    name: str
    document: dict[str, object] = field(default_factory=dict)
    is_ready: bool = True
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        methods = ["GET", "POST", "PUT", "DELETE"]
        self.app = Starlette(
            routes=[
                Route("/openapi.json", self._describe),
                Route("/health/ready", self._ready),
                Route("/track/stream", self._stream),
                Route("/{path:path}", self._echo, methods=methods),
            ]
        )

    async def _echo(self, request: Request) -> Response:
        body = await request.body()
        self.asked.append(request.url.path)
        told = {
            "service": self.name,
            "method": request.method,
            "path": request.scope["raw_path"].decode(),
            "query": request.url.query,
            "headers": dict(request.headers),
            "body": body.decode(),
        }
        response = JSONResponse(told, headers={"server": "echo", "connection": "x-private"})
        response.headers["x-private"] = "between us"
        response.set_cookie("a", "1")
        response.set_cookie("b", "2")
        return response

    async def _describe(self, _request: Request) -> Response:
        return JSONResponse(self.document)

    async def _ready(self, _request: Request) -> Response:
        status = "ok" if self.is_ready else "unavailable"
        checks = {"database": "ok" if self.is_ready else "OperationalError"}
        body = {"service": self.name, "status": status, "checks": checks}
        return JSONResponse(body, status_code=200 if self.is_ready else 503)

    async def _stream(self, _request: Request) -> Response:
        return StreamingResponse(iter([b"one,", b"two"]), media_type="text/event-stream")


class Unreachable(httpx.AsyncBaseTransport):
    """A service that is not there."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody listens", request=request)


class Stalled(httpx.AsyncBaseTransport):
    """A service that takes requests and never answers."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise UpstreamFailed(upstream="stalled", reason="unreachable line", request=request)


async def ask_raw(app: ASGIApp, method: str, target: str) -> tuple[int, bytes]:
    """Ask with a path that no well-behaved client would send; give status and body."""
    raw_path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": unquote(raw_path),
        "raw_path": raw_path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"edge")],
        "client": ("203.0.113.7", 50_000),
        "server": ("edge", 80),
        "scheme": "http",
    }
    sent: list[Message] = []
    received: list[Message] = [{"type": "http.disconnect"}, {"type": "http.request", "body": b""}]

    async def receive() -> Message:
        return received.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])
