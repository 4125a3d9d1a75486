"""Meta's webhook as anybody could post it: signed rightly, wrongly or not at all."""

import hashlib
import hmac

import httpx

from tests.support.town import Town

PATH = "/webhooks/meta"


async def post_signed(town: Town, body: bytes) -> httpx.Response:
    """Post raw bytes with the signature that Meta would give them."""
    digest = hmac.new(town.keys["WHATSAPP_APP_SECRET"].encode(), body, hashlib.sha256).hexdigest()
    return await post(town, body, signature=f"sha256={digest}")


async def post(town: Town, body: bytes, *, signature: str | None) -> httpx.Response:
    """Post raw bytes with this signature, or with none."""
    headers = {"content-type": "application/json"}
    if signature is not None:
        headers["x-hub-signature-256"] = signature
    return await town.gateway.post(PATH, content=body, headers=headers)
