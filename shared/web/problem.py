"""One handler renders every refusal as problem+json (RFC 9457) with its stable code."""

from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from starlette.exceptions import HTTPException

from shared.errors import AppError, Invalid, TooMany, Unavailable
from shared.observability.correlation import correlation_id

log = structlog.get_logger()

CONTENT_TYPE = "application/problem+json"

# What passes by itself (PostgreSQL, appendix A): connections, deadlocks, resources, locks, stops.
_PASSING_SQLSTATES = ("08", "40", "53", "55P03", "57")


class ProblemResponse(JSONResponse):
    """A problem document."""

    media_type = CONTENT_TYPE


def problem(error: AppError, *, instance: str) -> ProblemResponse:
    """Render a refusal."""
    body = {
        "type": f"urn:toktok:problem:{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": str(error),
        "instance": instance,
        "code": error.code,
        "params": {name: _plain(value) for name, value in error.params.items()},
        "correlation_id": correlation_id(),
    }
    headers = {}
    if isinstance(error, TooMany | Unavailable):
        headers["Retry-After"] = str(error.params.get("retry_after_s", 1))
    return ProblemResponse(body, status_code=error.status, headers=headers)


def add_problem_handlers(app: FastAPI) -> None:
    """Make every failure a problem document; a bug tells only its correlation id."""

    @app.exception_handler(AppError)
    async def refused(request: Request, error: AppError) -> ProblemResponse:
        log.info("refused", code=error.code, status=error.status, path=request.url.path)
        return problem(error, instance=request.url.path)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> ProblemResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(Invalid(reason=f"{where}: {first['msg']}"), instance=request.url.path)

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> ProblemResponse:
        return problem(_as_app_error(error), instance=request.url.path)

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(PoolExhausted)
    @app.exception_handler(ConnectionError)
    async def database_away(request: Request, error: Exception) -> ProblemResponse:
        log.warning("database away", error=repr(error))
        return problem(Unavailable(what="database", retry_after_s=1), instance=request.url.path)

    @app.exception_handler(DBAPIError)
    async def database_said_no(request: Request, error: DBAPIError) -> ProblemResponse:
        # asyncpg's deadlocks and shutdowns come as no finer class than this one.
        if not (error.connection_invalidated or _is_passing(error)):
            raise error
        return await database_away(request, error)

    @app.exception_handler(Exception)
    async def bug(request: Request, error: Exception) -> ProblemResponse:
        log.error("bug", path=request.url.path, exc_info=error)
        return problem(_Bug(), instance=request.url.path)


class _Bug(AppError):
    code, status, detail = "internal_error", 500, "Something went wrong on our side."


def _as_app_error(error: HTTPException) -> AppError:
    """Give Starlette's own refusals (404, 405, …) a code made of their phrase."""
    phrase = HTTPStatus(error.status_code).phrase
    family: type[AppError] = type(
        "HttpRefusal",
        (AppError,),
        {
            "code": phrase.lower().replace(" ", "_").replace("-", "_"),
            "status": error.status_code,
            "detail": "{reason}",
        },
    )
    return family(reason=str(error.detail))


def _is_passing(error: DBAPIError) -> bool:
    """Whether the database undid everything for a reason that the next try may not meet."""
    return str(getattr(error.orig, "sqlstate", None) or "").startswith(_PASSING_SQLSTATES)


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
