"""Who has gone past an erasure: our own queue of webhooks, and the other services."""

from services.orders.people.privacy.lane import Reader
from services.orders.people.privacy.use_cases.note_reader import note_reader
from services.orders.work import Work
from shared.contracts.notifications.events import RecipientErased
from shared.contracts.orders.events import PersonErased
from shared.messaging.consumer import Subscription


async def on_person_erased(work: Work, event: PersonErased) -> None:
    """Our own reader, in the order of our log: partners are owed what came before."""
    await note_reader(work, event.contact_id, reader=Reader.PARTNERS)


async def on_recipient_erased(work: Work, event: RecipientErased) -> None:
    """Notifications is the last of the others: see docs/privacy.md."""
    await note_reader(work, event.contact_id, reader=Reader.SERVICES)


OF_OUR_OWN = (Subscription(PersonErased, on_person_erased),)
OF_NOTIFICATIONS = (Subscription(RecipientErased, on_recipient_erased),)
