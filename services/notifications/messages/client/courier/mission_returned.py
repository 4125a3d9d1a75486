"""The parcel went back to where it came from; it can be brought again."""

from services.notifications.messages.layout import Fact, card, driver_text, place_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.missions import after_return
from services.notifications.messages.templates import mission_update
from shared.contracts.orders.api import Mission
from shared.texts import t


def mission_returned(mission: Mission) -> Notice:
    """Tell the client where the parcel is now, and offer to bring it again."""
    body = card(
        t("COLIS RETOURNÉ"),
        reference=mission.reference,
        facts=[
            Fact("📍", t("Retour à"), place_text(mission.pickup)),
            Fact("🛵", t("Livreur"), driver_text(mission.driver)),
        ],
        state=t("Votre colis est revenu au point de retrait"),
        what_next=t("Touchez *Relivrer* pour une nouvelle livraison : un livreur repart aussitôt.")
        if mission.is_redeliverable
        else t("Pour un nouvel envoi ou une question, écrivez-nous ici."),
    )
    return Notice(
        Kind.MISSION_RETURNED,
        Category.MISSION,
        content=after_return(body, mission),
        fallback=mission_update(mission.reference, t("votre colis a été retourné")),
    )
