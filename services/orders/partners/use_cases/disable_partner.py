"""The operator shuts a partner out."""

from uuid import UUID

from services.orders.partners.views import describe_partner
from services.orders.work import Work
from shared.contracts.orders.partners import PartnerAccount


async def disable_partner(work: Work, *, partner_id: UUID) -> PartnerAccount:
    """Refuse a partner's calls and webhooks, and tell it nothing; its missions go on.

    Raises:
        PartnerNotFound: there is no such partner.
    """
    partner = await work.partners.get(partner_id, lock=True)
    partner.disabled_at = partner.disabled_at or work.now
    return describe_partner(partner, now=work.now)
