"""Somebody asks what a delivery costs."""

from datetime import timedelta
from typing import Final

from services.orders.quotes.eta import whole_delivery
from services.orders.quotes.models import QuoteRow
from services.orders.quotes.pricing import Tariff, plan_route, price
from services.orders.work import Work
from shared.contracts.orders.api import Quote, QuoteRequest
from shared.values.ids import new_id

VALID_FOR: Final = timedelta(minutes=15)


async def make_quote(work: Work, request: QuoteRequest, *, ridden_m: int | None = None) -> Quote:
    """Price a delivery; the price holds for fifteen minutes.

    `ridden_m` is the way on real roads when somebody measured it (`container.roads`).

    Raises:
        PlaceNotLocated: an end has no coordinates.
        OutOfArea: an end is in no city we serve, or the ride is over 60 km.
    """
    route = plan_route(request, ridden_m=ridden_m)
    found = price(route, size=request.size, at=work.now, tariff=Tariff())
    quote = Quote(
        id=new_id(),
        total=found.total,
        lines=list(found.lines),
        distance_m=route.distance_m,
        eta=whole_delivery(route.distance_m),
        expires_at=work.now + VALID_FOR,
    )
    work.quotes.add(
        QuoteRow(
            id=quote.id,
            pickup=request.pickup.model_dump(),
            dropoff=request.dropoff.model_dump(),
            size=request.size,
            city=route.city.name,
            distance_m=quote.distance_m,
            total=quote.total,
            lines={line.code: line.amount for line in quote.lines},
            contact_id=request.contact_id,
            created_at=work.now,
            expires_at=quote.expires_at,
        )
    )
    return quote
