"""Missions for our own services, the client's chat and the driver's; admins end what is stuck."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from services.orders.container import Container
from services.orders.deps import ContainerDep, WorkDep
from services.orders.missions.parties import asker
from services.orders.missions.queries import mission_called
from services.orders.missions.use_cases.cancel_mission import cancel_mission
from services.orders.missions.use_cases.create_mission import create_mission
from services.orders.missions.use_cases.end_mission import end_mission
from services.orders.missions.use_cases.rate_mission import rate_mission
from services.orders.missions.use_cases.redeliver_mission import redeliver_mission
from services.orders.missions.use_cases.report_step import report_step
from services.orders.models import messaging
from services.orders.quotes.use_cases.make_quote import make_quote
from shared.contracts.orders.api import (
    CancelRequest,
    Mission,
    MissionEnd,
    MissionRequest,
    Quote,
    QuoteRequest,
    RatingRequest,
    StepReport,
)
from shared.contracts.orders.errors import QuoteDoesNotMatch, QuoteExpired, WrongCode
from shared.contracts.orders.orders import ContactQuery
from shared.web.deps import IdempotencyKey, admin_caller, internal_caller
from shared.web.freshness import with_fresh
from shared.web.idempotency import once
from shared.web.kept_refusals import once_keeping

router = APIRouter(
    prefix="/internal/missions", tags=["missions"], dependencies=[Depends(internal_caller)]
)
admin_router = APIRouter(
    prefix="/api/admin/missions", tags=["admin"], dependencies=[Depends(admin_caller)]
)

Reference = Annotated[str, Path(pattern=r"^[\w\-./#]{1,60}$", examples=["COUR-20261121-001"])]


@router.post("")
async def create(request: MissionRequest, key: IdempotencyKey, container: ContainerDep) -> Mission:
    """Create a mission at a quote's price; a stale quote is refused with a fresh one, `quote`."""
    return await with_fresh(
        lambda: _create(container, request, key=key),
        stale=(QuoteExpired, QuoteDoesNotMatch),
        name="quote",
        renew=lambda: _renew(container, request),
    )


async def _create(container: Container, request: MissionRequest, *, key: str) -> Mission:
    async with container.begin() as work:
        return await once(
            work.session,
            messaging,
            key=f"mission:{key}",
            request=request,
            answer_type=Mission,
            produce=lambda: create_mission(work, request),
        )


async def _renew(container: Container, request: MissionRequest) -> Quote:
    """Price the way that was asked for, as it costs now."""
    ends = (request.pickup.place, request.dropoff.place)
    ridden_m = await container.roads.measure(*ends)
    async with container.begin() as work:
        stale = await work.quotes.get(request.quote_id)
        again = QuoteRequest(pickup=ends[0], dropoff=ends[1], size=stale.size)
        return await make_quote(work, again, ridden_m=ridden_m)


@router.get("/{reference}")
async def get(
    reference: Reference, who: Annotated[ContactQuery, Query()], work: WorkDep
) -> Mission:
    """Tell one mission to its client or its driver, or to our own services."""
    return await mission_called(work, reference=reference, contact=asker(who))


@router.post("/{reference}/cancel")
async def cancel(
    reference: Reference, request: CancelRequest, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Call a mission off while its parcel is not yet with the driver."""
    return await once(
        work.session,
        messaging,
        key=f"cancel:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: cancel_mission(work, request, reference=reference),
    )


@router.post("/{reference}/rating")
async def rate(
    reference: Reference, request: RatingRequest, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Say how a delivered mission went."""
    return await once(
        work.session,
        messaging,
        key=f"rating:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: rate_mission(work, request, reference=reference),
    )


@router.post("/{reference}/redelivery")
async def redeliver(
    reference: Reference, request: CancelRequest, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Send a returned parcel out again, as a new mission at today's price."""
    return await once(
        work.session,
        messaging,
        key=f"redelivery:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: redeliver_mission(work, request, reference=reference),
    )


@router.post("/{reference}/steps")
async def step(
    reference: Reference, request: StepReport, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Report a step of the job for its driver; a wrong code is refused and counted."""
    return await once_keeping(
        WrongCode,
        work.session,
        messaging,
        key=f"step:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: report_step(work, request, reference=reference),
    )


@admin_router.post("/{reference}/status")
async def end(
    reference: Reference, request: MissionEnd, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """End a stuck mission of ours: cancelled, returned, delivered, or a problem; the note says why.

    Nothing has to be proved. A mission that is over stays as it is. When it brings an order, the
    order follows; a cancelled one is looked for again while the order waits in the shop.
    """
    return await once(
        work.session,
        messaging,
        key=f"mission-end:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: end_mission(work, request, reference=reference),
    )
