"""The parcel is delivered: what was done, the proof when there is one, thanks, how it went."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    francs_text,
    place_text,
    rating_buttons,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.conversation.api import Action
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.api import Mission


def mission_delivered(mission: Mission) -> Message:
    """Tell the client it is done, and ask for a rating."""
    body = card(
        "COLIS LIVRÉ",
        reference=mission.reference,
        facts=[
            Fact("🏁", "Adresse", place_text(mission.dropoff)),
            Fact("🛵", "Livreur", driver_text(mission.driver)),
            Fact("📦", "Valeur déclarée", francs_text(mission.declared_value)),
        ],
        state="Votre colis est arrivé à bon port",
        what_next="Merci de votre confiance ! Comment s’est passée la livraison ?",
    )
    buttons = rating_buttons(Action.RATE, mission.reference)
    return Message(
        Kind.MISSION_DELIVERED,
        Category.MISSION,
        content=Buttons(body=body, buttons=buttons, image_link=mission.proof_url),
        fallback=mission_update(mission.reference, "votre colis est livré, merci"),
    )
