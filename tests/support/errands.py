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


async def accept(town: Town, reference: str) -> Phone:
    """Let the driver who is asked take the mission."""
    driver = await town.driver_asked(reference)
    await driver.tap("Accepter", on=await driver.is_offered("Accepter", about=reference))
    return driver


async def drive(driver: Phone, reference: str, *, steps: tuple[str, ...] = STEPS) -> None:
    """Tap through the steps of a mission, each as soon as it is offered."""
    for step in steps:
        offering = await driver.is_offered(step, about=reference)
        await driver.tap(step, on=offering)


async def call_off(client: Phone) -> None:
    """Cancel the mission at hand through the chat."""
    await client.text("statut")
    await client.is_offered("Annuler")
    await client.tap("Annuler")
    await client.is_offered("Oui, annuler")
    await client.tap("Oui, annuler")
    await client.sees("annulée")
