"""A copy of one's data and being forgotten, on the real database and over HTTP."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from pydantic import BaseModel
from sqlalchemy import select, text

from services.conversation.app import create_app
from services.conversation.asking import _export
from services.conversation.consumers import on_person_erased, on_recipient_erased
from services.conversation.container import Container
from services.conversation.models import Contact, Export, messaging
from services.conversation.settings import ConversationSettings
from shared.contracts.call import Call
from shared.contracts.conversation.events import ContactErased
from shared.contracts.notifications.api import SentMessage, SentMessages
from shared.contracts.notifications.events import RecipientErased
from shared.contracts.orders.events import PersonErased
from shared.contracts.orders.fake import FakeOrders
from shared.messaging.lanes import NewItem, put_alone
from shared.values.contact import ContactRef
from tests.conversation.conftest import Said, TakeIn
from tests.support.canaries import words_kept
from tests.support.meta import message, update

Settle = Callable[[], Awaitable[None]]
PHONE, USER_ID, NAME = "242069999902", "CG.zelie9999", "Zélie Zinguinguie"
CANARIES = {"phone": PHONE, "user_id": USER_ID, "name": "Zinguinguie", "words": "Kouyou-Mbali"}
WORDS = "Envoyer un colis de Moungali vers Talangaï, près de Kouyou-Mbali"


@dataclass
class SentByFake:
    """Notifications, as far as a copy needs it."""

    async def call(
        self, call: Call[Any, Any], body: BaseModel, *, key: str | None = None, **path: str
    ) -> Any:  # noqa: ANN401 - the call's own type of answer
        del call, body, key
        assert list(path) == ["contact_id"]
        at = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
        sent = SentMessage(kind="reply", state="read", words="Votre colis est arrivé.", at=at)
        return SentMessages(messages=[sent])


def said(words: str | dict[str, Any]) -> dict[str, Any]:
    return update(message(words, phone=PHONE, user_id=USER_ID, name=NAME))


async def contacts(container: Container) -> list[UUID]:
    async with container.process.database.transaction() as session:
        return list(await session.scalars(select(Contact.id).where(Contact.name == NAME)))


async def found(container: Container) -> list[tuple[str, str]]:
    url = container.process.database.engine.url
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn)
    try:
        return await words_kept(connection, CANARIES)
    finally:
        await connection.close()


async def leave(take_in: TakeIn, settle: Settle) -> None:
    """Say what there is to say until nothing is left to say."""
    chosen = {"id": "act:data.leave", "title": "🗑️ Tout effacer"}
    tap = {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": chosen}}
    for words in ("mes données", tap, "EFFACER"):
        await take_in(said(words))
        await settle()


async def erased_events(container: Container) -> list[dict[str, Any]]:
    log = messaging.event_log
    query = select(log.c.body).where(log.c.name == ContactErased.name)
    async with container.process.database.transaction() as session:
        return list(await session.scalars(query))


async def test_who_is_forgotten_hears_it_last_and_is_found_nowhere(
    container: Container, take_in: TakeIn, settle: Settle, replies: Said, orders: FakeOrders
) -> None:
    await take_in(said(WORDS), said("humain"))
    await settle()
    await take_in(
        update(message({"type": "wonder", "wonder": {"of": WORDS}}, phone=PHONE, name=NAME))
    )
    [contact_id] = await contacts(container)
    told = PersonErased(
        occurred_at=container.process.clock.now(),
        contact=ContactRef(contact_id=contact_id, phone=f"+{PHONE}", user_id=USER_ID),
        jobs=["COUR-20261121-777"],
    )

    await leave(take_in, settle)

    assert (await replies())[-1].startswith("✅ C’est fait")
    assert await contacts(container) == []
    assert "erase_person" in orders.asked
    assert await erased_events(container) == []  # orders' own word is still to be read
    async with container.process.database.transaction() as session:
        await on_person_erased(container.open_work(session), told)
    assert [UUID(one["contact_id"]) for one in await erased_events(container)] == [contact_id]
    await settle()
    left = {place.rpartition(".")[0] for place, _ in await found(container)}
    assert left == {"conversation.event_log", "conversation.erasure", "conversation.lane"}

    async with container.process.database.transaction() as session:
        work = container.open_work(session)
        await on_recipient_erased(
            work, RecipientErased(occurred_at=work.now, contact_id=contact_id)
        )
    await settle()
    assert await found(container) == []


async def test_who_writes_again_is_somebody_new_and_late_answers_are_dropped(
    container: Container, take_in: TakeIn, settle: Settle, replies: Said
) -> None:
    await take_in(said(WORDS))
    await settle()
    [before] = await contacts(container)
    await leave(take_in, settle)
    late: dict[str, object] = {
        "intent_id": "x",
        "ask": "list_activity",
        "body": {},
        "run": None,
        "answer": {},
    }
    item = NewItem(
        lane=f"wa:{USER_ID}", kind="answer", payload={"contact_id": str(before), "answer": late}
    )
    said_until_then = len(await replies())
    await put_alone(container.process.database, messaging, [item])
    await settle()
    assert len(await replies()) == said_until_then
    await put_alone(container.process.database, messaging, [item])
    await take_in(said("Bonjour"))
    await settle()
    assert len(await replies()) == said_until_then + 1
    assert "bienvenue" in (await replies())[-1]
    [after] = await contacts(container)
    assert after != before


@pytest.fixture
async def http(container: Container) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(ConversationSettings(), container)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://conversation") as client:
        yield client


async def test_a_copy_holds_what_every_service_holds_for_a_day(
    container: Container, take_in: TakeIn, settle: Settle, http: httpx.AsyncClient
) -> None:
    whole = replace(container, notifications=SentByFake(), public_url="https://toktok.test")
    await take_in(said(WORDS))
    await settle()
    [contact_id] = await contacts(container)
    contact = ContactRef(contact_id=contact_id, phone=f"+{PHONE}", user_id=USER_ID, name=NAME)
    copy = await _export(whole, contact, {})

    link = re.fullmatch(r"https://toktok\.test(/exports/[\w-]{43})", copy["link"])
    assert link is not None
    answer = await http.get(link[1])
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert (await http.get(f"/exports/{'x' * 43}")).status_code == 404
    async with container.process.database.transaction() as session:
        kept = await session.scalar(select(Export))
        assert kept is not None
        assert link[1].rpartition("/")[2] not in kept.token_hash
        await session.execute(
            text("UPDATE conversation.export SET expires_at = now() - interval '1 s'")
        )
    assert (await http.get(link[1])).status_code == 404


async def test_the_team_does_it_for_who_asks_in_writing(
    container: Container, take_in: TakeIn, settle: Settle, replies: Said, http: httpx.AsyncClient
) -> None:
    await take_in(said(WORDS))
    await settle()
    path = f"/api/admin/people/+{PHONE}/erasure"
    secret = ConversationSettings().admin_secret.get_secret_value()
    keyed = {"Idempotency-Key": "letter-2026-17"}
    assert (await http.post(path, headers=keyed)).status_code == 401
    assert len(await contacts(container)) == 1

    asked = {**keyed, "Authorization": f"Bearer {secret}"}
    assert (await http.post(path, headers=asked)).status_code == 202
    await settle()

    assert (await replies())[-1].startswith("✅ C’est fait")
    assert await contacts(container) == []
    assert (await http.post(path, headers=asked)).status_code == 404
