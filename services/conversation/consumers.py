"""What conversation learns from others, one function per event."""

from services.conversation.dialogue.errands import DRIVER
from services.conversation.work import Work
from shared.contracts.orders.events import DriverRegistered
from shared.messaging.consumer import Subscription


async def on_driver_registered(work: Work, event: DriverRegistered) -> None:
    """A phone that belongs to a driver sees the driver's side of the menu."""
    await work.contacts.give_role(event.driver_phone, DRIVER)


OF_ORDERS = [Subscription(DriverRegistered, on_driver_registered)]
