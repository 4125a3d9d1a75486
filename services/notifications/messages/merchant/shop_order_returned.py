"""An order could not be delivered and is back in the shop."""

from services.notifications.messages.layout import REASON_LIMIT, Fact, card, driver_text, plain
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.missions import problem_of
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import shop_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.api import Mission


def shop_order_returned(mission: Mission) -> Message:
    """Tell the merchant what came back, and why."""
    reference = reference_of(mission)
    body = card(
        "COMMANDE RETOURNÉE",
        reference=reference,
        facts=[
            Fact("🛵", "Livreur", driver_text(mission.driver)),
            Fact("💬", "Motif", plain(problem_of(mission), limit=REASON_LIMIT)),
        ],
        state="Le livreur vous l’a rapportée",
        what_next="Gardez-la : le client peut demander une nouvelle livraison.",
    )
    return Message(
        Kind.SHOP_ORDER_RETURNED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[desk_button()]),
        fallback=shop_update(reference, "elle vous a été rapportée"),
    )
