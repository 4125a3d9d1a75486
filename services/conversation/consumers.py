"""What conversation learns from others, one function per event."""

from services.conversation.desks import driver, merchant
from services.conversation.work import Work
from shared.contracts.orders.events import DriverRegistered, MerchantRegistered
from shared.messaging.consumer import Subscription


async def on_driver_registered(work: Work, event: DriverRegistered) -> None:
    """A phone that belongs to a driver sees the driver's side of the menu."""
    await work.contacts.give_role(event.driver_phone, driver.ROLE)


async def on_merchant_registered(work: Work, event: MerchantRegistered) -> None:
    """A phone that belongs to a merchant sees the shop's side of the menu."""
    await work.contacts.give_role(event.merchant_phone, merchant.ROLE)


OF_ORDERS = [
    Subscription(DriverRegistered, on_driver_registered),
    Subscription(MerchantRegistered, on_merchant_registered),
]
