"""The operator gives a partner another webhook secret."""

from uuid import UUID

from services.orders.partners.credentials import PREVIOUS_SECRET_HOLDS_FOR, new_webhook_secret
from services.orders.partners.views import describe_partner
from services.orders.work import Work
from shared.contracts.orders.errors import SecretRotationUnderWay
from shared.contracts.orders.partners import PartnerAccount


async def rotate_secret(work: Work, *, partner_id: UUID) -> PartnerAccount:
    """Make a new webhook secret; for 24 hours the old one signs and verifies beside it.

    Raises:
        PartnerNotFound: there is no such partner.
        SecretRotationUnderWay: the secret before the present one still holds.
    """
    partner = await work.partners.get(partner_id, lock=True)
    if len(partner.secrets_at(work.now)) > 1:
        raise SecretRotationUnderWay(until=partner.previous_holds_until)
    partner.previous_secret = partner.secret
    partner.previous_holds_until = work.now + PREVIOUS_SECRET_HOLDS_FOR
    partner.secret = new_webhook_secret()
    return describe_partner(partner, now=work.now)
