"""`GET /health`: the readiness of every service in one answer. The edge's own is /health/ready."""

import asyncio

import httpx
from fastapi import APIRouter, Response
from pydantic import BaseModel, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from gateway.proxy import service_url
from gateway.routes import Service
from gateway.settings import GatewaySettings
from shared.web.health import Health

TIMEOUT_S = 2.0


class PlatformHealth(BaseModel):
    """`status` is ok when every part of the platform is; `services` tells each one's checks."""

    status: str
    services: dict[str, Health]


def platform_health_router(
    *, http: httpx.AsyncClient, redis: Redis, settings: GatewaySettings
) -> APIRouter:
    """Make `GET /health`."""
    router = APIRouter(tags=["operations"])

    @router.get("/health", responses={503: {"model": PlatformHealth}})
    async def health(response: Response) -> PlatformHealth:
        """Say whether every service can do its work, and if not, which cannot and why."""
        asked = (_ask(http, name, url=service_url(settings, name)) for name in Service)
        parts = await asyncio.gather(_edge(redis), *asked)
        is_ok = all(part.status == "ok" for part in parts)
        response.status_code = 200 if is_ok else 503
        return PlatformHealth(
            status="ok" if is_ok else "unavailable",
            services={part.service: part for part in parts},
        )

    return router


async def _edge(redis: Redis) -> Health:
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await redis.get("health")
    except (RedisError, OSError) as error:
        checks = {"redis": type(error).__name__}
        return Health(service="gateway", status="unavailable", checks=checks)
    return Health(service="gateway", status="ok", checks={"redis": "ok"})


async def _ask(http: httpx.AsyncClient, name: Service, *, url: str) -> Health:
    try:
        answer = await http.get(f"{url}/health/ready", timeout=TIMEOUT_S)
        return Health.model_validate_json(answer.content)
    except (httpx.HTTPError, ValidationError) as error:
        checks = {"reachable": type(error).__name__}
        return Health(service=name, status="unavailable", checks=checks)
