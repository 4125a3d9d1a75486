"""A driver took the mission: who comes, for which route, and the two codes of the parcel."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    driver_text,
    followable,
    minutes_text,
    phone_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.orders.api import Mission


def mission_accepted(mission: Mission) -> Message:
    """Tell the client who comes."""
    driver = mission.driver
    body = card(
        "COURSE ACCEPTÉE",
        reference=mission.reference,
        facts=[
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
            Fact("📍", "Retrait", place_text(mission.pickup)),
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
            Fact("⏱️", "Durée estimée", minutes_text(mission.eta)),
            code_fact("Code de retrait", mission.pickup_code, use="celui que le livreur montre"),
            code_fact("Code de livraison", mission.delivery_code, use="à donner à la remise"),
        ],
        state="Votre livreur se met en route",
        what_next=_what_next(mission),
    )
    return Message(
        Kind.MISSION_ACCEPTED,
        Category.MISSION,
        content=followable(body, mission),
        fallback=mission_update(mission.reference, "un livreur a accepté votre course"),
    )


def _what_next(mission: Mission) -> str:
    soon = "Nous vous prévenons dès qu’il arrive au point de retrait."
    if mission.delivery_code is None:
        return soon
    return f"Donnez le code de livraison au destinataire seul : le livreur le lui demande. {soon}"
