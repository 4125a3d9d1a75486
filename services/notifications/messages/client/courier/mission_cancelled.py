"""The mission is called off, as the client is told."""

from services.notifications.messages.layout import Fact, card, menu_button, place_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import mission_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.api import Mission
from shared.texts import t


def mission_cancelled(mission: Mission) -> Notice:
    """Tell the client that nobody comes any more."""
    body = card(
        t("COURSE ANNULÉE"),
        reference=mission.reference,
        facts=[
            Fact("📍", t("Retrait"), place_text(mission.pickup)),
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
        ],
        state=t("Votre course est annulée"),
        what_next=t("Vous pouvez en demander une autre quand vous voulez."),
    )
    return Notice(
        Kind.MISSION_CANCELLED,
        Category.MISSION,
        content=Choices(body=body, choices=[menu_button()]),
        fallback=mission_update(mission.reference, t("votre course est annulée")),
    )
