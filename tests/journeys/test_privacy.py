"""Somebody has a copy of everything, then is forgotten everywhere: no word of theirs is left."""

from typing import Final

import httpx
import pytest
from redis.asyncio import Redis

from tests.support.canaries import keys_kept, words_kept
from tests.support.errands import accept, confirm, drive, order_in
from tests.support.phone import Phone
from tests.support.town import Town

pytestmark = pytest.mark.journey

NAME: Final = "Zélie Zinguinguie"
SENTENCE: Final = (
    "Envoyer un colis de Bacongo derrière la villa Kouyoumbali chez Marthe-Zita 06 999 77 01 "
    "vers Talangaï, 5 mille"
)


async def test_who_leaves_takes_a_copy_along_and_leaves_nothing_behind(town: Town) -> None:
    client = town.newcomer()
    await client.is_known_as(NAME)
    canaries = {
        "name": "Zinguinguie",
        "phone": client.number,
        "other": "242069997701",
        "other's name": "Marthe-Zita",
        "place": "Kouyoumbali",
    }
    parcel = await _send_a_parcel(town, client)
    order = await _order_a_dish(client)
    await client.text("supprimer mes données")
    await client.tap("Tout effacer", on=await client.is_offered("Tout effacer"))
    await client.sees("TOUT EFFACER", "sans votre nom")
    await client.text("EFFACER")
    await client.sees(order, "en cours")  # and everything is still there
    await _call_off(town, client, order)
    assert {name for _, name in await _found(town, canaries)} == set(canaries)

    copy = await _copy(town, client)
    assert copy.startswith(b"%PDF-")
    await client.text("supprimer mes données")
    await client.tap("Tout effacer", on=await client.is_offered("Tout effacer"))
    await client.sees("TOUT EFFACER")
    await client.text("EFFACER")
    farewell = await client.sees("C’est fait")
    await town.settle()

    assert await _found(town, canaries) == []
    redis = Redis.from_url(town.stack.engines.redis_url)
    try:
        assert await keys_kept(redis, canaries.values()) == []
    finally:
        await redis.aclose()
    logs = "".join(log.read_text() for log in (town.stack._folder / "logs").iterdir())
    assert [name for name, canary in canaries.items() if canary in logs] == []
    assert [one.id for one in await client.received(after=farewell.seq)] == []
    assert (await town.mission(parcel))["price"] > 0  # the books are as they were
    assert await town.query("SELECT 1 FROM orders.erasure") == []

    await client.text("Bonjour")
    await client.sees("bienvenue")


async def _send_a_parcel(town: Town, client: Phone) -> str:
    await client.text(SENTENCE)
    await client.sees("VOTRE ENVOI", "Prix")
    reference = await confirm(client)
    driver = await accept(town, reference)
    await drive(driver, client, reference)
    await client.sees("COLIS LIVRÉ", reference)
    return reference


async def _order_a_dish(client: Phone) -> str:
    await client.text("poulet mayo chez Mireille")
    await client.sees("Poulet mayo", "3\u202f500")
    await client.tap("1")
    await client.sees("VOTRE PANIER", "Poulet mayo")
    await client.tap("Commander")
    await client.sees("Où livrer")
    await client.text("Bacongo derrière la villa Kouyoumbali")
    await client.sees("Comment payez-vous")
    await client.tap("Espèces")
    await client.sees("VOTRE COMMANDE", "Total")
    await client.tap("Confirmer")
    return order_in(await client.sees("COMMANDE ENVOYÉE"))


async def _call_off(town: Town, client: Phone, order: str) -> None:
    await client.text("statut")
    await client.tap("Annuler", on=await client.is_offered("Annuler"))
    await client.tap("Oui, annuler", on=await client.is_offered("Oui, annuler"))
    await client.sees(order, "annulée")
    await town.settle()


async def _copy(town: Town, client: Phone) -> bytes:
    """Ask for the copy and open it, as WhatsApp does."""
    await client.text("mes données")
    await client.tap("Recevoir une copie", on=await client.is_offered("Recevoir une copie"))
    await client.gets(lambda one: one.type == "document", "a document")
    sends = [one for one in await town.oracle() if one["type"] == "document"]
    link = str(sends[-1]["payload"]["document"]["link"])
    async with httpx.AsyncClient(trust_env=False) as browser:
        answer = await browser.get(link)
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


async def _found(town: Town, canaries: dict[str, str]) -> list[tuple[str, str]]:
    async with town.database.acquire() as connection:
        return await words_kept(connection, canaries)
