"""The driver stands at the drop-off point."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    contact_text,
    francs_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.notifications.api import TextContent
from shared.contracts.orders.api import Mission


def mission_at_dropoff(mission: Mission) -> Message:
    """Tell the client that the recipient should come to the door."""
    body = card(
        "LIVREUR ARRIVÉ À DESTINATION",
        reference=mission.reference,
        facts=[
            Fact("🏁", "Adresse", place_text(mission.dropoff)),
            Fact("👤", "Destinataire", contact_text(mission.dropoff)),
            Fact("💵", "À encaisser", francs_text(mission.cash_to_collect)),
            code_fact("Code de livraison", mission.delivery_code, use="à donner à la remise"),
        ],
        state="Votre colis est arrivé",
        what_next="Le livreur le remet au destinataire, restez joignable.",
    )
    return Message(
        Kind.MISSION_AT_DROPOFF,
        Category.MISSION,
        content=TextContent(body=body),
        fallback=mission_update(mission.reference, "le livreur est arrivé à destination"),
    )
