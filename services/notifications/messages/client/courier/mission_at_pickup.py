"""The driver stands at the pick-up point."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    driver_text,
    phone_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.notifications.api import TextContent
from shared.contracts.orders.api import Mission


def mission_at_pickup(mission: Mission) -> Message:
    """Tell the client to hand the parcel over."""
    driver = mission.driver
    body = card(
        "LIVREUR AU POINT DE RETRAIT",
        reference=mission.reference,
        facts=[
            Fact("📍", "Retrait", place_text(mission.pickup)),
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
            code_fact("Code de retrait", mission.pickup_code, use="celui que le livreur montre"),
        ],
        state="Votre livreur attend le colis",
        what_next="Remettez-lui le colis : nous vous confirmons dès qu’il l’a.",
    )
    return Message(
        Kind.MISSION_AT_PICKUP,
        Category.MISSION,
        content=TextContent(body=body),
        fallback=mission_update(mission.reference, "le livreur est au point de retrait"),
    )
