"""A driver took the mission: who comes, for which route, and the two codes of the parcel."""

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
from services.notifications.messages.templates import mission_update
from services.notifications.messages.wording import joined
from shared.contracts.orders.api import Mission
from shared.texts import Text, t


def mission_accepted(mission: Mission) -> Notice:
    """Tell the client who comes."""
    driver = mission.driver
    body = card(
        t("COURSE ACCEPTÉE"),
        reference=mission.reference,
        facts=[
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
            Fact("📍", t("Retrait"), place_text(mission.pickup)),
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
            Fact("⏱️", t("Durée estimée"), minutes_text(mission.eta)),
            code_fact(
                t("Code de retrait"), mission.pickup_code, use=t("celui que le livreur montre")
            ),
            code_fact(t("Code de livraison"), mission.delivery_code, use=t("à donner à la remise")),
        ],
        state=t("Votre livreur se met en route"),
        what_next=_what_next(mission),
    )
    return Notice(
        Kind.MISSION_ACCEPTED,
        Category.MISSION,
        content=followable(body, mission),
        fallback=mission_update(mission.reference, t("un livreur a accepté votre course")),
    )


def _what_next(mission: Mission) -> Text:
    soon = t("Nous vous prévenons dès qu’il arrive au point de retrait.")
    if mission.delivery_code is None:
        return soon
    code = t("Donnez le code de livraison au destinataire seul : le livreur le lui demande.")
    return joined([code, soon], " ")
