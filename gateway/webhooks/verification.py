"""`GET /webhooks/meta`: Meta checks that the address is ours (whatsapp-cloud-api.md, §1.1)."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from pydantic import SecretStr

from gateway.webhooks.signature import is_token
from shared.errors import NotAllowed


def verification_router(verify_token: SecretStr) -> APIRouter:
    """Make the verification of both our webhook addresses."""
    router = APIRouter(tags=["webhooks"])
    expected = verify_token.get_secret_value()

    @router.get("/webhooks/meta", response_class=PlainTextResponse)
    @router.get("/webhook", response_class=PlainTextResponse, include_in_schema=False)
    async def verify(request: Request) -> str:
        """Answer `hub.challenge` as it is when `hub.verify_token` is ours, 403 otherwise.

        `hub_mode` and its like are understood too: some frameworks in between write them so.
        """
        given = is_token(_hub(request, "verify_token"), expected=expected)
        if _hub(request, "mode") != "subscribe" or not given:
            raise NotAllowed
        return _hub(request, "challenge")

    return router


def _hub(request: Request, name: str) -> str:
    query = request.query_params
    return query.get(f"hub.{name}") or query.get(f"hub_{name}") or ""
