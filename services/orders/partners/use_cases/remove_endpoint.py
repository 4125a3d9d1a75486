"""A partner wants to be told nothing more at a URL."""

from uuid import UUID

from services.orders.partners.models import PartnerRow
from services.orders.work import Work


async def remove_endpoint(work: Work, *, partner: PartnerRow, endpoint_id: UUID) -> None:
    """Forget an endpoint and what it is owed.

    Raises:
        EndpointNotFound: the partner has no such endpoint.
    """
    endpoint = await work.endpoints.get(endpoint_id, partner_id=partner.id, lock=True)
    await work.endpoints.remove(endpoint)
