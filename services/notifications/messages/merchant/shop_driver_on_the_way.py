"""A driver comes for the order: who it is, so that nobody else gets it."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    phone_text,
)
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import shop_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.api import Mission


def shop_driver_on_the_way(mission: Mission) -> Message:
    """Tell the merchant who comes."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        "UN LIVREUR ARRIVE",
        reference=reference,
        facts=[
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
        ],
        state="Il vient chercher la commande",
        what_next="Gardez-la prête : il vous montrera son code de retrait.",
    )
    return Message(
        Kind.SHOP_DRIVER_ON_THE_WAY,
        Category.MISSION,
        content=Buttons(body=body, buttons=[desk_button()]),
        fallback=shop_update(reference, "un livreur vient la chercher"),
    )
