"""Orders has forgotten a person: say farewell, then forget them here.

Others forget them when they read it: docs/privacy.md tells the whole way.
"""

from uuid import UUID

from sqlalchemy import func, select

from services.conversation.channels.speaking import written
from services.conversation.desks.cards.personal_data import farewell
from services.conversation.dialogue.state import State
from services.conversation.dialogue.wording import Voice
from services.conversation.models import Erasure
from services.conversation.repository import ContactGone, lanes_of
from services.conversation.work import Work
from shared.contracts.conversation.events import ContactErased
from shared.contracts.orders.events import PersonErased


async def erase_contact(work: Work, contact_id: UUID) -> None:
    """Write the last message and delete all that is the person's; twice is once."""
    try:
        person = await work.contacts.get(contact_id)
    except ContactGone:
        return
    state = State.model_validate(person.state) if person.state else State()
    voice = Voice(state.language, str(person.id))
    await work.outbox.add(*written([farewell()], [], to=person.ref, voice=voice, at=work.now))
    await work.personal.erase(person)
    erasure = await work.personal.note_erasure(
        person.id,
        marks=person.ref.marks,
        lanes=lanes_of(person),
        erased_at=await work.session.scalar(select(func.now())),  # the log's clock
    )
    await _tell(work, erasure)


async def hear_that_orders_erased(work: Work, event: PersonErased) -> None:
    """Orders' log holds nothing older of the person that is still to be read here."""
    if event.contact.phone is not None:
        await work.contacts.take_roles(event.contact.phone)
    erasure = await work.personal.note_erasure(
        event.contact_id, marks=event.marks, is_told_by_orders=True
    )
    if erasure.erased_at is None and not await work.contacts.list_known([event.contact_id]):
        erasure.erased_at = await work.session.scalar(select(func.now()))  # nobody to forget here
    await _tell(work, erasure)


async def _tell(work: Work, erasure: Erasure) -> None:
    if erasure.erased_at is not None and erasure.is_told_by_orders:
        event = ContactErased(occurred_at=work.now, contact_id=erasure.contact_id)
        await work.outbox.add(event)
