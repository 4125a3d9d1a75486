"""The mission is called off, as its driver is told."""

from services.notifications.messages.layout import Fact, card, place_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import driver_update
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission
from shared.texts import t


def mission_cancelled_driver(mission: Mission) -> Notice:
    """Tell the driver to stop, and that other jobs wait."""
    body = card(
        t("COURSE ANNULÉE"),
        reference=mission.reference,
        facts=[
            Fact("📍", t("Retrait"), place_text(mission.pickup)),
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
        ],
        state=t("Cette course n’est plus à faire"),
        what_next=t("Merci de votre compréhension. D’autres courses vous attendent."),
    )
    buttons = [Choice(id=action_id(Action.JOBS), title=t("Courses disponibles"))]
    return Notice(
        Kind.MISSION_CANCELLED_DRIVER,
        Category.MISSION,
        content=Choices(body=body, choices=buttons),
        fallback=driver_update(mission.reference, t("elle est annulée")),
    )
