"""The public tracking page. Whoever has the link may look."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from services.orders.deps import WorkDep
from services.orders.missions.queries import follow
from services.orders.missions.tracking import render_gone, render_tracking, render_unknown

router = APIRouter(tags=["tracking"])

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


@router.get(
    "/track/{token}",
    response_class=HTMLResponse,
    responses={404: {"description": "No such link"}, 410: {"description": "The link has expired"}},
)
async def track(token: str, work: WorkDep) -> HTMLResponse:
    """Show where a parcel is: no script, no phone number, 8 KB at most."""
    found = await follow(work, token=token)
    if found is None:
        return HTMLResponse(render_unknown(), status_code=404, headers=_HEADERS)
    if found.mission is None:
        return HTMLResponse(render_gone(), status_code=410, headers=_HEADERS)
    page = render_tracking(found.mission, driver_place=found.driver_place, now=work.now)
    return HTMLResponse(page, headers=_HEADERS)
