"""What conversation learns from others, one function per event."""

from services.conversation.desks import driver, merchant
from services.conversation.use_cases.erase_contact import hear_that_orders_erased
from services.conversation.use_cases.sweep_contact import plan_sweep
from services.conversation.work import Work
from shared.contracts.notifications.events import RecipientErased
from shared.contracts.orders.events import DriverRegistered, MerchantRegistered, PersonErased
from shared.messaging.consumer import Subscription


async def on_driver_registered(work: Work, event: DriverRegistered) -> None:
    """A phone that belongs to a driver sees the driver's side of the menu."""
    await work.contacts.give_role(event.driver_phone, driver.ROLE)


async def on_merchant_registered(work: Work, event: MerchantRegistered) -> None:
    """A phone that belongs to a merchant sees the shop's side of the menu."""
    await work.contacts.give_role(event.merchant_phone, merchant.ROLE)


async def on_person_erased(work: Work, event: PersonErased) -> None:
    """Orders has forgotten a person, and said all it had to say of them before."""
    await hear_that_orders_erased(work, event)


async def on_recipient_erased(work: Work, event: RecipientErased) -> None:
    """Notifications, the only reader of our log, is past all that named the person."""
    await plan_sweep(work, event)


OF_ORDERS = [
    Subscription(DriverRegistered, on_driver_registered),
    Subscription(MerchantRegistered, on_merchant_registered),
    Subscription(PersonErased, on_person_erased),
]
OF_NOTIFICATIONS = [Subscription(RecipientErased, on_recipient_erased)]
