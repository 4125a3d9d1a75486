"""The driver stands at the pick-up point."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    driver_text,
    phone_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import mission_update
from services.notifications.messages.wording import Words
from shared.contracts.orders.api import Mission
from shared.texts import t


def mission_at_pickup(mission: Mission) -> Notice:
    """Tell the client to hand the parcel over."""
    driver = mission.driver
    body = card(
        t("LIVREUR AU POINT DE RETRAIT"),
        reference=mission.reference,
        facts=[
            Fact("📍", t("Retrait"), place_text(mission.pickup)),
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
            code_fact(
                t("Code de retrait"), mission.pickup_code, use=t("celui que le livreur montre")
            ),
        ],
        state=t("Votre livreur attend le colis"),
        what_next=t("Remettez-lui le colis : nous vous confirmons dès qu’il l’a."),
    )
    return Notice(
        Kind.MISSION_AT_PICKUP,
        Category.MISSION,
        content=Words(body=body),
        fallback=mission_update(mission.reference, t("le livreur est au point de retrait")),
    )
