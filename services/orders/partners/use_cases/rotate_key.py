"""The operator gives a partner another API key."""

from uuid import UUID

from services.orders.partners.credentials import hashed, new_api_key
from services.orders.partners.views import describe_partner
from services.orders.work import Work
from shared.contracts.orders.partners import PartnerCredentials


async def rotate_key(work: Work, *, partner_id: UUID) -> PartnerCredentials:
    """Replace the API key; the old one is refused from now on. Told this once.

    Raises:
        PartnerNotFound: there is no such partner.
    """
    partner = await work.partners.get(partner_id, lock=True)
    api_key = new_api_key()
    partner.api_key_hash = hashed(api_key)
    return PartnerCredentials(partner=describe_partner(partner, now=work.now), api_key=api_key)
