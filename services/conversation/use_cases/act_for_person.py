"""The team does what a person asked for in writing: a copy, or to be forgotten.

It goes the same way as from the chat, refusals and farewell included; only who asks is another.
"""

from services.conversation.dialogue.intents import Intent
from services.conversation.repository import PHONE, asking_lane
from services.conversation.work import Work
from shared.contracts.conversation.errors import PersonNotFound
from shared.messaging.lanes import NewItem
from shared.values.phone import PhoneNumber


async def act_for_person(work: Work, phone: PhoneNumber, *, ask: str, key: str) -> None:
    """Put the wish in the person's own lane; the same key is the same wish.

    Raises:
        PersonNotFound: nobody with this phone ever wrote.
    """
    person = await work.contacts.find({PHONE: phone.e164})
    if person is None:
        raise PersonNotFound(phone=phone.masked)
    intent = Intent(id=f"team:{ask}:{person.id}:{key}", ask=ask)
    wish = {"id": intent.id, "ask": intent.ask, "body": intent.body, "run": None}
    item = NewItem(
        lane=asking_lane(person.id),
        kind=ask,
        payload={"intent": wish, "contact": person.ref.model_dump(mode="json")},
        key=f"intent:{intent.id}",
    )
    await work.lanes.put_many([item])
