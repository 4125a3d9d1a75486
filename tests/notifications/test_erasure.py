"""Who asked to be forgotten gets the last message, and is then known to nobody here."""

from uuid import UUID

from sqlalchemy import select

from services.notifications.lanes import ERASURE_PREFIX
from services.notifications.models import messaging
from services.notifications.sweeping import make_sweep
from shared.contracts.conversation.events import ContactErased
from shared.contracts.notifications.events import RecipientErased
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.events import PersonErased
from shared.values.contact import ContactRef
from tests.notifications.builders import (
    CONTACT_ID,
    GRACE,
    NOON,
    REFERENCE,
    heard,
    offer_made,
    reply,
    status_changed,
)
from tests.notifications.desk import Desk
from tests.notifications.graph import GraphStub, refused

NEW_ID = UUID("01936f00-0000-7000-8000-00000000000a")
GRACE_AGAIN = ContactRef(contact_id=NEW_ID, phone=GRACE.phone, name="Grâce")
BY_CONVERSATION = ContactErased(occurred_at=NOON, contact_id=CONTACT_ID)
BY_ORDERS = PersonErased(occurred_at=NOON, contact=GRACE, jobs=[REFERENCE])


async def told(desk: Desk) -> list[str]:
    """Whom we told others to be forgotten."""
    log = messaging.event_log
    query = select(log.c.body).where(log.c.name == RecipientErased.name).order_by(log.c.id)
    return [body["contact_id"] for body in await desk._all(query)]


async def sweep(desk: Desk) -> None:
    await desk._serve(ERASURE_PREFIX, make_sweep(desk.container))


async def test_the_farewell_leaves_before_the_person_is_forgotten(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(GRACE), status_changed(MissionStatus.PICKED_UP))
    await desk.deliver()
    await desk.consume(reply("Au revoir"), BY_CONVERSATION)
    assert [one.contact_id for one in await desk.recipients()] == [None]
    assert len(await desk.notifications()) == 2  # orders may still have something to say
    await desk.consume(BY_ORDERS)

    await desk.deliver()

    assert graph.texts[-1] == "Au revoir"
    assert (await desk.recipients(), await desk.notifications()) == ([], [])
    assert await desk.attempts() == []
    assert await told(desk) == [str(CONTACT_ID)]
    await sweep(desk)
    assert await desk.waiting_items() == 0
    assert await desk._all(select(messaging.inbox_key.c.key)) != []  # nothing comes twice


async def test_a_farewell_that_has_to_wait_is_waited_for(desk: Desk, graph: GraphStub) -> None:
    graph.will(refused(131056))
    await desk.consume(heard(GRACE), reply("Au revoir"), BY_CONVERSATION, BY_ORDERS)
    await desk.deliver()
    assert len(await desk.recipients()) == 1
    assert await told(desk) == []

    await desk.time_passes(60)
    await desk.deliver()

    assert graph.texts[-1] == "Au revoir"
    assert (await desk.recipients(), await told(desk)) == ([], [str(CONTACT_ID)])


async def test_what_orders_said_late_brings_nobody_back(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(GRACE), reply("Au revoir"), BY_CONVERSATION)
    await desk.deliver()
    await desk.consume(status_changed(MissionStatus.DELIVERED), BY_ORDERS)
    await desk.deliver()

    assert (await desk.recipients(), await desk.notifications()) == ([], [])
    assert "Au revoir" in graph.texts


async def test_who_writes_again_at_once_is_somebody_new_and_still_hears_the_farewell(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(GRACE), reply("Au revoir"), BY_CONVERSATION)
    await desk.consume(heard(GRACE_AGAIN), reply("Bienvenue", to=GRACE_AGAIN))
    await desk.consume(BY_ORDERS)

    await desk.deliver()

    assert graph.texts == ["Au revoir", "Bienvenue"]
    [recipient] = await desk.recipients()
    assert (recipient.contact_id, recipient.phone) == (NEW_ID, GRACE.phone)
    assert await told(desk) == [str(CONTACT_ID)]


async def test_others_keep_that_they_were_told_and_lose_the_words(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(GRACE), offer_made())
    await desk.deliver()
    [offer] = [one for one in await desk.notifications() if "Moungali" in str(one.content)]
    await desk.consume(BY_CONVERSATION, BY_ORDERS)
    await desk.deliver()
    await sweep(desk)

    [kept] = await desk.notifications()
    assert (kept.id, kept.content, kept.fallback) == (offer.id, {"type": "text", "body": "—"}, None)
    assert len(graph.sent) >= 1
