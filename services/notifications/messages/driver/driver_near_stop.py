"""The driver comes near the next stop: the button for it, so that nothing need be typed there."""

from datetime import datetime, timedelta
from typing import Final

from services.notifications.messages.layout import Fact, card, contact_text, francs_text, place_text
from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.api import Mission, MissionStatus

STAYS_NEWS: Final = timedelta(minutes=10)

_TITLES: Final = {
    MissionStatus.AT_PICKUP: "📍 Je suis arrivé",
    MissionStatus.PICKED_UP: "📦 Colis récupéré",
    MissionStatus.IN_TRANSIT: "🛵 Je pars",
    MissionStatus.AT_DROPOFF: "📍 Je suis arrivé",
}


def driver_near_stop(
    mission: Mission, *, next_step: MissionStatus, noticed_at: datetime
) -> Message | None:
    """Offer the driver the next step; a hint, so nothing when no button stands for it."""
    button = step_button(mission.reference, next_step)
    if button is None:
        return None
    is_pickup = next_step in {MissionStatus.AT_PICKUP, MissionStatus.PICKED_UP}
    stop = mission.pickup if is_pickup else mission.dropoff
    body = card(
        "VOUS ÊTES TOUT PRÈS",
        reference=mission.reference,
        facts=[
            Fact("📍", "Retrait" if is_pickup else "Livraison", place_text(stop)),
            Fact("👤", "Contact", contact_text(stop)),
            Fact("💵", "À encaisser", None if is_pickup else francs_text(mission.cash_to_collect)),
        ],
        state="Vous arrivez à l’adresse",
        what_next="Prévenez d’un geste dès que vous y êtes.",
    )
    return Message(
        Kind.DRIVER_NEAR_STOP,
        Category.MISSION,
        content=Buttons(body=body, buttons=[button]),
        expires_at=noticed_at + STAYS_NEWS,
        is_optional=True,
    )


def step_button(reference: str, step: MissionStatus) -> Button | None:
    """Make the button of a step; delivering asks for the code first."""
    if step is MissionStatus.DELIVERED:
        return Button(id=action_id(Action.DELIVER, reference), title="✅ Colis remis")
    title = _TITLES.get(step)
    return Button(id=action_id(Action.STEP, reference, step), title=title) if title else None
