"""The shop typed the driver's code: the order is the driver's to bring, and the chat says so."""

from services.notifications.messages.driver.driver_near_stop import step_button
from services.notifications.messages.layout import Fact, card, contact_text, francs_text, place_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import driver_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.api import Mission, MissionStatus
from shared.texts import t


def parcel_handed_over(mission: Mission) -> Notice:
    """Tell the driver where to go, and what to collect there."""
    body = card(
        t("COMMANDE REMISE"),
        reference=mission.reference,
        facts=[
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
            Fact("👤", t("Client"), contact_text(mission.dropoff)),
            Fact("💵", t("À encaisser"), francs_text(mission.cash_to_collect)),
        ],
        state=t("Le commerce vous a remis la commande"),
        what_next=t("Bonne route ! Dites-nous quand vous êtes arrivé."),
    )
    arrived = step_button(mission.reference, MissionStatus.AT_DROPOFF)
    return Notice(
        Kind.PARCEL_HANDED_OVER,
        Category.MISSION,
        content=Choices(body=body, choices=[arrived] if arrived else []),
        fallback=driver_update(mission.reference, t("le commerce vous l’a remise, bonne route")),
    )
