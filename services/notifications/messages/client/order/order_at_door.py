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
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Words
from shared.contracts.orders.api import Mission
from shared.texts import t


def order_at_door(mission: Mission) -> Notice:
    """Tell the client to come, with the money and the code."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        t("LIVREUR ARRIVÉ"),
        reference=reference,
        facts=[
            Fact("🏁", t("Adresse"), place_text(mission.dropoff)),
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
            Fact("💵", t("À payer au livreur"), francs_text(mission.cash_to_collect)),
            code_fact(t("Code de livraison"), mission.delivery_code, use=t("à donner à la remise")),
        ],
        state=t("Votre commande est là"),
        what_next=t("Rejoignez le livreur, ou appelez-le pour le guider."),
    )
    return Notice(
        Kind.ORDER_AT_DOOR,
        Category.MISSION,
        content=Words(body=body),
        fallback=order_update(reference, t("le livreur est arrivé")),
    )
