"""A client confirms a delivery at a quoted price."""

from services.orders.missions.use_cases.create_delivery import DeliveryJob, create_delivery
from services.orders.missions.views import Knows, describe
from services.orders.quotes.models import QuoteRow
from services.orders.work import Work
from shared.contracts.orders.api import Mission, MissionRequest
from shared.contracts.orders.errors import QuoteDoesNotMatch, QuoteExpired
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
    mission = await create_delivery(work, _job(quote, request))
    return await describe(work, mission, knows=Knows.CLIENT)


def _check(quote: QuoteRow, request: MissionRequest, *, work: Work) -> None:
    if work.now >= quote.expires_at:
        raise QuoteExpired(quote_id=quote.id)
    pairs = (("pickup", quote.pickup, request.pickup), ("dropoff", quote.dropoff, request.dropoff))
    for end, quoted, stop in pairs:
        if _point(Place.model_validate(quoted)) != _point(stop.place):
            raise QuoteDoesNotMatch(quote_id=quote.id, end=end)


def _point(place: Place) -> tuple[float | None, float | None]:
    return (place.latitude, place.longitude)


def _job(quote: QuoteRow, request: MissionRequest) -> DeliveryJob:
    return DeliveryJob(
        client=request.client,
        pickup=request.pickup,
        dropoff=request.dropoff,
        city=quote.city,
        distance_m=quote.distance_m,
        price=quote.total,
        size=quote.size,
        description=request.description,
        declared_value=request.declared_value,
        cash_to_collect=request.cash_to_collect,
        photo_media_id=request.photo_media_id,
    )
