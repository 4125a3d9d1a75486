"""A partner's back end: posts statuses signed as Standard Webhooks, written from the standard."""

import base64
import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any

import httpx

_ids = count(1)


class Partner:
    """Posts to `/webhooks/missions/status` of the gateway."""

    def __init__(self, gateway: httpx.AsyncClient, *, key: str, secret: str) -> None:
        self._gateway = gateway
        self._key = key
        self._secret = base64.b64decode(secret.removeprefix("whsec_"))

    async def reports(
        self, reference: str, status: str, *, webhook_id: str | None = None, **facts: str
    ) -> httpx.Response:
        """Say where a mission is."""
        body = {"numero_mission": reference, "statut": status, **facts}
        return await self.posts(json.dumps(body).encode(), webhook_id=webhook_id)

    async def posts(
        self,
        body: bytes,
        *,
        webhook_id: str | None = None,
        age_s: float = 0,
        forged_with: bytes | None = None,
        path: str = "/webhooks/missions/status",
    ) -> httpx.Response:
        """Post any bytes; `forged_with` signs with another secret, `age_s` in the past."""
        webhook_id = webhook_id or f"msg_{next(_ids)}"
        timestamp = str(int(time.time() - age_s))
        headers = {
            "content-type": "application/json",
            "webhook-partner": self._key,
            "webhook-id": webhook_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": self._signature(
                f"{webhook_id}.{timestamp}.".encode() + body, forged_with or self._secret
            ),
        }
        return await self._gateway.post(path, content=body, headers=headers)

    def _signature(self, signed: bytes, secret: bytes) -> str:
        digest = hmac.new(secret, signed, hashlib.sha256).digest()
        return f"v1,{base64.b64encode(digest).decode()}"


Answer = dict[str, Any]
