"""What waits in the lanes of orders, and which use case does it."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from services.orders.container import Container
from services.orders.orders.lane import LaneKind
from services.orders.orders.models import PromoHold
from services.orders.orders.use_cases.expire_payment import expire_payment
from services.orders.orders.use_cases.follow_mission import follow_mission
from services.orders.orders.use_cases.settle_promo import settle_promo
from services.orders.work import Work
from shared.contracts.billing.api import ReservationCall
from shared.contracts.billing.calls import COMMIT_PROMO, RELEASE_PROMO
from shared.errors import AppError
from shared.messaging.lane_worker import Serve
from shared.messaging.lanes import Lane, LaneItem
from shared.values.backoff import backoff


async def serve_order(work: Work, items: Sequence[LaneItem]) -> None:
    """Do what waits, in order, in the transaction of its acknowledgement."""
    for item in items:
        await _serve(work, LaneKind(item.kind), item.payload)


async def _serve(work: Work, kind: LaneKind, payload: dict[str, object]) -> None:
    match kind:
        case LaneKind.MISSION_MOVED:
            await follow_mission(work, mission_id=UUID(str(payload["mission_id"])))
        case LaneKind.PAYMENT_DUE:
            await expire_payment(work, order_id=UUID(str(payload["order_id"])))
        case _ as never:
            assert_never(never)


def make_promo_serve(container: Container) -> Serve:
    """Make what serves the lanes of promo holds.

    Decided in one transaction, told to billing outside of any, acknowledged in another: billing
    may hear the same twice and takes it once. While billing is away the hold waits, however long.
    """

    async def serve(lane: Lane) -> None:
        while True:
            async with lane.transaction() as session:
                items = await lane.waiting(session, 1)
                decided = [await _decide(container.open_work(session), item) for item in items]
            for item, (cart_id, hold) in zip(items, decided, strict=True):
                await _tell_billing(container, lane, item, cart_id=cart_id, hold=hold)
            if not items and await lane.let_go():
                return

    return serve


async def _decide(work: Work, item: LaneItem) -> tuple[UUID, PromoHold]:
    cart_id = UUID(str(item.payload["cart_id"]))
    return cart_id, await settle_promo(work, cart_id=cart_id)


async def _tell_billing(
    container: Container, lane: Lane, item: LaneItem, *, cart_id: UUID, hold: PromoHold
) -> None:
    told = ReservationCall(reservation_id=cart_id)
    calls = {PromoHold.RELEASED: RELEASE_PROMO, PromoHold.COMMITTED: COMMIT_PROMO}
    try:
        if hold in calls:
            await container.billing.call(calls[hold], told, key=f"{hold.value}:{cart_id}")
    except AppError as refusal:
        async with lane.transaction() as session:
            delay = backoff(item.attempts, base_s=1)
            await lane.retry(session, item, delay=delay, error=repr(refusal))
        return
    async with lane.transaction() as session:
        if hold in calls:
            cart = await container.open_work(session).carts.get(cart_id, lock=True)
            cart.is_promo_settled = True
        await lane.finish(session, [item])
