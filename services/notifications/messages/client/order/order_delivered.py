"""The order is in its client's hands: thanks, the proof when there is one, and how it was."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    francs_text,
    place_text,
    plain,
    rating_buttons,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import order_lines
from services.notifications.messages.templates import order_update
from shared.contracts.conversation.api import Action
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.orders import Order


def order_delivered(order: Order) -> Message:
    """Tell the client it is done, and ask how the shop did."""
    mission = order.mission
    body = card(
        "COMMANDE LIVRÉE",
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", "Total", francs_text(order.total)),
            Fact("🏪", "Commerce", plain(order.merchant.name)),
            Fact("🏁", "Adresse", place_text(order.dropoff)),
            Fact("🛵", "Livreur", driver_text(mission.driver) if mission else None),
        ],
        state="Votre commande est arrivée",
        what_next="Merci de votre confiance ! Comment l’avez-vous trouvée ?",
    )
    buttons = rating_buttons(Action.RATE_ORDER, order.reference)
    return Message(
        Kind.ORDER_DELIVERED,
        Category.MISSION,
        content=Buttons(
            body=body, buttons=buttons, image_link=mission.proof_url if mission else None
        ),
        fallback=order_update(order.reference, "elle est livrée, merci"),
    )
