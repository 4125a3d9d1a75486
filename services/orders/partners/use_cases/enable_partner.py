"""The operator lets a partner in again."""

from uuid import UUID

from services.orders.partners.views import describe_partner
from services.orders.work import Work
from shared.contracts.orders.partners import PartnerAccount


async def enable_partner(work: Work, *, partner_id: UUID) -> PartnerAccount:
    """Take a partner's calls again, by the same key and secret.

    Raises:
        PartnerNotFound: there is no such partner.
    """
    partner = await work.partners.get(partner_id, lock=True)
    partner.disabled_at = None
    return describe_partner(partner, now=work.now)
