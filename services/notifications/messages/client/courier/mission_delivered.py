"""The parcel is delivered: what was done, the proof when there is one, thanks, how it went."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    francs_text,
    place_text,
    rating_buttons,
)
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import mission_update
from services.notifications.messages.wording import Choices
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import Mission
from shared.texts import t


def mission_delivered(mission: Mission) -> Notice:
    """Tell the client it is done, and ask for a rating."""
    body = card(
        t("COLIS LIVRÉ"),
        reference=mission.reference,
        facts=[
            Fact("🏁", t("Adresse"), place_text(mission.dropoff)),
            Fact("🛵", t("Livreur"), driver_text(mission.driver)),
            Fact("📦", t("Valeur déclarée"), francs_text(mission.declared_value)),
        ],
        state=t("Votre colis est arrivé à bon port"),
        what_next=t("Merci de votre confiance ! Comment s’est passée la livraison ?"),
    )
    buttons = rating_buttons(Action.RATE, mission.reference)
    return Notice(
        Kind.MISSION_DELIVERED,
        Category.MISSION,
        content=Choices(body=body, choices=buttons, image_link=mission.proof_url),
        fallback=mission_update(mission.reference, t("votre colis est livré, merci")),
    )
