"""Who sent a delivery, and whether it is new. What it says is read by the use cases."""

import re
from typing import Final

from services.orders.missions.ranks import MergeResult
from services.orders.partners.models import PartnerRow
from services.orders.partners.signature import Delivery, verify
from services.orders.work import Work
from shared.contracts.orders.partners import DeliveryReceipt, DeliveryResult
from shared.errors import NotAuthenticated

_PARTNER_KEY: Final = re.compile(r"[a-z0-9-]{1,40}")


async def authenticated_partner(work: Work, delivery: Delivery) -> PartnerRow:
    """Return the partner that signed a delivery.

    Raises:
        NotAuthenticated: the partner is unknown, or the signature is not its own.
    """
    if not _PARTNER_KEY.fullmatch(delivery.partner):
        raise NotAuthenticated
    partner = await work.partners.find(delivery.partner)
    if partner is None or not partner.is_enabled:
        raise NotAuthenticated
    verify(delivery, secrets=partner.secrets_at(work.now), now=work.now)
    return partner


def duplicate(reference: str) -> DeliveryReceipt:
    """Answer a delivery that was taken in before."""
    return DeliveryReceipt(reference=reference, result=DeliveryResult.DUPLICATE)


def receipt(reference: str, *, result: MergeResult) -> DeliveryReceipt:
    """Answer a delivery that was merged."""
    return DeliveryReceipt(reference=reference, result=DeliveryResult(result.value))
