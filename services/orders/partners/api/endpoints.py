"""Where a partner is told what happens, how that goes, and telling it again.

For the partner itself and for the operator who supports it; the mount decides (see the package).
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.orders.deps import WorkDep
from services.orders.models import messaging
from services.orders.partners.access import ActingPartner
from services.orders.partners.queries import get_endpoint, list_endpoints, list_webhooks
from services.orders.partners.use_cases.add_endpoint import add_endpoint
from services.orders.partners.use_cases.edit_endpoint import edit_endpoint
from services.orders.partners.use_cases.remove_endpoint import remove_endpoint
from services.orders.partners.use_cases.replay_webhooks import replay_webhooks
from shared.contracts.orders.partners import (
    Endpoint,
    EndpointDraft,
    EndpointEdit,
    EndpointList,
    ReplayReceipt,
    ReplayRequest,
    WebhookPage,
    WebhookQuery,
)
from shared.web.deps import IdempotencyKey
from shared.web.idempotency import once

router = APIRouter(tags=["partners: endpoints"])


@router.post("", status_code=201)
async def add(
    draft: EndpointDraft, key: IdempotencyKey, partner: ActingPartner, work: WorkDep
) -> Endpoint:
    """Be told of events at a URL: https, a public address, five at most.

    Each event is a POST signed as Standard Webhooks with your webhook secret. Answer 2xx within ten
    seconds; anything else is tried again for three days, and what follows waits in order.
    """
    return await once(
        work.session,
        messaging,
        key=f"partner-endpoint:{partner.id}:{key}",
        request=draft,
        answer_type=Endpoint,
        produce=lambda: add_endpoint(work, draft, partner=partner),
    )


@router.get("")
async def list_all(partner: ActingPartner, work: WorkDep) -> EndpointList:
    """List the endpoints with their health."""
    return await list_endpoints(work, partner=partner)


@router.get("/{endpoint_id}")
async def get(endpoint_id: UUID, partner: ActingPartner, work: WorkDep) -> Endpoint:
    """Tell an endpoint with its health: last success, last error, what is pending or held."""
    return await get_endpoint(work, partner=partner, endpoint_id=endpoint_id)


@router.patch("/{endpoint_id}")
async def edit(
    endpoint_id: UUID, changes: EndpointEdit, partner: ActingPartner, work: WorkDep
) -> Endpoint:
    """Change the URL or the events, or switch it off and on; a replay brings what was held."""
    return await edit_endpoint(work, changes, partner=partner, endpoint_id=endpoint_id)


@router.delete("/{endpoint_id}", status_code=204)
async def remove(endpoint_id: UUID, partner: ActingPartner, work: WorkDep) -> None:
    """Forget an endpoint and everything it is owed."""
    await remove_endpoint(work, partner=partner, endpoint_id=endpoint_id)


@router.get("/{endpoint_id}/deliveries")
async def deliveries(
    endpoint_id: UUID,
    query: Annotated[WebhookQuery, Query()],
    partner: ActingPartner,
    work: WorkDep,
) -> WebhookPage:
    """List what the endpoint was told or is owed, newest first."""
    return await list_webhooks(work, query, partner=partner, endpoint_id=endpoint_id)


@router.post("/{endpoint_id}/replay")
async def replay(
    *,
    endpoint_id: UUID,
    request: ReplayRequest,
    key: IdempotencyKey,
    partner: ActingPartner,
    work: WorkDep,
) -> ReplayReceipt:
    """Be told again, under the same `webhook-id`s, in the order it happened."""
    return await once(
        work.session,
        messaging,
        key=f"partner-replay:{partner.id}:{endpoint_id}:{key}",
        request=request,
        answer_type=ReplayReceipt,
        produce=lambda: replay_webhooks(work, request, partner=partner, endpoint_id=endpoint_id),
    )
