"""The edge put together: Meta's webhook before everything, then limits, headers and the proxy."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from redis.asyncio import Redis

from gateway.api_document import ApiDocument
from gateway.buckets import Buckets
from gateway.documentation import documentation_router
from gateway.limits import RateLimited
from gateway.platform_health import platform_health_router
from gateway.proxy import Proxy
from gateway.security import SecurityHeaders, allow_origins
from gateway.settings import GatewaySettings
from gateway.webhooks.intake import Intake
from gateway.webhooks.link import PATH, Link
from gateway.webhooks.meta import MetaWebhook
from gateway.webhooks.verification import verification_router
from shared.contracts.conversation.api import InboundBatch
from shared.web.client import ServiceClient, make_http
from shared.web.health import health_router
from shared.web.middleware import BodyLimit, Correlated, Measured
from shared.web.problem import add_problem_handlers

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_REDIS_S = 0.25  # counting must never cost more than the request


def create_app(settings: GatewaySettings, http: httpx.AsyncClient | None = None) -> MetaWebhook:
    """Make the edge.

    With an HTTP client given (it stays the caller's) everything goes through it, as when all
    services run in one process; otherwise webhooks have connections of their own.
    """
    client = http or make_http()
    redis: Redis = Redis.from_url(
        settings.redis_url.get_secret_value(),
        socket_timeout=_REDIS_S,
        socket_connect_timeout=_REDIS_S,
    )

    secret = settings.service_token_secret.get_secret_value()
    link = Link(settings.conversation_url, secret=secret)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await redis.aclose()
        link.close()
        if http is None:
            await client.aclose()

    app = FastAPI(title="TokTok", version="1", lifespan=lifespan, openapi_url=None)
    add_problem_handlers(app)
    _route(app, settings=settings, http=client, redis=redis)
    _wrap(app, settings=settings, redis=redis)
    post = link.post if http is None else _post_through(http, settings)
    return MetaWebhook(
        app,
        app_secret=settings.whatsapp_app_secret.get_secret_value().encode(),
        intake=Intake(post, timeout_s=settings.inbound_timeout_s),
    )


def _route(
    app: FastAPI, *, settings: GatewaySettings, http: httpx.AsyncClient, redis: Redis
) -> None:
    """The proxy comes last: it takes every path that is not the edge's own."""
    app.include_router(verification_router(settings.whatsapp_verify_token))
    app.include_router(health_router("gateway", {}))
    app.include_router(platform_health_router(http=http, redis=redis, settings=settings))
    document = ApiDocument(http, settings=settings, own=app.openapi())
    app.include_router(documentation_router(document))
    app.add_route("/{path:path}", Proxy(http, settings).forward, methods=METHODS)


def _wrap(app: FastAPI, *, settings: GatewaySettings, redis: Redis) -> None:
    """Innermost first."""
    app.add_middleware(BodyLimit)
    app.add_middleware(RateLimited, buckets=Buckets(redis), settings=settings)
    allow_origins(app, settings)
    app.add_middleware(SecurityHeaders, environment=settings.environment)
    app.add_middleware(Measured)
    app.add_middleware(Correlated, trust_header=False)


def _post_through(
    http: httpx.AsyncClient, settings: GatewaySettings
) -> Callable[[bytes], Awaitable[None]]:
    conversation = ServiceClient(
        http,
        base_url=settings.conversation_url,
        caller="gateway",
        audience="conversation",
        secret=settings.service_token_secret.get_secret_value(),
    )

    async def post(content: bytes) -> None:
        await conversation.post_bytes(PATH, content, answer=InboundBatch)

    return post
