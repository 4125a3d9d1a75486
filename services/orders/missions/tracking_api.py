"""The public tracking page. Whoever has the link may look."""

from typing import Annotated, Final

from fastapi import APIRouter, Header
from fastapi.responses import HTMLResponse

from services.orders.deps import WorkDep
from services.orders.missions.queries import follow
from services.orders.missions.tracking import render_gone, render_tracking, render_unknown
from services.orders.missions.tracking_language import language_for

router = APIRouter(tags=["tracking"])

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Language",
    "X-Robots-Tag": "noindex, nofollow",
}


@router.get(
    "/track/{token}",
    response_class=HTMLResponse,
    responses={404: {"description": "No such link"}, 410: {"description": "The link has expired"}},
)
async def track(
    token: str,
    work: WorkDep,
    lang: str | None = None,
    accept_language: Annotated[str | None, Header()] = None,
) -> HTMLResponse:
    """Show where a parcel is, in `lang` (fr, ln, en) or the browser's language; no script."""
    language = language_for(lang, accepted=accept_language)
    found = await follow(work, token=token)
    if found is None:
        return HTMLResponse(render_unknown(language), status_code=404, headers=_HEADERS)
    if found.mission is None:
        return HTMLResponse(render_gone(language), status_code=410, headers=_HEADERS)
    place, now = found.driver_place, work.now
    page = render_tracking(found.mission, driver_place=place, now=now, language=language)
    return HTMLResponse(page, headers=_HEADERS)
