"""The mission is called off, as its driver is told."""

from services.notifications.messages.layout import Fact, card, place_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import driver_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.api import Mission


def mission_cancelled_driver(mission: Mission) -> Message:
    """Tell the driver to stop, and that other jobs wait."""
    body = card(
        "COURSE ANNULÉE",
        reference=mission.reference,
        facts=[
            Fact("📍", "Retrait", place_text(mission.pickup)),
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
        ],
        state="Cette course n’est plus à faire",
        what_next="Merci de votre compréhension. D’autres courses vous attendent.",
    )
    buttons = [Button(id=action_id(Action.JOBS), title="Courses disponibles")]
    return Message(
        Kind.MISSION_CANCELLED_DRIVER,
        Category.MISSION,
        content=Buttons(body=body, buttons=buttons),
        fallback=driver_update(mission.reference, "elle est annulée"),
    )
