"""Health of one process: alive when it answers, ready when what it needs answers."""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

Check = Callable[[], Awaitable[object]]


class Health(BaseModel):
    """`status` is ok or unavailable; `checks` says ok, or what is wrong, for each need."""

    service: str
    status: str
    checks: dict[str, str] = {}


def health_router(service: str, checks: Mapping[str, Check]) -> APIRouter:
    """Make /health/live, /health/ready and /metrics."""
    router = APIRouter(tags=["operations"])

    @router.get("/health/live")
    async def live() -> Health:
        """Say that the process answers."""
        return Health(service=service, status="ok")

    @router.get("/health/ready", responses={503: {"model": Health}})
    async def ready(response: Response) -> Health:
        """Say whether the process can do its work; 503 when not."""
        results = {name: await _outcome(check) for name, check in checks.items()}
        is_ok = all(result == "ok" for result in results.values())
        response.status_code = 200 if is_ok else 503
        return Health(service=service, status="ok" if is_ok else "unavailable", checks=results)

    @router.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        """Give Prometheus its figures."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _outcome(check: Check) -> str:
    try:
        await check()
    except Exception as error:  # noqa: BLE001 - a failed check is the answer, told by its class name
        return type(error).__name__
    return "ok"
