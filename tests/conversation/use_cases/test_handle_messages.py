"""A turn on the real database: order, one thought, contacts, intents and their answers."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import func, select

from services.conversation.container import Container
from services.conversation.models import Contact, ContactIdentifier, messaging
from shared.contracts.orders.fake import FakeOrders
from shared.errors import UpstreamFailed
from tests.conversation.conftest import Said, TakeIn
from tests.support.meta import message, update

Settle = Callable[[], Awaitable[None]]
SENTENCE = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"


async def test_a_sentence_is_read_back_and_a_yes_makes_one_mission(
    take_in: TakeIn, settle: Settle, replies: Said, orders: FakeOrders
) -> None:
    await take_in(update(message(SENTENCE)))
    await settle()
    await take_in(update(message("oui")))
    await settle()

    said = await replies()
    assert len(said) == 2
    assert "*VOTRE ENVOI*" in said[0]
    assert "*C’EST CONFIRMÉ*" in said[1]
    assert len(orders.missions) == 1


async def test_three_lines_of_one_thought_get_one_answer(
    take_in: TakeIn, settle: Settle, replies: Said
) -> None:
    lines = ("Envoyer un colis", "de Moungali", "vers Talangaï")
    await take_in(*(update(message(line)) for line in lines))
    await settle()

    said = await replies()
    assert len(said) == 1
    assert "Qui le livreur doit-il appeler" in said[0]


async def test_a_slow_service_is_said_to_be_slow_and_the_answer_still_comes(
    take_in: TakeIn, settle: Settle, replies: Said, orders: FakeOrders
) -> None:
    orders.fail_with(UpstreamFailed(upstream="orders", reason="asleep"))
    await take_in(update(message(SENTENCE)))
    working = asyncio.ensure_future(settle())
    async with asyncio.timeout(15):
        while not await replies():  # noqa: ASYNC110 - a row appears, nobody sets an event
            await asyncio.sleep(0.02)
    orders.fail_with(None)
    await working

    said = await replies()
    assert said[0].startswith("👋 Bonjour Awa, bienvenue chez *TokTok* !\n")
    assert "⏳ C’est un peu lent" in said[0]
    assert "*VOTRE ENVOI*" in said[1]


async def test_identifiers_that_turn_out_to_be_one_person_are_merged(
    container: Container, take_in: TakeIn, settle: Settle
) -> None:
    await take_in(update(message("bonjour", user_id=None)))
    await settle()
    await take_in(update(message("bonjour", phone=None)))
    await settle()
    await take_in(update(message("bonjour")))
    await settle()

    async with container.process.database.transaction() as session:
        living = select(func.count()).select_from(Contact).where(Contact.merged_into.is_(None))
        assert await session.scalar(living) == 1
        owners = await session.scalars(select(ContactIdentifier.contact_id).distinct())
        assert len(owners.all()) == 1


async def test_nothing_waits_in_the_lanes_afterwards(
    container: Container, take_in: TakeIn, settle: Settle
) -> None:
    for kind in ("sticker", "unsupported", "hologram"):
        await take_in(update(message({"type": kind, kind: {"id": "1"}})))
    await settle()

    async with container.process.database.transaction() as session:
        parked = messaging.lane_item.c.parked_at.is_not(None)
        query = select(func.count()).select_from(messaging.lane_item).where(parked)
        assert await session.scalar(query) == 0
