"""A partner lost what it was told, or was not told while it was away."""

from typing import Final
from uuid import UUID

from services.orders.partners.lane import webhook_item
from services.orders.partners.models import PartnerRow, WebhookRow
from services.orders.partners.views import (
    read_place_in_line,
    read_webhook_name,
    write_place_in_line,
)
from services.orders.work import Work
from shared.contracts.orders.errors import EndpointDisabled
from shared.contracts.orders.partners import ReplayReceipt, ReplayRequest, WebhookState

MOST_AT_ONCE: Final = 1_000


async def replay_webhooks(
    work: Work, request: ReplayRequest, *, partner: PartnerRow, endpoint_id: UUID
) -> ReplayReceipt:
    """Send webhooks again under the ids they had, behind what waits already.

    What waits already is left as it is; a webhook is forgotten 30 days after it was noted.

    Raises:
        EndpointNotFound: the partner has no such endpoint.
        EndpointDisabled: it must be enabled first.
    """
    endpoint = await work.endpoints.get(endpoint_id, partner_id=partner.id, lock=True)
    if not endpoint.is_enabled:
        raise EndpointDisabled(endpoint_id=endpoint_id)
    rows = await _asked(work, request, endpoint_id=endpoint_id)
    again = [row for row in rows if row.state is not WebhookState.PENDING]
    for row in again:
        row.state, row.attempts, row.first_tried_at = WebhookState.PENDING, 0, None
    await work.lanes.put_many([webhook_item(row.id, endpoint_id=endpoint_id) for row in again])
    is_full = request.since is not None and len(rows) == MOST_AT_ONCE
    end = write_place_in_line(rows[-1]) if is_full else None
    return ReplayReceipt(queued=len(again), next=end)


async def _asked(work: Work, request: ReplayRequest, *, endpoint_id: UUID) -> list[WebhookRow]:
    if request.since is None:
        ids = [one for name in request.ids if (one := read_webhook_name(name)) is not None]
        return await work.endpoints.list_called(endpoint_id, ids=ids)
    after = read_place_in_line(request.after) if request.after else 0
    return await work.endpoints.list_since(
        endpoint_id, since=request.since, after=after, limit=MOST_AT_ONCE
    )
