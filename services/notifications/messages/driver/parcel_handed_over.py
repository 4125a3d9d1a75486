"""The shop typed the driver's code: the order is the driver's to bring, and the chat says so."""

from services.notifications.messages.driver.driver_near_stop import step_button
from services.notifications.messages.layout import Fact, card, contact_text, francs_text, place_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import driver_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.api import Mission, MissionStatus


def parcel_handed_over(mission: Mission) -> Message:
    """Tell the driver where to go, and what to collect there."""
    body = card(
        "COMMANDE REMISE",
        reference=mission.reference,
        facts=[
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
            Fact("👤", "Client", contact_text(mission.dropoff)),
            Fact("💵", "À encaisser", francs_text(mission.cash_to_collect)),
        ],
        state="Le commerce vous a remis la commande",
        what_next="Bonne route ! Dites-nous quand vous êtes arrivé.",
    )
    arrived = step_button(mission.reference, MissionStatus.AT_DROPOFF)
    return Message(
        Kind.PARCEL_HANDED_OVER,
        Category.MISSION,
        content=Buttons(body=body, buttons=[arrived] if arrived else []),
        fallback=driver_update(mission.reference, "le commerce vous l’a remise, bonne route"),
    )
