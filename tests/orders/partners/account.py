"""A partner with an account, as its program calls us; and the operator who made it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from services.orders.worker import webhook_queue
from shared.contracts.orders.partners import PartnerCredentials
from simulator.partner_day.listener import Listener
from tests.orders.town import BACONGO, POTO_POTO, Town, new_key

ADMIN = "/api/admin/partners"
ENDPOINTS = "/api/partners/endpoints"
Json = dict[str, Any]


def wanted(external_id: str = "CMD-1", **changes: object) -> Json:
    """Write what a partner asks for, in Brazzaville."""
    return {
        "external_id": external_id,
        "pickup": {
            "place": POTO_POTO.model_dump(),
            "contact_name": "Maya",
            "contact_phone": "06 555 03 01",
        },
        "dropoff": {"place": BACONGO.model_dump(), "contact_name": "Marie"},
        "description": "Deux robes",
        "declared_value": 25_000,
        "client": {"phone": "06 555 01 01", "name": "Awa Mabiala"},
        **changes,
    }


@dataclass(frozen=True, slots=True)
class Operator:
    """Who holds the operator's secret."""

    town: Town

    async def call(
        self, method: str, path: str, *, key: str = "", **json: object
    ) -> httpx.Response:
        """Call the admin API of partners."""
        secret = self.town.app.state.settings.admin_secret.get_secret_value()
        headers = {"authorization": f"Bearer {secret}", "idempotency-key": key or new_key()}
        body = json if method in {"POST", "PATCH"} else None
        return await self.town.http.request(method, f"{ADMIN}{path}", json=body, headers=headers)

    async def takes_on(self, name: str = "Express Congo") -> "Account":
        """Create a partner."""
        answer = await self.call("POST", "", name=name)
        assert answer.status_code == 201, answer.text
        made = PartnerCredentials.model_validate_json(answer.content)
        assert made.api_key
        assert made.webhook_secret
        return Account(
            self.town, str(made.partner.id), made.partner.key, made.api_key, made.webhook_secret
        )


@dataclass(frozen=True, slots=True)
class Account:
    """A partner's program, with what it was given."""

    town: Town
    id: str
    name_key: str
    api_key: str
    secret: str

    async def call(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: str | None = None,
        key: str = "",
        **params: str,
    ) -> httpx.Response:
        """Call the partners' API; every call carries a key of its own unless one is given."""
        headers = {
            "authorization": f"Bearer {self.api_key}",
            "idempotency-key": key or uuid4().hex,
            "content-type": "application/json",
        }
        return await self.town.http.request(
            method, path, json=json, content=content, headers=headers, params=params or None
        )

    async def asks(self, external_id: str = "CMD-1", **changes: object) -> Json:
        """Ask for a delivery."""
        answer = await self.call("POST", "/api/missions", json=wanted(external_id, **changes))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def subscribes(self, listener: Listener, *event_types: str) -> str:
        """Be told at a listener; returns the endpoint's id."""
        draft = {"url": listener.url, "event_types": list(event_types or ["*"])}
        answer = await self.call("POST", ENDPOINTS, json=draft)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def endpoint(self, endpoint_id: str) -> Json:
        """Look at an endpoint."""
        return dict((await self.call("GET", f"{ENDPOINTS}/{endpoint_id}")).json())

    async def webhooks(self, endpoint_id: str, **params: str) -> list[Json]:
        """List what an endpoint was told, newest first."""
        answer = await self.call("GET", f"{ENDPOINTS}/{endpoint_id}/deliveries", **params)
        return list(answer.json()["webhooks"])


async def note(town: Town) -> None:
    """Let what happened be noted for the partners; nothing is sent yet."""
    queue = webhook_queue(town.container)
    while await queue.step(wait_s=0):
        continue


async def tell(town: Town) -> None:
    """Let what happened be noted for the partners, and sent."""
    await note(town)
    await town.settle()
