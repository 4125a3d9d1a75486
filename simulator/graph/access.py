"""Who may call the Graph API, under which version, and for which object. FastAPI aliases."""

import json
import re
import secrets
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.container import Simulator
from simulator.graph.errors import GraphError, unknown_object
from simulator.graph.rules import Body

OLDEST: Final = 1
NEWEST: Final = 26
"""Versions that answer; expired ones are upgraded silently (whatsapp-cloud-api.md, §7)."""
_VERSIONED: Final = re.compile(r"/v([0-9]+)\.[0-9]+(/.*)")


class GraphVersion:
    """ASGI middleware: drops `/vN.M` from the path of a version that exists."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, without its version."""
        match = _VERSIONED.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if match and OLDEST <= int(match[1]) <= NEWEST:
            path = match[2]
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)


def simulator_of(request: Request) -> Simulator:
    """Give the simulator of this process."""
    simulator: Simulator = request.app.state.simulator
    return simulator


SimulatorOf = Annotated[Simulator, Depends(simulator_of)]


def check_token(request: Request, simulator: SimulatorOf) -> None:
    """Refuse a call without the right access token.

    Raises:
        GraphError: 190, HTTP 401.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = token.strip() if scheme.lower() == "bearer" else ""
    given = given or request.query_params.get("access_token", "")
    if not given:
        raise GraphError(190, details="An access token is required to request this resource.")
    expected = simulator.settings.whatsapp_api_token.get_secret_value()
    if not secrets.compare_digest(given.encode(), expected.encode()):
        raise GraphError(190, details="Invalid OAuth access token - Cannot parse access token")


def number_of(number_id: str, request: Request, simulator: SimulatorOf) -> str:
    """Give the business number of the path.

    Raises:
        GraphError: 100 with subcode 33 when there is none.
    """
    if number_id not in simulator.settings.number_ids:
        raise unknown_object(number_id, method=request.method.lower())
    return number_id


def account_of(account_id: str, request: Request, simulator: SimulatorOf) -> str:
    """Give the business account of the path.

    Raises:
        GraphError: 100 with subcode 33 when there is none.
    """
    if account_id != simulator.settings.simulator_account_id:
        raise unknown_object(account_id, method=request.method.lower())
    return account_id


async def body_of(request: Request) -> Body:
    """Read a JSON object.

    Raises:
        GraphError: 100 when the body is not one.
    """
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise GraphError(100, details="The request body is not valid JSON.") from error
    if not isinstance(body, dict):
        raise GraphError(100, details="The request body must be a JSON object.")
    return body


NumberOf = Annotated[str, Depends(number_of)]
AccountOf = Annotated[str, Depends(account_of)]
BodyOf = Annotated[Body, Depends(body_of)]
