"""The driver comes near the next stop: the button for it, so that nothing need be typed there."""

from datetime import datetime, timedelta
from typing import Final

from services.notifications.messages.layout import Fact, card, contact_text, francs_text, place_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission, MissionStatus
from shared.texts import t

STAYS_NEWS: Final = timedelta(minutes=10)

_TITLES: Final = {
    MissionStatus.AT_PICKUP: t("📍 Je suis arrivé"),
    MissionStatus.PICKED_UP: t("📦 Colis récupéré"),
    MissionStatus.IN_TRANSIT: t("🛵 Je pars"),
    MissionStatus.AT_DROPOFF: t("📍 Je suis arrivé"),
}


def driver_near_stop(
    mission: Mission, *, next_step: MissionStatus, noticed_at: datetime
) -> Notice | None:
    """Offer the driver the next step; a hint, so nothing when no button stands for it."""
    button = step_button(mission.reference, next_step)
    if button is None:
        return None
    is_pickup = next_step in {MissionStatus.AT_PICKUP, MissionStatus.PICKED_UP}
    stop = mission.pickup if is_pickup else mission.dropoff
    body = card(
        t("VOUS ÊTES TOUT PRÈS"),
        reference=mission.reference,
        facts=[
            Fact("📍", t("Retrait") if is_pickup else t("Livraison"), place_text(stop)),
            Fact("👤", t("Contact"), contact_text(stop)),
            Fact(
                "💵", t("À encaisser"), None if is_pickup else francs_text(mission.cash_to_collect)
            ),
        ],
        state=t("Vous arrivez à l’adresse"),
        what_next=t("Prévenez d’un geste dès que vous y êtes."),
    )
    return Notice(
        Kind.DRIVER_NEAR_STOP,
        Category.MISSION,
        content=Choices(body=body, choices=[button]),
        expires_at=noticed_at + STAYS_NEWS,
        is_optional=True,
    )


def step_button(reference: str, step: MissionStatus) -> Choice | None:
    """Make the button of a step; delivering asks for the code first."""
    if step is MissionStatus.DELIVERED:
        return Choice(id=action_id(Action.DELIVER, reference), title=t("✅ Colis remis"))
    title = _TITLES.get(step)
    return Choice(id=action_id(Action.STEP, reference, step), title=title) if title else None
