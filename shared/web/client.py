"""The client between services: short-lived tokens, timeouts, retries where safe, typed refusals."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import httpx
import orjson
from pydantic import BaseModel

from shared.auth.tokens import LIFETIME_S, mint_service_token
from shared.contracts.call import Answer, Body, Call
from shared.errors import (
    AppError,
    OutcomeUnknown,
    TooMany,
    Unavailable,
    UpstreamFailed,
    every_error,
)
from shared.messaging.events import Page
from shared.observability.correlation import HEADER, correlation_id
from shared.values.backoff import backoff

TIMEOUT_S: Final = 5.0
ATTEMPTS: Final = 3

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def make_http(*, timeout_s: float = TIMEOUT_S) -> httpx.AsyncClient:
    """Make the one HTTP client of a process."""
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=4)
    return httpx.AsyncClient(timeout=timeout_s, limits=limits)


class ServiceClient:
    """Calls one service as another: carries out the calls that the service's contract lists."""

    def __init__(
        self, http: httpx.AsyncClient, *, base_url: str, caller: str, audience: str, secret: str
    ) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._caller = caller
        self._audience = audience
        self._secret = secret
        self._token = ""
        self._token_until = 0.0

    async def call(
        self, call: Call[Body, Answer], body: Body, *, key: str | None = None, **path: str
    ) -> Answer:
        """Carry a call out; without `key` a command is tried once.

        Raises:
            AppError: the refusal the service gave, as its own class.
            OutcomeUnknown: bytes left and no answer came, and the command was not repeatable.
        """
        target = call.path.format(**{name: quote(value, safe="") for name, value in path.items()})
        if call.method == "GET":
            params = body.model_dump(mode="json", exclude_none=True)
            return await self.get(target, answer=call.answer, params=params)
        return await self.send(
            call.method, target, body=body, answer=call.answer, idempotency_key=key
        )

    async def get(
        self, path: str, *, answer: type[Answer], params: Mapping[str, Any] | None = None
    ) -> Answer:
        """Read something; tried up to three times.

        Raises:
            AppError: the refusal the service gave, as its own class.
        """
        response = await self._safely("GET", path, params=params)
        return answer.model_validate_json(response.content)

    async def get_bytes(self, path: str, *, timeout_s: float = TIMEOUT_S, **parts: str) -> bytes:
        """Read a file; `parts` fill the braces of the path. Tried up to three times.

        Raises:
            AppError: the refusal the service gave, as its own class.
        """
        target = path.format(**{name: quote(value, safe="") for name, value in parts.items()})
        return (await self._safely("GET", target, timeout_s=timeout_s)).content

    async def send(
        self,
        method: str,
        path: str,
        *,
        body: BaseModel | None,
        answer: type[Answer],
        idempotency_key: str | None = None,
    ) -> Answer:
        """Give a command; retried only when it carries an idempotency key.

        Raises:
            AppError: the refusal the service gave, as its own class.
            OutcomeUnknown: bytes left and no answer came, and the command was not repeatable.
        """
        headers = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
        content = body.model_dump_json().encode() if body is not None else None
        call = self._safely if idempotency_key else self._once
        response = await call(method, path, content=content, headers=headers)
        return answer.model_validate_json(response.content)

    async def _safely(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - passed on
        for attempt in range(ATTEMPTS):
            try:
                return await self._once(method, path, **options)
            except (OutcomeUnknown, Unavailable, UpstreamFailed):
                if attempt + 1 == ATTEMPTS:
                    raise
                await asyncio.sleep(backoff(attempt, base_s=0.05).total_seconds())
        raise UpstreamFailed(upstream=self._audience, reason="no attempt was made")

    async def _once(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> httpx.Response:
        all_headers = {
            "authorization": f"Bearer {self._bearer()}",
            "content-type": "application/json",
            HEADER: correlation_id(),
            **(headers or {}),
        }
        try:
            response = await self._http.request(
                method,
                self._base_url + path,
                params=params,
                content=content,
                headers=all_headers,
                timeout=timeout_s,
            )
        except _NOT_SENT as error:
            raise UpstreamFailed(upstream=self._audience, reason=type(error).__name__) from error
        except httpx.HTTPError as error:
            raise OutcomeUnknown(upstream=self._audience) from error
        if response.is_success:
            return response
        raise refusal(response, upstream=self._audience)

    def _bearer(self) -> str:
        now = time.monotonic()
        if now >= self._token_until:
            self._token = mint_service_token(
                caller=self._caller, audience=self._audience, secret=self._secret
            )
            self._token_until = now + LIFETIME_S / 2
        return self._token

    async def read_events(self, *, after: str, limit: int, wait_s: float) -> Page:
        """Read the service's event feed."""
        params = {"after": after, "limit": limit, "wait_s": wait_s}
        response = await self._once(
            "GET", "/internal/events", params=params, timeout_s=wait_s + TIMEOUT_S
        )
        return Page.model_validate_json(response.content)

    async def post_bytes(self, path: str, content: bytes, *, answer: type[Answer]) -> Answer:
        """Post JSON as it is; the receiver drops what it knows, so it is repeatable."""
        response = await self._safely("POST", path, content=content)
        return answer.model_validate_json(response.content)


class ServiceFeed:
    """A producer's event feed over HTTP."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def read(self, *, after: str, limit: int, wait_s: float) -> Page:
        """Read the events behind a cursor, waiting when nothing is new."""
        return await self._client.read_events(after=after, limit=limit, wait_s=wait_s)


def refusal(response: httpx.Response, *, upstream: str) -> AppError:
    """Turn a problem document back into the class it was made from (architecture.md, rule 10)."""
    try:
        body = orjson.loads(response.content)
        code, params = str(body["code"]), dict(body.get("params") or {})
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        code, params = "", {}
    known = {error.code: error for error in every_error()}.get(code)
    if known is not None:
        try:
            return known(**params)
        except KeyError:
            return UpstreamFailed(upstream=upstream, reason=code)
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return TooMany(retry_after_s=response.headers.get("retry-after", "1"))
    return UpstreamFailed(upstream=upstream, reason=code or f"HTTP {response.status_code}")
