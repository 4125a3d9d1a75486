"""How partners, their missions, their endpoints and their webhooks are told. Amounts are ours."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from services.orders.missions.models import MissionRow
from services.orders.missions.views import Knows, describe_all
from services.orders.partners.models import EndpointRow, PartnerRow, WebhookRow
from services.orders.work import Work
from shared.contracts.orders.partners import (
    Endpoint,
    PartnerAccount,
    PartnerMission,
    Webhook,
    WebhookState,
)
from shared.errors import Invalid
from shared.values.cursor import Position, read_cursor, write_cursor

WEBHOOK_ID_PREFIX: Final = "msg_"
_HIGHEST_NUMBER: Final = 2**63 - 1


def describe_partner(partner: PartnerRow, *, now: datetime) -> PartnerAccount:
    """Tell a partner, without anything secret."""
    is_rotating = len(partner.secrets_at(now)) > 1
    return PartnerAccount(
        id=partner.id,
        key=partner.key,
        name=partner.name,
        country=partner.country,
        is_enabled=partner.is_enabled,
        previous_secret_until=partner.previous_holds_until if is_rotating else None,
        created_at=partner.created_at,
    )


async def describe_missions(work: Work, missions: Sequence[MissionRow]) -> list[PartnerMission]:
    """Tell missions to the partner whose they are: with both codes, and the partner's own id."""
    told = await describe_all(work, missions, knows=Knows.CLIENT)
    return [
        PartnerMission(external_id=row.external_id, **mission.model_dump())
        for row, mission in zip(missions, told, strict=True)
    ]


async def describe_mission(work: Work, mission: MissionRow) -> PartnerMission:
    """Tell one mission to the partner whose it is."""
    [told] = await describe_missions(work, [mission])
    return told


async def describe_endpoints(work: Work, endpoints: Sequence[EndpointRow]) -> list[Endpoint]:
    """Tell endpoints with their health."""
    owed = await work.endpoints.count_owed([endpoint.id for endpoint in endpoints])
    return [
        Endpoint(
            id=endpoint.id,
            url=endpoint.url,
            event_types=endpoint.event_types,
            is_enabled=endpoint.is_enabled,
            disabled_reason=endpoint.disabled_reason,
            disabled_at=endpoint.disabled_at,
            last_success_at=endpoint.last_success_at,
            last_error=endpoint.last_error,
            last_error_at=endpoint.last_error_at,
            failing_since=endpoint.failing_since,
            consecutive_failures=endpoint.consecutive_failures,
            pending=owed[endpoint.id, WebhookState.PENDING],
            held=owed[endpoint.id, WebhookState.HELD],
            created_at=endpoint.created_at,
        )
        for endpoint in endpoints
    ]


async def describe_endpoint(work: Work, endpoint: EndpointRow) -> Endpoint:
    """Tell one endpoint with its health."""
    [told] = await describe_endpoints(work, [endpoint])
    return told


def describe_webhook(row: WebhookRow) -> Webhook:
    """Tell a webhook, without what is in it."""
    return Webhook(
        id=webhook_name(row.id),
        type=row.event_type,
        state=row.state,
        attempts=row.attempts,
        last_status=row.last_status,
        last_error=row.last_error,
        created_at=row.created_at,
        delivered_at=row.delivered_at,
    )


def webhook_name(webhook_id: UUID) -> str:
    """Write an id as `webhook-id` carries it."""
    return f"{WEBHOOK_ID_PREFIX}{webhook_id.hex}"


def read_webhook_name(name: str) -> UUID | None:
    """Read a `webhook-id` back; None for what is none of ours."""
    try:
        return UUID(hex=name.removeprefix(WEBHOOK_ID_PREFIX))
    except ValueError:
        return None


def write_place_in_line(row: WebhookRow) -> str:
    """Write where a page of webhooks ended as text that fits a query string."""
    return write_cursor(Position(str(row.number), row.id))


def read_place_in_line(cursor: str) -> int:
    """Read back where a page ended: a webhook's number.

    Raises:
        Invalid: it is none of ours.
    """
    digits = read_cursor(cursor).name
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 20
    if not is_number or int(digits) > _HIGHEST_NUMBER:
        raise Invalid(reason="the cursor is not one of ours")
    return int(digits)
