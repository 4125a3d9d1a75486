"""A parcel that came back is sent out again."""

from services.orders.missions.models import MissionRow
from services.orders.missions.use_cases.create_delivery import DeliveryJob, create_delivery
from services.orders.missions.views import Knows, describe, is_redeliverable
from services.orders.quotes.pricing import Tariff, plan_route, price
from services.orders.work import Work
from shared.contracts.orders.api import CancelRequest, Mission, QuoteRequest
from shared.contracts.orders.errors import MissionNotFound, RedeliveryNotAllowed


async def redeliver_mission(work: Work, request: CancelRequest, *, reference: str) -> Mission:
    """Send a returned parcel to the same door, at what the way costs now; once at a time.

    The new mission delivers the same order, if any, and asks for the same cash.

    Raises:
        MissionNotFound: there is no such mission of this client.
        RedeliveryNotAllowed: the parcel did not come back, or is on its way again.
        PlaceNotLocated: it was never known where it goes.
        OutOfArea: we do not deliver there any more.
    """
    mission = await work.missions.get_by_reference(reference, lock=True)
    if not mission.belongs_to(request.contact):
        raise MissionNotFound(reference=reference)
    redelivered = await work.missions.list_redelivered([mission.id])
    if not is_redeliverable(mission, redelivered=redelivered):
        raise RedeliveryNotAllowed(reference=reference, status=mission.status.value)
    again = await create_delivery(work, _job(mission, work=work))
    return await describe(work, again, knows=Knows.CLIENT)


def _job(mission: MissionRow, *, work: Work) -> DeliveryJob:
    pickup, dropoff = mission.pickup_stop, mission.dropoff_stop
    asked = QuoteRequest(pickup=pickup.place, dropoff=dropoff.place, size=mission.size)
    route = plan_route(asked, ridden_m=mission.distance_m)
    return DeliveryJob(
        client=mission.client,
        pickup=pickup,
        dropoff=dropoff,
        city=route.city.name,
        distance_m=route.distance_m,
        price=price(route, size=mission.size, at=work.now, tariff=Tariff()).total,
        size=mission.size,
        description=mission.description,
        declared_value=mission.declared_value,
        cash_to_collect=mission.cash_to_collect,
        photo_media_id=mission.photo_media_id,
        order_id=mission.order_id,
        order_reference=mission.order_reference,
        redelivers_id=mission.id,
        partner_id=mission.created_by_partner_id,
    )
