"""A driver stops working: whatever that driver is being asked goes to the next."""

from uuid import UUID

from services.orders.missions.lane import LaneKind, lane_of
from services.orders.work import Work


async def leave_open_offer(work: Work, *, driver_id: UUID) -> None:
    """Let dispatch pass over a driver who is off duty by now and may be being asked.

    It is done in the mission's lane: whoever holds a driver must not wait for a mission.
    """
    offer = await work.dispatch.find_open_offer_to(driver_id)
    if offer is not None:
        await work.lanes.put(
            lane_of(offer.mission_id),
            kind=LaneKind.DRIVER_LEFT.value,
            payload={"offer_id": str(offer.id)},
        )
