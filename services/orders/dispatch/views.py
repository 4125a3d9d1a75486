"""How an offer is told: with its mission, its driver and the driver's part."""

from typing import Final

from services.orders.dispatch.models import OfferRow
from services.orders.missions.models import MissionRow
from services.orders.missions.views import describe
from services.orders.work import Work
from shared.contracts.orders.api import Offer

DRIVER_PART_PERCENT: Final = 80


def pay_of(mission: MissionRow) -> int:
    """Give the driver's part of the price in whole francs, rounded down."""
    return (mission.price or 0) * DRIVER_PART_PERCENT // 100


async def describe_offer(work: Work, offer: OfferRow, *, mission: MissionRow) -> Offer:
    """Tell an offer as it is now in this transaction."""
    drivers = await work.drivers.list_by_id([offer.driver_id])
    return Offer(
        id=offer.id,
        mission=await describe(work, mission),
        driver=drivers[offer.driver_id].card,
        pay=offer.pay,
        distance_to_pickup_m=offer.distance_to_pickup_m,
        expires_at=offer.expires_at,
    )
