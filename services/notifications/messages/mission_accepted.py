"""A driver took the mission: who comes, for which route; then the driver's contact card."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    followable,
    minutes_text,
    phone_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.notifications.api import ContactCard
from shared.contracts.orders.api import DriverCard, Mission


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
        ],
        state="Votre livreur se met en route",
        what_next="Nous vous prévenons dès qu’il arrive au point de retrait.",
    )
    return Message(
        Kind.MISSION_ACCEPTED,
        Category.MISSION,
        content=followable(body, mission),
        fallback=mission_update(mission.reference, "un livreur a accepté votre course"),
    )


def driver_card(driver: DriverCard) -> Message:
    """Give the client the driver's number to save or call; the accepted message has it too."""
    content = ContactCard(name=driver.name[:100], phone=driver.phone, organization="TokTok")
    return Message(Kind.MISSION_DRIVER_CARD, Category.MISSION, content=content, is_optional=True)
