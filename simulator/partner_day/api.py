"""Our API as a partner's program calls it, and as the operator does once."""

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import orjson

from simulator.partner_day.listener import signature

Json = dict[str, Any]


class Refused(Exception):
    """The platform answered with a problem document."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(f"{status} {problem.get('code')}: {problem.get('detail')}")
        self.status = status
        self.code = str(problem.get("code", ""))


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the operator hands a partner."""

    key: str
    api_key: str
    secret: str


async def take_on(gateway: httpx.AsyncClient, *, admin_secret: str, name: str) -> Credentials:
    """Have the operator create a partner."""
    made = await _call(
        gateway, "POST", "/api/admin/partners", token=admin_secret, body={"name": name}
    )
    return Credentials(made["partner"]["key"], made["api_key"], made["webhook_secret"])


@dataclass(frozen=True, slots=True)
class PartnerApi:
    """The calls a partner makes; every command has a key, made once per command."""

    gateway: httpx.AsyncClient
    credentials: Credentials

    async def ask(self, job: Json, *, key: str) -> Json:
        """Ask for a delivery."""
        return await self._send("POST", "/api/missions", job, key=key)

    async def cancel(self, reference: str, *, reason: str) -> Json:
        """Call a mission off."""
        path = f"/api/missions/{quote(reference, safe='')}/cancel"
        return await self._send("POST", path, {"reason": reason}, key=uuid4().hex)

    async def mission(self, reference: str) -> Json:
        """Read a mission."""
        return await self._read(f"/api/missions/{quote(reference, safe='')}")

    async def missions(self) -> list[Json]:
        """Read every mission that was asked for."""
        return await self._read_all("/api/missions", of="missions")

    async def subscribe(self, url: str) -> str:
        """Be told of missions at a URL; returns the endpoint's id."""
        draft = {"url": url, "event_types": ["mission.*"]}
        made = await self._send("POST", "/api/partners/endpoints", draft, key=uuid4().hex)
        return str(made["id"])

    async def endpoint(self, endpoint_id: str) -> Json:
        """Read an endpoint's health."""
        return await self._read(f"/api/partners/endpoints/{endpoint_id}")

    async def deliveries(self, endpoint_id: str) -> list[Json]:
        """Read everything an endpoint was told or is owed, oldest first."""
        path = f"/api/partners/endpoints/{endpoint_id}/deliveries"
        return (await self._read_all(path, of="webhooks"))[::-1]

    async def replay(self, endpoint_id: str, *, since: str) -> int:
        """Be told everything since a moment again; returns how many webhooks that is."""
        path, body = f"/api/partners/endpoints/{endpoint_id}/replay", {"since": since}
        return int((await self._send("POST", path, body, key=uuid4().hex))["queued"])

    async def forget(self, endpoint_id: str) -> None:
        """Be told nothing more."""
        await self._send("DELETE", f"/api/partners/endpoints/{endpoint_id}", None, key=uuid4().hex)

    async def report(
        self, reference: str, status: str, *, webhook_id: str, secret: str = ""
    ) -> int:
        """Say where a mission of the partner's own back end is; returns the HTTP status."""
        body = orjson.dumps({"numero_mission": reference, "statut": status})
        sent_at = str(int(time.time()))
        text = f"{webhook_id}.{sent_at}.".encode() + body
        headers = {
            "content-type": "application/json",
            "webhook-partner": self.credentials.key,
            "webhook-id": webhook_id,
            "webhook-timestamp": sent_at,
            "webhook-signature": signature(text, secret=secret or self.credentials.secret),
        }
        request = self.gateway.build_request(
            "POST", "/webhooks/missions/status", content=body, headers=headers
        )
        return (await _patiently(self.gateway, request)).status_code

    async def _send(self, method: str, path: str, body: Json | None, *, key: str) -> Json:
        return await _call(
            self.gateway, method, path, token=self.credentials.api_key, body=body, key=key
        )

    async def _read(self, path: str, **params: str) -> Json:
        return await _call(self.gateway, "GET", path, token=self.credentials.api_key, params=params)

    async def _read_all(self, path: str, *, of: str) -> list[Json]:
        page = await self._read(path)
        found = list(page[of])
        while page["next"]:
            page = await self._read(path, after=page["next"])
            found += page[of]
        return found


def new_webhook_id() -> str:
    """Make an id for one webhook, kept when it is sent again."""
    return f"msg_{secrets.token_hex(12)}"


async def _patiently(gateway: httpx.AsyncClient, request: httpx.Request) -> httpx.Response:
    """Send a request; when it was one too many, send it again when the answer says."""
    answer = await gateway.send(request)
    if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
        return answer
    await asyncio.sleep(float(answer.headers.get("retry-after", "1")))
    return await _patiently(gateway, request)


async def _call(
    gateway: httpx.AsyncClient,
    method: str,
    path: str,
    *,
    token: str,
    body: Json | None = None,
    key: str = "",
    params: dict[str, str] | None = None,
) -> Json:
    headers = {"authorization": f"Bearer {token}"} | ({"idempotency-key": key} if key else {})
    request = gateway.build_request(method, path, json=body, headers=headers, params=params or None)
    answer = await _patiently(gateway, request)
    told: Json = orjson.loads(answer.content) if answer.content else {}
    if answer.is_success:
        return told
    raise Refused(answer.status_code, told)
