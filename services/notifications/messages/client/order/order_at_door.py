"""The driver stands at the door with the order."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    driver_text,
    francs_text,
    phone_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import order_update
from shared.contracts.notifications.api import TextContent
from shared.contracts.orders.api import Mission


def order_at_door(mission: Mission) -> Message:
    """Tell the client to come, with the money and the code."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        "LIVREUR ARRIVÉ",
        reference=reference,
        facts=[
            Fact("🏁", "Adresse", place_text(mission.dropoff)),
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
            Fact("💵", "À payer au livreur", francs_text(mission.cash_to_collect)),
            code_fact("Code de livraison", mission.delivery_code, use="à donner à la remise"),
        ],
        state="Votre commande est là",
        what_next="Rejoignez le livreur, ou appelez-le pour le guider.",
    )
    return Message(
        Kind.ORDER_AT_DOOR,
        Category.MISSION,
        content=TextContent(body=body),
        fallback=order_update(reference, "le livreur est arrivé"),
    )
