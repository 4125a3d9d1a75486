"""A driver comes for the order: who it is, so that nobody else gets it."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    phone_text,
)
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import shop_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.api import Mission
from shared.texts import t


def shop_driver_on_the_way(mission: Mission) -> Notice:
    """Tell the merchant who comes."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        t("UN LIVREUR ARRIVE"),
        reference=reference,
        facts=[
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
        ],
        state=t("Il vient chercher la commande"),
        what_next=t("Gardez-la prête : il vous montrera son code de retrait."),
    )
    return Notice(
        Kind.SHOP_DRIVER_ON_THE_WAY,
        Category.MISSION,
        content=Choices(body=body, choices=[desk_button()]),
        fallback=shop_update(reference, t("un livreur vient la chercher")),
    )
