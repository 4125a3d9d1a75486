"""The parcel is on its way: one message, whether the driver reported the pick-up or the road."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    contact_text,
    followable,
    minutes_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import mission_update
from shared.contracts.orders.api import Mission
from shared.texts import t


def mission_picked_up(mission: Mission) -> Notice:
    """Tell the client where the parcel goes, and to whom."""
    body = card(
        t("COLIS RÉCUPÉRÉ"),
        reference=mission.reference,
        facts=[
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
            Fact("👤", t("Destinataire"), contact_text(mission.dropoff)),
            Fact("⏱️", t("Durée estimée"), minutes_text(mission.eta)),
            code_fact(t("Code de livraison"), mission.delivery_code, use=t("à donner à la remise")),
        ],
        state=t("Votre colis est en route"),
        what_next=t("Nous vous prévenons à l’arrivée du livreur chez le destinataire."),
    )
    return Notice(
        Kind.MISSION_PICKED_UP,
        Category.MISSION,
        content=followable(body, mission),
        fallback=mission_update(mission.reference, t("votre colis est en route")),
    )
