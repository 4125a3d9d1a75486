"""A client says how the shop of an order was."""

from services.orders.missions.views import Knows
from services.orders.orders.parties import clients_order
from services.orders.orders.views import describe_order
from services.orders.work import Work
from shared.contracts.orders.api import OrderStatus, RatingRequest
from shared.contracts.orders.errors import OrderNotRatable
from shared.contracts.orders.orders import Order


async def rate_order(work: Work, request: RatingRequest, *, reference: str) -> Order:
    """Keep the rating of a delivered order in its shop's average; rating again changes it.

    Raises:
        OrderNotFound: there is no such order of this client.
        OrderNotRatable: it is not delivered.
    """
    order = await clients_order(work, contact=request.contact, reference=reference)
    if order.status is not OrderStatus.DELIVERED:
        raise OrderNotRatable(reference=reference, status=order.status.value)
    await work.orders.rate(order, stars=request.stars, comment=request.comment, at=work.now)
    return await describe_order(work, order, knows=Knows.CLIENT)
