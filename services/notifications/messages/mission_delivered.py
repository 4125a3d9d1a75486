"""The parcel is delivered: what was done, thanks, and how it went."""

from services.notifications.messages.layout import Fact, card, driver_text, francs_text, place_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.api import Mission

# WhatsApp allows three buttons: the ends and the middle of the five-point scale.
_RATINGS = (("5", "😀 Très bien"), ("3", "😐 Moyen"), ("1", "😞 Pas bien"))


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
    buttons = [
        Button(id=action_id(Action.RATE, mission.reference, stars), title=title)
        for stars, title in _RATINGS
    ]
    return Message(
        Kind.MISSION_DELIVERED,
        Category.MISSION,
        content=Buttons(body=body, buttons=buttons),
        fallback=mission_update(mission.reference, "votre colis est livré, merci"),
    )
