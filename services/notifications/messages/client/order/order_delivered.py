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
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import order_lines
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Choices
from shared.contracts.conversation.api import Action
from shared.contracts.orders.orders import Order
from shared.texts import t


def order_delivered(order: Order) -> Notice:
    """Tell the client it is done, and ask how the shop did."""
    mission = order.mission
    body = card(
        t("COMMANDE LIVRÉE"),
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", t("Total"), francs_text(order.total)),
            Fact("🏪", t("Commerce"), plain(order.merchant.name)),
            Fact("🏁", t("Adresse"), place_text(order.dropoff)),
            Fact("🛵", t("Livreur"), driver_text(mission.driver) if mission else None),
        ],
        state=t("Votre commande est arrivée"),
        what_next=t("Merci de votre confiance ! Comment l’avez-vous trouvée ?"),
    )
    buttons = rating_buttons(Action.RATE_ORDER, order.reference)
    return Notice(
        Kind.ORDER_DELIVERED,
        Category.MISSION,
        content=Choices(
            body=body, choices=buttons, image_link=mission.proof_url if mission else None
        ),
        fallback=order_update(order.reference, t("elle est livrée, merci")),
    )
