"""A merchant opens or closes the shop."""

from services.orders.catalogue.models import MerchantRow
from services.orders.work import Work


async def open_shop(work: Work, *, phone: str, is_open: bool) -> MerchantRow:
    """Set whether the shop takes orders from now on; repeating it changes nothing.

    Raises:
        NotAMerchant: nobody with this phone sells.
    """
    merchant = await work.catalogue.get_merchant_by_phone(phone, lock=True)
    merchant.is_open = is_open
    await work.session.flush()
    return merchant
