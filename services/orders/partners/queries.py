"""Reads for partners and for the operator who supports them."""

from typing import Final
from uuid import UUID

from services.orders.partners.models import PartnerRow
from services.orders.partners.views import (
    describe_endpoint,
    describe_endpoints,
    describe_mission,
    describe_missions,
    describe_partner,
    describe_webhook,
    read_place_in_line,
    write_place_in_line,
)
from services.orders.work import Work
from shared.contracts.orders.partners import (
    Endpoint,
    EndpointList,
    PartnerAccount,
    PartnerCredentials,
    PartnerMission,
    PartnerMissionPage,
    PartnerMissionQuery,
    PartnerPage,
    WebhookPage,
    WebhookQuery,
)
from shared.values.cursor import Position, read_cursor, write_cursor

PAGE: Final = 50


async def list_partners(work: Work, *, after: str | None) -> PartnerPage:
    """List partners by name, fifty a page."""
    behind = read_cursor(after) if after else None
    rows = await work.partners.list_by_name(after=behind, limit=PAGE + 1)
    partners = [describe_partner(row, now=work.now) for row in rows[:PAGE]]
    is_more = len(rows) > PAGE
    end = write_cursor(Position(partners[-1].name, partners[-1].id)) if is_more else None
    return PartnerPage(partners=partners, next=end)


async def get_partner(work: Work, *, partner_id: UUID) -> PartnerAccount:
    """Tell one partner.

    Raises:
        PartnerNotFound: there is no such partner.
    """
    return describe_partner(await work.partners.get(partner_id), now=work.now)


async def reveal_secret(work: Work, *, account: PartnerAccount) -> PartnerCredentials:
    """Tell a partner with the secret it has now; only for who has just had it made.

    Raises:
        PartnerNotFound: there is no such partner.
    """
    partner = await work.partners.get(account.id)
    return PartnerCredentials(partner=account, webhook_secret=partner.secret)


async def get_requested_mission(
    work: Work, *, partner: PartnerRow, reference: str
) -> PartnerMission:
    """Tell a mission of this partner.

    Raises:
        MissionNotFound: the partner has no such mission.
    """
    row = await work.partners.get_mission(reference, partner_id=partner.id)
    return await describe_mission(work, row)


async def list_requested_missions(
    work: Work, query: PartnerMissionQuery, *, partner: PartnerRow
) -> PartnerMissionPage:
    """List what a partner asked for, newest first, fifty a page."""
    before = read_cursor(query.after).id if query.after else None
    rows = await work.partners.list_requested(
        partner.id, status=query.status, before=before, limit=PAGE + 1
    )
    missions = await describe_missions(work, rows[:PAGE])
    end = write_cursor(Position("", missions[-1].id)) if len(rows) > PAGE else None
    return PartnerMissionPage(missions=missions, next=end)


async def list_endpoints(work: Work, *, partner: PartnerRow) -> EndpointList:
    """List a partner's endpoints with their health."""
    rows = await work.endpoints.list_of(partner.id)
    return EndpointList(endpoints=await describe_endpoints(work, rows))


async def get_endpoint(work: Work, *, partner: PartnerRow, endpoint_id: UUID) -> Endpoint:
    """Tell an endpoint with its health.

    Raises:
        EndpointNotFound: the partner has no such endpoint.
    """
    row = await work.endpoints.get(endpoint_id, partner_id=partner.id)
    return await describe_endpoint(work, row)


async def list_webhooks(
    work: Work, query: WebhookQuery, *, partner: PartnerRow, endpoint_id: UUID
) -> WebhookPage:
    """List what an endpoint was told or is owed, newest first, fifty a page.

    Raises:
        EndpointNotFound: the partner has no such endpoint.
    """
    endpoint = await work.endpoints.get(endpoint_id, partner_id=partner.id)
    before = read_place_in_line(query.after) if query.after else None
    rows = await work.endpoints.list_webhooks(
        endpoint.id, state=query.state, before=before, limit=PAGE + 1
    )
    shown = rows[:PAGE]
    end = write_place_in_line(shown[-1]) if len(rows) > PAGE else None
    return WebhookPage(webhooks=[describe_webhook(row) for row in shown], next=end)
