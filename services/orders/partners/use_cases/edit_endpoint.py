"""A partner changes where or of what it is told, or whether at all."""

from uuid import UUID

from services.orders.partners.event_types import check_patterns
from services.orders.partners.models import EndpointRow, PartnerRow
from services.orders.partners.urls import check_endpoint_url
from services.orders.partners.views import describe_endpoint
from services.orders.work import Work
from shared.contracts.orders.partners import DisabledReason, Endpoint, EndpointEdit


async def edit_endpoint(
    work: Work, edit: EndpointEdit, *, partner: PartnerRow, endpoint_id: UUID
) -> Endpoint:
    """Change an endpoint; what was held while it was disabled waits for a replay.

    Raises:
        EndpointNotFound: the partner has no such endpoint.
        AddressRefused: the URL is not https, or not a public address in plain sight.
        UnknownEventType: a pattern matches nothing we tell.
    """
    endpoint = await work.endpoints.get(endpoint_id, partner_id=partner.id, lock=True)
    if edit.url is not None:
        check_endpoint_url(edit.url, trusted_hosts=work.terms.trusted_hosts)
        endpoint.url = edit.url
    if edit.event_types is not None:
        endpoint.event_types = check_patterns(edit.event_types)
    if edit.is_enabled is not None and edit.is_enabled is not endpoint.is_enabled:
        await _switch(work, endpoint)
    return await describe_endpoint(work, endpoint)


async def _switch(work: Work, endpoint: EndpointRow) -> None:
    if not endpoint.is_enabled:
        return endpoint.enable()
    endpoint.disable(DisabledReason.SWITCHED_OFF, at=work.now)
    return await work.endpoints.hold_owed(endpoint.id)
