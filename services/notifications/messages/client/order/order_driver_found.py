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
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import order_update
from shared.contracts.orders.api import Mission
from shared.texts import t


def order_driver_found(mission: Mission) -> Notice:
    """Tell the client that the order is ready and who brings it."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        t("LIVREUR TROUVÉ"),
        reference=reference,
        facts=[
            Fact("🏪", t("Commerce"), plain(mission.pickup.contact_name)),
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
            Fact("⏱️", t("Durée estimée"), minutes_text(mission.eta)),
            code_fact(t("Code de livraison"), mission.delivery_code, use=t("à donner à la remise")),
        ],
        state=t("Votre commande est prête, le livreur va la chercher"),
        what_next=t("Gardez le code pour vous : le livreur vous le demande en vous la remettant."),
    )
    return Notice(
        Kind.ORDER_DRIVER_FOUND,
        Category.MISSION,
        content=followable(body, mission),
        fallback=order_update(reference, t("elle est prête, un livreur va la chercher")),
    )
