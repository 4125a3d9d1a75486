"""Errands as people do them on their phones: a courier ordered, a mission driven."""

import re
from typing import Final

from tests.support.phone import Phone, Seen
from tests.support.town import Town

SENTENCE: Final = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"
# From where other drivers are near: WhatsApp takes one message each 6 s to the same person beyond
# the first 45, so one driver cannot serve every test.
FROM_BACONGO: Final = SENTENCE.replace("Moungali", "Bacongo")
FROM_OUENZE: Final = SENTENCE.replace("Moungali", "Ouenzé")
REFERENCE: Final = re.compile(r"COUR-\d{8}-\d{3}")
STEPS: Final = (
    "Je pars",
    "Je suis au départ",
    "Colis récupéré",
    "En route",
    "Je suis arrivé",
    "Livré",
)
# An order from a shop is handed over by the merchant, who types the driver's code.
SHOP_STEPS: Final = ("Je pars", "Je suis au départ", "Je suis arrivé", "Livré")
ORDER_REFERENCE: Final = re.compile(r"CMD-\d{8}-\d{3}")
HANDED_OVER: Final = STEPS[-1]
CODE: Final = re.compile(r"Code de livraison\D+(\d{4})\b")
BACONGO: Final = (-4.2893, 15.2539)
TALANGAI: Final = (-4.2186, 15.2925)


async def order_by_sentence(client: Phone, *, sentence: str = SENTENCE) -> str:
    """Order a courier with one sentence and one tap; returns the mission's reference."""
    await client.text(sentence)
    await client.sees("VOTRE ENVOI", "Prix")
    return await confirm(client)


async def confirm(client: Phone) -> str:
    """Tap on the read-back; returns the mission's reference."""
    await client.tap("Confirmer")
    return reference_in(await client.sees("CONFIRMÉ"))


def reference_in(message: Seen) -> str:
    """Find the mission's reference in a message.

    Raises:
        AssertionError: there is none.
    """
    found = REFERENCE.search(message.text)
    assert found is not None, message.text
    return found[0]


def order_in(message: Seen) -> str:
    """Find the order's reference in a message.

    Raises:
        AssertionError: there is none.
    """
    found = ORDER_REFERENCE.search(message.text)
    assert found is not None, message.text
    return found[0]


async def accept(town: Town, reference: str) -> Phone:
    """Let the driver who is asked take the mission."""
    driver = await town.driver_asked(reference)
    await driver.tap("Accepter", on=await driver.is_offered("Accepter", about=reference))
    return driver


async def drive(
    driver: Phone, client: Phone, reference: str, *, steps: tuple[str, ...] = STEPS
) -> None:
    """Tap through the steps of a mission, each as soon as it is offered; the code at the door."""
    for step in steps:
        offering = await driver.is_offered(step, about=reference)
        await driver.tap(step, on=offering)
        if step == HANDED_OVER:
            await driver.sees("Quel code", reference)
            await driver.text(await delivery_code(client, about=reference))


async def delivery_code(client: Phone, *, about: str) -> str:
    """Read the code that the client gives to the driver.

    Raises:
        AssertionError: the client was told none.
    """
    for message in reversed(await client.received()):
        if about in message.text and (found := CODE.search(message.text)):
            return found[1]
    raise AssertionError(f"no delivery code\n{await client.transcript()}")


async def call_off(client: Phone) -> None:
    """Cancel the mission at hand through the chat."""
    await client.text("statut")
    await client.is_offered("Annuler")
    await client.tap("Annuler")
    await client.is_offered("Oui, annuler")
    await client.tap("Oui, annuler")
    await client.sees("annulée")
