"""A driver takes the order: who comes, and the code that gives it to its owner alone."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    driver_text,
    followable,
    minutes_text,
    phone_text,
    place_text,
    plain,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import order_update
from shared.contracts.orders.api import Mission


def order_driver_found(mission: Mission) -> Message:
    """Tell the client that the order is ready and who brings it."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        "LIVREUR TROUVÉ",
        reference=reference,
        facts=[
            Fact("🏪", "Commerce", plain(mission.pickup.contact_name)),
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
            Fact("⏱️", "Durée estimée", minutes_text(mission.eta)),
            code_fact("Code de livraison", mission.delivery_code, use="à donner à la remise"),
        ],
        state="Votre commande est prête, le livreur va la chercher",
        what_next="Gardez le code pour vous : le livreur vous le demande en vous la remettant.",
    )
    return Message(
        Kind.ORDER_DRIVER_FOUND,
        Category.MISSION,
        content=followable(body, mission),
        fallback=order_update(reference, "elle est prête, un livreur va la chercher"),
    )
