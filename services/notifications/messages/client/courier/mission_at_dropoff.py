"""The driver stands at the drop-off point."""

from services.notifications.messages.layout import (
    Fact,
    card,
    code_fact,
    contact_text,
    francs_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import mission_update
from services.notifications.messages.wording import Words
from shared.contracts.orders.api import Mission
from shared.texts import t


def mission_at_dropoff(mission: Mission) -> Notice:
    """Tell the client that the recipient should come to the door."""
    body = card(
        t("LIVREUR ARRIVÉ À DESTINATION"),
        reference=mission.reference,
        facts=[
            Fact("🏁", t("Adresse"), place_text(mission.dropoff)),
            Fact("👤", t("Destinataire"), contact_text(mission.dropoff)),
            Fact("💵", t("À encaisser"), francs_text(mission.cash_to_collect)),
            code_fact(t("Code de livraison"), mission.delivery_code, use=t("à donner à la remise")),
        ],
        state=t("Votre colis est arrivé"),
        what_next=t("Le livreur le remet au destinataire, restez joignable."),
    )
    return Notice(
        Kind.MISSION_AT_DROPOFF,
        Category.MISSION,
        content=Words(body=body),
        fallback=mission_update(mission.reference, t("le livreur est arrivé à destination")),
    )
