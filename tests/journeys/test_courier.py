"""A parcel from the first word to the door, as the client and the driver see it."""

import re

import pytest

from tests.support.errands import (
    BACONGO,
    FROM_BACONGO,
    FROM_OUENZE,
    SENTENCE,
    STEPS,
    TALANGAI,
    accept,
    call_off,
    confirm,
    drive,
    order_by_sentence,
)
from tests.support.phone import Phone, Seen
from tests.support.town import Town, headlines

pytestmark = pytest.mark.journey

TOLD_TO_CLIENT = [
    "*COURSE ACCEPTÉE*",
    "(contacts)",
    "*LIVREUR AU POINT DE RETRAIT*",
    "*COLIS RÉCUPÉRÉ*",
    "*LIVREUR ARRIVÉ À DESTINATION*",
    "*COLIS LIVRÉ*",
]
MOST_NOTIFICATIONS = 7  # conversation.md, turn budgets
TRACKING_PAGE_LIMIT = 8 * 1024  # orders.md, Proof, cash, tracking


async def test_a_sentence_and_a_tap_bring_a_parcel_to_the_door(town: Town) -> None:
    client = town.newcomer()

    await client.text(SENTENCE)
    recap = await client.sees("VOTRE ENVOI")
    for words in ("Moungali", "Talangaï", "Marie 06 123 45 67", "5\u202f000\u202fFCFA", "Prix"):
        assert words in recap.text
    assert [option.title for option in recap.options] == [
        "✅ Confirmer",
        "✏️ Modifier",
        "❌ Annuler",
    ]
    reference = await confirm(client)
    ordered = (await client.received())[-1]
    assert re.fullmatch(r"COUR-\d{8}-\d{3}", reference)

    driver = await accept(town, reference)
    assert (await client.gets_card()).phones == (f"+{driver.number}",)
    await drive(driver, client, reference)
    await client.sees("COLIS LIVRÉ", reference)
    await town.settle()

    assert (await town.mission(reference))["status"] == "delivered"
    told = await client.received(after=ordered.seq)
    assert headlines(told) == TOLD_TO_CLIENT
    assert len(told) <= MOST_NOTIFICATIONS


async def test_six_taps_and_positions_do_it_without_a_word(town: Town) -> None:
    client = town.newcomer()
    await client.text("Bonjour")
    await client.is_offered("Envoyer un colis")
    written_before = len(await _written(client))

    await client.tap("Envoyer un colis")
    await client.sees("Où récupérer le colis")
    await client.pin(*BACONGO)
    await client.sees("Où le livrer")
    await client.pin(*TALANGAI)
    await client.sees("Qui le livreur doit-il appeler")
    await client.tap("Passer")
    await client.sees("Que contient le colis")
    await client.tap("Documents")
    recap = await client.sees("VOTRE ENVOI", "Documents", "Prix")
    reference = await confirm(client)
    assert len(await _written(client)) - written_before == 6

    driver = await accept(town, reference)
    await drive(driver, client, reference)
    await client.sees("COLIS LIVRÉ", reference)
    await town.settle()
    assert (await town.mission(reference))["status"] == "delivered"
    told = await client.received(after=recap.seq + 2)
    assert headlines(told)[-len(TOLD_TO_CLIENT) :] == TOLD_TO_CLIENT


async def test_anybody_with_the_link_can_follow_and_nobody_reads_a_phone_number(
    town: Town,
) -> None:
    client = town.newcomer()
    reference = await order_by_sentence(client, sentence=FROM_OUENZE)
    [link] = [link for one in await client.received() for link in one.links]
    driver = await accept(town, reference)
    await drive(driver, client, reference, steps=STEPS[:3])
    await client.sees("COLIS RÉCUPÉRÉ")

    page = await town.gateway.get(link.url)

    assert page.status_code == 200
    assert len(page.content) <= TRACKING_PAGE_LIMIT
    assert reference in page.text
    assert "Le colis est avec le livreur" in page.text
    for number in ("06 123 45 67", client.number, driver.number, driver.number[3:]):
        assert number not in page.text
    await drive(driver, client, reference, steps=STEPS[3:])
    await client.sees("COLIS LIVRÉ")
    assert "Colis livré, merci" in (await town.gateway.get(link.url)).text
    assert (await town.gateway.get(f"{link.url}x")).status_code == 404


async def test_doubled_and_shuffled_webhooks_change_nothing_that_anybody_sees(town: Town) -> None:
    calm = await _whole_errand(town)

    await town.chaos(seed=7, duplicate=1.0, reorder=0.7)
    try:
        troubled = await _whole_errand(town)
    finally:
        await town.chaos()

    assert troubled == calm


async def test_a_client_asks_where_it_is_and_calls_it_off(town: Town) -> None:
    client = town.newcomer()
    reference = await order_by_sentence(client, sentence=FROM_BACONGO)
    driver = await accept(town, reference)
    await drive(driver, client, reference, steps=STEPS[:1])
    await client.sees("COURSE ACCEPTÉE")
    await town.settle()

    await client.text("c'est où ?")
    card = await client.sees("VOTRE COURSE", reference)
    assert "🔵 *Livreur en route vers le départ*" in card.text
    assert "⚪ Livré" in card.text
    await client.tap("Annuler")
    await client.sees("Annuler la course", reference)
    assert (await town.mission(reference))["status"] == "to_pickup"
    await client.tap("Oui, annuler")
    await client.sees("est annulée")
    await driver.sees("COURSE ANNULÉE", reference)
    await town.settle()

    assert (await town.mission(reference))["status"] == "cancelled"
    await driver.tap("Je suis au départ")
    await driver.sees(reference)
    await town.settle()
    assert (await town.mission(reference))["status"] == "cancelled"


async def test_a_parcel_already_with_the_driver_is_not_called_off(town: Town) -> None:
    client = town.newcomer()
    reference = await order_by_sentence(client, sentence=FROM_BACONGO)
    driver = await accept(town, reference)
    await client.sees("COURSE ACCEPTÉE")
    await client.text("statut")
    await client.sees("VOTRE COURSE", reference)
    await client.tap("Annuler")
    await client.sees("Annuler la course")
    await drive(driver, client, reference, steps=STEPS[:3])
    await client.sees("COLIS RÉCUPÉRÉ")

    await client.tap("Oui, annuler")

    await client.sees("ne peut plus être annulée", reference)
    assert (await town.mission(reference))["status"] == "picked_up"
    await drive(driver, client, reference, steps=STEPS[3:])
    await client.sees("COLIS LIVRÉ")


async def test_when_a_driver_declines_the_next_one_is_asked(town: Town) -> None:
    client = town.newcomer()
    reference = await order_by_sentence(client)
    first = await town.driver_asked(reference)
    offer = await first.is_offered("Refuser", about=reference)
    await first.tap("Refuser", on=offer)
    second = await town.driver_asked(reference, but=[first])
    await second.tap("Accepter", on=await second.is_offered("Accepter", about=reference))
    await client.sees("COURSE ACCEPTÉE", reference)

    assert (await client.gets_card()).phones == (f"+{second.number}",)
    await first.tap("Accepter", on=offer)
    await first.sees("Trop tard")
    await call_off(client)
    await town.settle()
    assert (await town.mission(reference))["status"] == "cancelled"


async def test_an_offer_that_nobody_answers_moves_on_and_is_no_longer_taken(
    hasty_town: Town,
) -> None:
    client = hasty_town.newcomer()
    reference = await order_by_sentence(client)
    first = await hasty_town.driver_asked(reference)
    await hasty_town.driver_asked(reference, but=[first])
    offer = await first.is_offered("Accepter", about=reference)
    await first.sees(reference, "Le temps de réponse est passé")

    await first.tap("Accepter", on=offer)

    await first.sees("expiré")
    assert (await hasty_town.mission(reference))["driver_id"] is None
    await call_off(client)


async def _written(client: Phone) -> list[Seen]:
    return [one for one in await client.messages() if one.direction == "in"]


async def _whole_errand(town: Town) -> dict[str, object]:
    """Do an errand; give all that its people were sent, and the end of it."""
    await town.settle()  # what the errand before still sends is not this one's
    client, before = town.newcomer(), len(await town.oracle())
    await client.is_known_as("Rose")
    reference = await order_by_sentence(client, sentence=FROM_OUENZE)
    driver = await accept(town, reference)
    await drive(driver, client, reference)
    await client.sees("COLIS LIVRÉ")
    await town.settle()
    sends = await town.oracle(after=before)
    changes = await town.query(
        "SELECT change.status FROM orders.mission_change AS change "
        "JOIN orders.mission ON mission.id = change.mission_id "
        "WHERE mission.reference = $1 ORDER BY change.id",
        reference,
    )
    return {
        "client": [_shape(one) for one in await client.received()],
        "driver": [_shape(one) for one in await driver.received() if reference in one.text],
        "sends": len(sends),
        "changes": [row["status"] for row in changes],
    }


def _shape(message: Seen) -> tuple[str, str, tuple[str, ...]]:
    return message.type, message.headline.split("`")[0], tuple(o.title for o in message.options)
