"""The parcel is on its way: one message, whether the driver reported the pick-up or the road."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    contact_text,
    followable,
    minutes_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.orders.api import Mission


def mission_picked_up(mission: Mission) -> Message:
    """Tell the client where the parcel goes, and to whom."""
    body = card(
        "COLIS RÉCUPÉRÉ",
        reference=mission.reference,
        facts=[
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
            Fact("👤", "Destinataire", contact_text(mission.dropoff)),
            Fact("⏱️", "Durée estimée", minutes_text(mission.eta)),
            code_fact("Code de livraison", mission.delivery_code, use="à donner à la remise"),
        ],
        state="Votre colis est en route",
        what_next="Nous vous prévenons à l’arrivée du livreur chez le destinataire.",
    )
    return Message(
        Kind.MISSION_PICKED_UP,
        Category.MISSION,
        content=followable(body, mission),
        fallback=mission_update(mission.reference, "votre colis est en route"),
    )
