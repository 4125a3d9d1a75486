"""The mission is called off, as the client is told."""

from services.notifications.messages.layout import Fact, card, menu_button, place_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.api import Mission


def mission_cancelled(mission: Mission) -> Message:
    """Tell the client that nobody comes any more."""
    body = card(
        "COURSE ANNULÉE",
        reference=mission.reference,
        facts=[
            Fact("📍", "Retrait", place_text(mission.pickup)),
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
        ],
        state="Votre course est annulée",
        what_next="Vous pouvez en demander une autre quand vous voulez.",
    )
    return Message(
        Kind.MISSION_CANCELLED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[menu_button()]),
        fallback=mission_update(mission.reference, "votre course est annulée"),
    )
