"""A recipient is one person, whichever identifiers come first, later, or move."""

from datetime import timedelta
from uuid import UUID

from shared.contracts.orders.api import MissionStatus
from shared.values.contact import ContactRef
from tests.notifications.builders import CONTACT_ID, GRACE, NOON, heard, reply, status_changed
from tests.notifications.desk import Desk
from tests.notifications.graph import GraphStub

OTHER_ID = UUID("01936f00-0000-7000-8000-000000000009")


def known(recipient: object) -> tuple[object, ...]:
    return tuple(getattr(recipient, name) for name in ("contact_id", "phone", "user_id"))


async def test_a_phone_known_from_orders_becomes_the_contact_who_writes(desk: Desk) -> None:
    partner_client = ContactRef(phone=GRACE.phone)
    await desk.consume(status_changed(MissionStatus.PICKED_UP, client=partner_client))

    await desk.consume(heard(GRACE))

    [recipient] = await desk.recipients()
    assert known(recipient) == (CONTACT_ID, GRACE.phone, None)
    assert recipient.last_inbound_at == NOON


async def test_two_halves_of_a_person_are_joined_with_what_waits(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(ContactRef(contact_id=CONTACT_ID, user_id="CG.grace")))
    by_phone = ContactRef(phone=GRACE.phone)
    await desk.consume(status_changed(MissionStatus.PICKED_UP, client=by_phone))
    assert len(await desk.recipients()) == 2

    whole = ContactRef(contact_id=CONTACT_ID, user_id="CG.grace", phone=GRACE.phone)
    await desk.consume(heard(whole))
    await desk.deliver()

    [recipient] = await desk.recipients()
    assert known(recipient) == (CONTACT_ID, GRACE.phone, "CG.grace")
    assert (await desk.the_notification()).recipient_id == recipient.id
    assert [payload["to"] for payload in graph.sent] == [GRACE.phone]


async def test_a_number_that_changed_hands_is_taken_from_its_old_holder(desk: Desk) -> None:
    await desk.consume(heard(GRACE))
    newcomer = ContactRef(contact_id=OTHER_ID, phone=GRACE.phone)

    await desk.consume(heard(newcomer))

    recipients = {known(recipient) for recipient in await desk.recipients()}
    assert recipients == {(CONTACT_ID, None, None), (OTHER_ID, GRACE.phone, None)}


async def test_an_old_number_in_an_order_does_not_undo_the_new_one(
    desk: Desk, graph: GraphStub
) -> None:
    moved = ContactRef(contact_id=CONTACT_ID, phone="+242069999999")
    await desk.consume(heard(GRACE), heard(moved, at=NOON + timedelta(seconds=1)))

    await desk.consume(status_changed(MissionStatus.PICKED_UP, client=GRACE))
    await desk.deliver()

    assert [payload["to"] for payload in graph.sent] == ["+242069999999"]


async def test_a_person_without_a_phone_is_answered(desk: Desk, graph: GraphStub) -> None:
    unnamed = ContactRef(contact_id=CONTACT_ID, user_id="CG.grace")
    await desk.consume(heard(unnamed), reply("bonjour", to=unnamed))

    await desk.deliver()

    assert [payload["recipient"] for payload in graph.sent] == ["CG.grace"]


async def test_someone_left_without_any_address_blocks_nobody(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(GRACE), reply("pour Grâce"))
    newcomer = ContactRef(contact_id=OTHER_ID, phone=GRACE.phone)
    await desk.consume(heard(newcomer))

    await desk.deliver()

    assert graph.sent == []
    assert await desk.states() == [("dead", "no_address")]
