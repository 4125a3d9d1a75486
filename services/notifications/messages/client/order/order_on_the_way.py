"""The driver has the order: one message, whether the hand-over or the road was reported."""

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
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import order_update
from shared.contracts.orders.api import Mission


def order_on_the_way(mission: Mission) -> Message:
    """Tell the client that the order comes."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        "COMMANDE EN ROUTE",
        reference=reference,
        facts=[
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
            Fact("⏱️", "Durée estimée", minutes_text(mission.eta)),
            code_fact("Code de livraison", mission.delivery_code, use="à donner à la remise"),
        ],
        state="Le livreur a votre commande",
        what_next="Nous vous prévenons quand il arrive.",
    )
    return Message(
        Kind.ORDER_ON_THE_WAY,
        Category.MISSION,
        content=followable(body, mission),
        fallback=order_update(reference, "le livreur l’a récupérée et arrive"),
    )
