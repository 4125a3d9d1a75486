"""Runs one deployable: `http`, `worker` (with its health page) or `all` in one process."""

import argparse
import asyncio
import socket
from collections.abc import Awaitable, Callable
from enum import StrEnum

import uvicorn
import uvloop
from starlette.types import ASGIApp

from shared.observability.logs import configure_logs
from shared.process import Process
from shared.settings import ServiceSettings
from shared.web.app import create_health_app

GRACE_S = 5


def serve_app(
    app: ASGIApp,
    settings: ServiceSettings,
    *,
    before_stopping: Callable[[], None] = lambda: None,
) -> uvicorn.Server:
    """Make the HTTP server of a process; `await server.serve()` runs it."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop="none",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=GRACE_S,
        timeout_keep_alive=65,
        backlog=2048,
    )
    return _Server(config, before_stopping)


class _Server(uvicorn.Server):
    """Ends long polls before it waits for open requests."""

    def __init__(self, config: uvicorn.Config, before_stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_stopping = before_stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop taking requests and let the open ones end."""
        self._before_stopping()
        await super().shutdown(sockets)


class Part(StrEnum):
    """Which side of a service this process runs."""

    HTTP = "http"
    WORKER = "worker"
    ALL = "all"


def run_process(
    process: Process,
    settings: ServiceSettings,
    *,
    http: Callable[[], ASGIApp],
    worker: Callable[[], Awaitable[None]],
) -> None:
    """Run the part named on the command line until SIGTERM or SIGINT.

    A worker alone serves its health and metrics on the same port as the HTTP side would.
    """
    parser = argparse.ArgumentParser(prog=f"python -m services.{process.name}")
    parser.add_argument("part", nargs="?", default=Part.ALL, choices=[part.value for part in Part])
    part = Part(parser.parse_args().part)
    configure_logs(process.name, level=settings.log_level)
    app = create_health_app(process) if part is Part.WORKER else http()
    server = serve_app(app, settings, before_stopping=process.database.wakeups.stop)
    uvloop.run(_until_stopped(server, None if part is Part.HTTP else worker))


async def _until_stopped(
    server: uvicorn.Server, worker: Callable[[], Awaitable[None]] | None
) -> None:
    """Serve until the server is told to stop; the worker ends with it, and it with the worker."""
    serving = asyncio.ensure_future(server.serve())
    tasks = [serving]
    if worker is not None:
        tasks.append(asyncio.ensure_future(worker()))
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    for task in tasks[1:]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, asyncio.CancelledError):
            raise result
