"""Answers of the Graph API under chaos: refused, garbled, late, or cut off after acceptance."""

from collections.abc import Callable
from typing import Final

import httpx
from fastapi import Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from simulator.container import Simulator
from simulator.graph.rules import Body

CUT: Final = "simulator.cut"
"""Key of the ASGI scope under which the server offers to cut the connection."""
GARBAGE: Final = "<!DOCTYPE html><title>Error</title><p>Sorry, something went wrong."


async def disturbed(request: Request, simulator: Simulator, make: Callable[[], Body]) -> Response:
    """Answer a send, letting the chaos in force interfere.

    Raises:
        GraphError: the send was refused, by rule or by chaos; nothing was accepted.
        httpx.RemoteProtocolError: an in-process caller is cut off; the send was accepted.
    """
    trouble = simulator.trouble
    refused, is_garbled, is_cut = (
        trouble.draws_refusal(),
        trouble.garbles_answer(),
        trouble.cuts_answer(),
    )
    if refused is not None:
        raise refused
    if is_garbled:
        return HTMLResponse(GARBAGE, status_code=502)
    answer = make()
    if trouble.chaos.stall_ms:
        await simulator.agenda.pause(trouble.chaos.stall_ms / 1000)
    return _cut_off(request) if is_cut else JSONResponse(answer)


def _cut_off(request: Request) -> Response:
    cut = request.scope.get(CUT)
    if cut is None:
        raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
    cut()
    return Response(status_code=204)
