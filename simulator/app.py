"""Composition root: the Graph API, the control API and the browser phone in one application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse
from fastapi.staticfiles import StaticFiles

from shared.errors import AppError
from shared.values.clock import Clock
from simulator import control
from simulator.container import build
from simulator.graph import api
from simulator.graph.access import GraphVersion
from simulator.graph.errors import GraphError
from simulator.settings import SimulatorSettings

WEB: Final = Path(__file__).parent / "web"
PAGE_POLICY: Final = (
    "default-src 'self'; img-src 'self' data: blob: http: https:;"
    " media-src 'self' blob: http: https:; object-src 'none'; base-uri 'none'"
)


def create_app(
    settings: SimulatorSettings,
    *,
    clock: Clock | None = None,
    webhook_transport: httpx.AsyncBaseTransport | None = None,
    link_transport: httpx.AsyncBaseTransport | None = None,
) -> FastAPI:
    """Build the simulator; tests give a clock, and transports to the platform and to links."""
    simulator = build(
        settings,
        clock=clock,
        webhook_transport=webhook_transport,
        link_transport=link_transport,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with simulator.running():
            yield

    app = FastAPI(title="TokTok simulator", lifespan=lifespan, docs_url="/sim/docs")
    app.state.simulator = simulator
    app.add_middleware(GraphVersion)
    app.add_exception_handler(GraphError, api.answer_refusal)
    app.add_exception_handler(AppError, answer_problem)
    app.add_api_route("/", show_phones, include_in_schema=False)
    for path in ("/health", "/health/live", "/health/ready"):
        app.add_api_route(path, say_healthy, tags=["health"])
    app.mount("/web", StaticFiles(directory=WEB), name="web")
    app.include_router(control.router)
    app.include_router(api.router)
    return app


async def show_phones() -> FileResponse:
    """Open the browser phone."""
    headers = {"Content-Security-Policy": PAGE_POLICY, "Cache-Control": "no-cache"}
    return FileResponse(WEB / "index.html", headers=headers)


async def say_healthy() -> dict[str, str]:
    """Say that the process answers; it depends on nothing else."""
    return {"status": "ok"}


async def answer_problem(_: Request, error: Exception) -> JSONResponse:
    """Render a refusal of the control API as problem+json (RFC 9457)."""
    if not isinstance(error, AppError):
        raise error
    problem = {
        "type": f"urn:toktok:problem:{error.code}",
        "title": type(error).__name__,
        "status": error.status,
        "detail": str(error),
        "code": error.code,
    }
    return JSONResponse(problem, status_code=error.status, media_type="application/problem+json")
