"""A partner asks what a delivery would cost."""

from services.orders.partners.stops import located
from services.orders.quotes.use_cases.make_quote import make_quote
from services.orders.work import Work
from shared.contracts.orders.api import Quote, QuoteRequest
from shared.contracts.orders.partners import PartnerQuoteRequest


async def price_mission(work: Work, request: PartnerQuoteRequest, *, ridden_m: int | None) -> Quote:
    """Price a delivery between two places; those without coordinates are found by their labels.

    `ridden_m` is the way on real roads when somebody measured it.

    Raises:
        PlaceNotLocated: a place has no coordinates, and its label leads nowhere we know.
        OutOfArea: a place is in no city we serve, or the ride is too long.
    """
    asked = QuoteRequest(
        pickup=await located(work, request.pickup),
        dropoff=await located(work, request.dropoff),
        size=request.size,
    )
    return await make_quote(work, asked, ridden_m=ridden_m)
