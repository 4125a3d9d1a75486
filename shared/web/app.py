"""The app every service starts from: problems, correlation, health, metrics, the feed."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from fastapi import APIRouter, Depends, FastAPI

from shared.messaging.feed import feed_router
from shared.process import Process
from shared.settings import ServiceSettings
from shared.web.deps import internal_caller
from shared.web.etags import Etags
from shared.web.health import Check, health_router
from shared.web.middleware import MAX_BODY_BYTES, BodyLimit, Correlated, Measured
from shared.web.problem import add_problem_handlers


class ServiceContainer(Protocol):
    """The least a container holds."""

    @property
    def process(self) -> Process:
        """What the process holds open."""
        ...


def create_service_app(
    *,
    title: str,
    settings: ServiceSettings,
    container: ServiceContainer,
    routers: Sequence[APIRouter],
    max_body_bytes: int = MAX_BODY_BYTES,
) -> FastAPI:
    """Make the HTTP side of a service.

    The container is there before the app serves, so that in tests an app works over ASGI transport
    without its lifespan.
    """
    process = container.process

    @asynccontextmanager
    async def serving(_app: FastAPI) -> AsyncIterator[None]:
        async with process.running():
            yield

    app = FastAPI(title=title, version="1", lifespan=serving)
    app.state.settings = settings
    app.state.service = process.name
    app.state.container = container
    add_problem_handlers(app)
    app.add_middleware(BodyLimit, limit_bytes=max_body_bytes)
    app.add_middleware(Etags)
    app.add_middleware(Measured)
    app.add_middleware(Correlated)
    app.include_router(health_of(process))
    feed = feed_router(process.database, schema=process.name)
    app.include_router(feed, dependencies=[Depends(internal_caller)])
    for router in routers:
        app.include_router(router)
    return app


def create_health_app(process: Process) -> FastAPI:
    """Make what a worker alone serves: its health and its metrics."""
    app = FastAPI(title=f"TokTok {process.name}, worker")
    app.include_router(health_of(process))
    return app


def health_of(process: Process) -> APIRouter:
    """Make the health routes of a process: its database and its Redis."""
    checks: dict[str, Check] = {
        "database": process.database.is_reachable,
        "redis": process.redis.ping,
    }
    return health_router(process.name, checks)
