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
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import order_update
from shared.contracts.orders.api import Mission
from shared.texts import t


def order_on_the_way(mission: Mission) -> Notice:
    """Tell the client that the order comes."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        t("COMMANDE EN ROUTE"),
        reference=reference,
        facts=[
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
            Fact("⏱️", t("Durée estimée"), minutes_text(mission.eta)),
            code_fact(t("Code de livraison"), mission.delivery_code, use=t("à donner à la remise")),
        ],
        state=t("Le livreur a votre commande"),
        what_next=t("Nous vous prévenons quand il arrive."),
    )
    return Notice(
        Kind.ORDER_ON_THE_WAY,
        Category.MISSION,
        content=followable(body, mission),
        fallback=order_update(reference, t("le livreur l’a récupérée et arrive")),
    )
