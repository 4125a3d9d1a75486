"""The one way an order's state changes: merged, its goods and promo settled, written, told."""

from dataclasses import dataclass

from services.orders.catalogue.stock import release, take_off_shelf
from services.orders.missions.ranks import MergeResult
from services.orders.missions.views import Knows
from services.orders.orders.delivery import open_delivery
from services.orders.orders.lane import settle_promo
from services.orders.orders.models import OrderChangeRow, OrderRow
from services.orders.orders.statuses import Goods, Party, merge_order, state_of
from services.orders.orders.views import describe_order
from services.orders.work import Work
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.events import OrderMoved


@dataclass(frozen=True, slots=True)
class Move:
    """Where somebody moves an order; `who` is a phone, `note` what the other side is told."""

    status: OrderStatus
    source: Party
    who: str | None = None
    note: str | None = None


async def apply_move(work: Work, order: OrderRow, move: Move) -> bool:
    """Merge a move into a locked order; False, and nothing is done, when it is late or repeated.

    However many steps it skips it is one timeline row and one event. Whether the mover may do so
    was asked before.
    """
    previous = order.status
    if merge_order(previous, move.status).result is not MergeResult.MOVED:
        return False
    order.move_to(move.status, at=work.now)
    await _move_goods(work, order, previous=previous)
    if order.discount and state_of(order.status).is_terminal:
        await work.lanes.put_many([settle_promo(order.cart_id)])
    if order.status is OrderStatus.READY:
        await open_delivery(work, order)
    write_change(work, order, source=move.source, who=move.who, note=move.note)
    await tell_move(work, order, previous=previous, source=move.source)
    return True


def write_change(
    work: Work, order: OrderRow, *, source: Party, who: str | None, note: str | None
) -> None:
    """Write a line of the timeline, in the state where the order now stands."""
    work.orders.add_change(
        OrderChangeRow(
            order_id=order.id, status=order.status, at=work.now, source=source, who=who, note=note
        )
    )


async def tell_move(
    work: Work, order: OrderRow, *, previous: OrderStatus | None, source: Party
) -> None:
    """Record the event of a move; `previous` is None for an order that has just begun."""
    await work.outbox.add(
        OrderMoved(
            occurred_at=work.now,
            order=await describe_order(work, order, knows=Knows.CLIENT),
            previous=previous,
            source=source.value,
        )
    )


async def _move_goods(work: Work, order: OrderRow, *, previous: OrderStatus) -> None:
    before, after = state_of(previous).goods, state_of(order.status).goods
    if before is not Goods.RESERVED or after is Goods.RESERVED:
        return
    lines = (await work.orders.list_lines([order.id]))[order.id]
    items = {line.product_id: line.quantity for line in lines}
    if after is Goods.GONE:
        await take_off_shelf(work, items)
    else:
        await release(work, items)
