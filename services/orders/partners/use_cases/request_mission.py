"""A partner asks for a delivery."""

from services.orders.missions.use_cases.create_delivery import DeliveryJob, create_delivery
from services.orders.partners.models import PartnerRow
from services.orders.partners.stops import read_client, read_stop
from services.orders.partners.views import describe_mission
from services.orders.quotes.use_cases.make_quote import make_quote
from services.orders.work import Work
from shared.contracts.orders.api import QuoteRequest
from shared.contracts.orders.errors import ExternalIdTaken, OutOfArea
from shared.contracts.orders.partners import PartnerMission, PartnerMissionRequest
from shared.values.cities import city_of


async def request_mission(
    work: Work, request: PartnerMissionRequest, *, partner: PartnerRow, ridden_m: int | None
) -> PartnerMission:
    """Create a mission at our price, with our reference and our drivers, once per `external_id`.

    `ridden_m` is the way on real roads when somebody measured it.

    Raises:
        ExternalIdTaken: the partner asked for this one before, with another Idempotency-Key.
        PlaceNotLocated: a stop has no coordinates, and its label leads nowhere we know.
        OutOfArea: a stop is in no city we serve, or the ride is too long.
        Invalid: a phone is no phone.
    """
    known = await work.partners.find_requested(request.external_id, partner_id=partner.id)
    if known is not None:
        raise ExternalIdTaken(external_id=request.external_id, reference=known.reference)
    client = read_client(request.client, country=partner.country)
    pickup = await read_stop(work, request.pickup, country=partner.country)
    dropoff = await read_stop(work, request.dropoff, country=partner.country)
    asked = QuoteRequest(pickup=pickup.place, dropoff=dropoff.place, size=request.size)
    quote = await make_quote(work, asked, ridden_m=ridden_m)
    city = city_of(pickup.place)
    if city is None:
        raise OutOfArea(pickup=pickup.place.label, dropoff=dropoff.place.label)
    job = DeliveryJob(
        client=client,
        pickup=pickup,
        dropoff=dropoff,
        city=city.name,
        distance_m=quote.distance_m,
        price=quote.total,
        size=request.size,
        description=request.description,
        declared_value=request.declared_value,
        cash_to_collect=request.cash_to_collect,
        partner_id=partner.id,
        external_id=request.external_id,
    )
    return await describe_mission(work, await create_delivery(work, job))
