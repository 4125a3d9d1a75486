"""A client confirms a delivery at a quoted price."""

import secrets

from services.orders.missions.lane import LaneKind
from services.orders.missions.models import MissionRow, Source
from services.orders.missions.moves import Report, ask_dispatch, tell_status, write_change
from services.orders.missions.views import describe
from services.orders.quotes.cities import CITIES
from services.orders.quotes.models import QuoteRow
from services.orders.work import Work
from shared.contracts.orders.api import Mission, MissionRequest, MissionStatus
from shared.contracts.orders.errors import QuoteDoesNotMatch, QuoteExpired
from shared.values.clock import local_time
from shared.values.ids import new_id, reference
from shared.values.place import Place


async def create_mission(work: Work, request: MissionRequest) -> Mission:
    """Create a mission at the quote's price and ask dispatch for a driver.

    The places may be worded anew; their coordinates must be the quote's.

    Raises:
        QuoteNotFound: there is no such quote.
        QuoteExpired: its fifteen minutes are over.
        QuoteDoesNotMatch: it was for another pick-up or drop-off.
    """
    quote = await work.quotes.get(request.quote_id)
    _check(quote, request, work=work)
    mission = _mission(quote, request, work=work)
    mission.reference = await _next_reference(work, city=quote.city)
    await work.missions.add(mission)
    report = Report(MissionStatus.PENDING, Source.CLIENT, who=request.client.phone)
    await write_change(work, mission, report=report, has_moved=True)
    await tell_status(work, mission, previous=None)
    await ask_dispatch(work, mission, kind=LaneKind.DISPATCH)
    return await describe(work, mission)


def _check(quote: QuoteRow, request: MissionRequest, *, work: Work) -> None:
    if work.now >= quote.expires_at:
        raise QuoteExpired(quote_id=quote.id)
    pairs = (("pickup", quote.pickup, request.pickup), ("dropoff", quote.dropoff, request.dropoff))
    for end, quoted, stop in pairs:
        if _point(Place.model_validate(quoted)) != _point(stop.place):
            raise QuoteDoesNotMatch(quote_id=quote.id, end=end)


def _point(place: Place) -> tuple[float | None, float | None]:
    return (place.latitude, place.longitude)


def _mission(quote: QuoteRow, request: MissionRequest, *, work: Work) -> MissionRow:
    return MissionRow(
        id=new_id(),
        partner_id=None,
        status=MissionStatus.PENDING,
        status_since=work.now,
        city=quote.city,
        client_contact_id=request.client.contact_id,
        client_phone=request.client.phone,
        client_user_id=request.client.user_id,
        client_name=request.client.name,
        pickup=request.pickup.model_dump(),
        dropoff=request.dropoff.model_dump(),
        size=quote.size,
        description=request.description,
        declared_value=request.declared_value,
        cash_to_collect=request.cash_to_collect,
        photo_media_id=request.photo_media_id,
        price=quote.total,
        distance_m=quote.distance_m,
        fact_ranks={},
        tracking_token=secrets.token_urlsafe(16),
        created_at=work.now,
    )


async def _next_reference(work: Work, *, city: str) -> str:
    [country] = [known.country for known in CITIES if known.name == city]
    day = local_time(work.now, country).date()
    return reference("COUR", day=day, number=await work.missions.next_number(day))
