"""What waits in the lane of a mission, and which use case does it."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from services.orders.dispatch.use_cases.expire_job import expire_job
from services.orders.dispatch.use_cases.expire_offer import expire_offer
from services.orders.dispatch.use_cases.make_next_offer import make_next_offer
from services.orders.dispatch.use_cases.pass_over_driver import pass_over_driver
from services.orders.dispatch.use_cases.search_again import search_again
from services.orders.dispatch.use_cases.settle_offers import settle_offers
from services.orders.missions.lane import LaneKind
from services.orders.work import Work
from shared.messaging.lanes import LaneItem


async def serve_mission(work: Work, items: Sequence[LaneItem]) -> None:
    """Do what waits, in order, in the transaction of its acknowledgement."""
    for item in items:
        await _serve(work, LaneKind(item.kind), item.payload)


async def _serve(work: Work, kind: LaneKind, payload: dict[str, object]) -> None:
    match kind:
        case LaneKind.DISPATCH:
            await make_next_offer(work, mission_id=_id(payload, "mission_id"))
        case LaneKind.OFFER_EXPIRED:
            await expire_offer(work, offer_id=_id(payload, "offer_id"))
        case LaneKind.SETTLE_OFFERS:
            await settle_offers(work, mission_id=_id(payload, "mission_id"))
        case LaneKind.SEARCH_AGAIN:
            await search_again(work, mission_id=_id(payload, "mission_id"))
        case LaneKind.DRIVER_LEFT:
            await pass_over_driver(work, offer_id=_id(payload, "offer_id"))
        case LaneKind.OPEN_JOB_EXPIRED:
            await expire_job(work, mission_id=_id(payload, "mission_id"))
        case _ as never:
            assert_never(never)


def _id(payload: dict[str, object], name: str) -> UUID:
    return UUID(str(payload[name]))
