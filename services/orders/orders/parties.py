"""Whose order it is: the parties of an order find it, for everybody else there is none."""

from services.orders.catalogue.models import MerchantRow
from services.orders.orders.models import OrderRow
from services.orders.work import Work
from shared.contracts.orders.errors import OrderNotFound
from shared.values.contact import ContactRef


async def own_order(work: Work, *, phone: str, reference: str) -> tuple[MerchantRow, OrderRow]:
    """Find and lock an order of the shop that has this phone.

    Raises:
        NotAMerchant: no approved merchant has this phone.
        OrderNotFound: there is no such order of this shop.
    """
    merchant = await work.catalogue.get_merchant_by_phone(phone)
    order = await work.orders.get_by_reference(reference, lock=True)
    if order.merchant_id != merchant.id:
        raise OrderNotFound(reference=reference)
    return merchant, order


async def clients_order(work: Work, *, contact: ContactRef, reference: str) -> OrderRow:
    """Find and lock an order of a client.

    Raises:
        OrderNotFound: there is no such order of this client.
    """
    order = await work.orders.get_by_reference(reference, lock=True)
    if not order.belongs_to(contact):
        raise OrderNotFound(reference=reference)
    return order
