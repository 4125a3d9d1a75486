"""Deliveries that partners ask of us, and what they would cost."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.orders.deps import ContainerDep, WorkDep
from services.orders.models import messaging
from services.orders.partners.access import CallingPartner
from services.orders.partners.queries import get_requested_mission, list_requested_missions
from services.orders.partners.stops import measure
from services.orders.partners.use_cases.cancel_requested_mission import cancel_requested_mission
from services.orders.partners.use_cases.price_mission import price_mission
from services.orders.partners.use_cases.request_mission import request_mission
from shared.contracts.orders.api import Quote
from shared.contracts.orders.partners import (
    PartnerCancelRequest,
    PartnerMission,
    PartnerMissionPage,
    PartnerMissionQuery,
    PartnerMissionRequest,
    PartnerQuoteRequest,
)
from shared.web.deps import IdempotencyKey
from shared.web.idempotency import once

missions = APIRouter(prefix="/api/missions", tags=["partners: missions"])
quotes = APIRouter(prefix="/api/quotes", tags=["partners: missions"])

Reference = Annotated[str, Path(pattern=r"^[\w\-./#]{1,60}$", examples=["COUR-20261121-001"])]


@missions.post("", status_code=201)
async def create(
    request: PartnerMissionRequest,
    key: IdempotencyKey,
    partner: CallingPartner,
    container: ContainerDep,
) -> PartnerMission:
    """Ask for a delivery. A driver is looked for at once; the price is ours.

    The answer holds the pickup and delivery codes and the public tracking link. The same
    Idempotency-Key gives the same answer; another key with the same `external_id` is 409 with the
    reference that it already has.
    """
    ridden_m = await measure(container, request.pickup.place, request.dropoff.place)
    async with container.begin() as work:
        return await once(
            work.session,
            messaging,
            key=f"partner-mission:{partner.id}:{key}",
            request=request,
            answer_type=PartnerMission,
            produce=lambda: request_mission(work, request, partner=partner, ridden_m=ridden_m),
        )


@missions.get("")
async def list_own(
    query: Annotated[PartnerMissionQuery, Query()], partner: CallingPartner, work: WorkDep
) -> PartnerMissionPage:
    """List the missions you asked for, newest first."""
    return await list_requested_missions(work, query, partner=partner)


@missions.get("/{reference}")
async def get(reference: Reference, partner: CallingPartner, work: WorkDep) -> PartnerMission:
    """Tell one of your missions: asked of us, or reported to us by your webhooks."""
    return await get_requested_mission(work, partner=partner, reference=reference)


@missions.post("/{reference}/cancel")
async def cancel(
    *,
    reference: Reference,
    request: PartnerCancelRequest,
    key: IdempotencyKey,
    partner: CallingPartner,
    work: WorkDep,
) -> PartnerMission:
    """Call one of your missions off while its parcel is not yet with the driver."""
    return await once(
        work.session,
        messaging,
        key=f"partner-cancel:{partner.id}:{reference}:{key}",
        request=request,
        answer_type=PartnerMission,
        produce=lambda: cancel_requested_mission(
            work, request, partner=partner, reference=reference
        ),
    )


@quotes.post("")
async def ask_price(
    request: PartnerQuoteRequest,
    key: IdempotencyKey,
    partner: CallingPartner,
    container: ContainerDep,
) -> Quote:
    """Price a delivery, with its breakdown; the price holds for fifteen minutes."""
    ridden_m = await measure(container, request.pickup, request.dropoff)
    async with container.begin() as work:
        return await once(
            work.session,
            messaging,
            key=f"partner-quote:{partner.id}:{key}",
            request=request,
            answer_type=Quote,
            produce=lambda: price_mission(work, request, ridden_m=ridden_m),
        )
