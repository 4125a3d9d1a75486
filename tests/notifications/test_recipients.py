"""A recipient is one person, whichever identifiers come first, later, or move."""

from datetime import timedelta
from uuid import UUID

from shared.contracts.orders.api import MissionStatus
from shared.values.contact import ContactRef
from shared.values.language import Language
from tests.notifications.builders import (
    CONTACT_ID,
    GRACE,
    NOON,
    heard,
    reply,
    spoken,
    status_changed,
)
from tests.notifications.desk import Desk
from tests.notifications.graph import GraphStub

ENGLISH, LINGALA = Language.ENGLISH, Language.LINGALA
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


async def test_what_is_told_is_said_in_the_language_that_was_last_chosen(
    desk: Desk, graph: GraphStub
) -> None:
    by_phone = ContactRef(phone=GRACE.phone)
    await desk.consume(heard(GRACE))
    for stage, language in (
        (MissionStatus.AT_PICKUP, None),
        (MissionStatus.PICKED_UP, ENGLISH),
        (MissionStatus.DELIVERED, LINGALA),
    ):
        if language:
            await desk.consume(spoken(language))
        await desk.consume(status_changed(stage, client=by_phone))
        await desk.deliver()

    assert [text.splitlines()[0] for text in graph.texts] == [
        "*LIVREUR AU POINT DE RETRAIT*",
        "*PARCEL PICKED UP*",
        "*COLIS EKOMI*",
    ]
    assert graph.sent[1]["interactive"]["action"]["parameters"] == {
        "display_text": "Track",
        "url": "https://toktok.example/track/abc?lang=en",
    }
    assert [recipient.language for recipient in await desk.recipients()] == [LINGALA]


async def test_what_was_queued_keeps_its_words_and_an_answer_is_nobodys_to_translate(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), status_changed(MissionStatus.PICKED_UP))
    await desk.consume(spoken(ENGLISH), reply("Livreur"))

    await desk.deliver()

    assert [text.splitlines()[0] for text in graph.texts] == ["*COLIS RÉCUPÉRÉ*", "Livreur"]


async def test_two_halves_of_a_person_keep_the_language_of_the_one_who_chose(desk: Desk) -> None:
    half = ContactRef(contact_id=CONTACT_ID, user_id="CG.grace")
    await desk.consume(heard(half), spoken(ENGLISH, by=half))
    await desk.consume(
        status_changed(MissionStatus.PICKED_UP, client=ContactRef(phone=GRACE.phone))
    )

    await desk.consume(heard(ContactRef(contact_id=CONTACT_ID, phone=GRACE.phone)))

    [recipient] = await desk.recipients()
    assert (known(recipient)[0], recipient.language) == (CONTACT_ID, ENGLISH)
