"""Nobody took the delivery of an order after every try: the client is told the truth."""

from services.notifications.messages.layout import Fact, card, menu_button, place_text, plain
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import reference_of, where_button
from services.notifications.messages.templates import order_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.api import Mission


def order_no_driver(mission: Mission) -> Message:
    """Tell the client that the order is ready and waits for a driver."""
    reference = reference_of(mission)
    body = card(
        "AUCUN LIVREUR DISPONIBLE",
        reference=reference,
        facts=[
            Fact("🏪", "Commerce", plain(mission.pickup.contact_name)),
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
        ],
        state="Aucun livreur n’a pu prendre votre commande pour l’instant",
        what_next="Nous en sommes désolés. Elle est prête, notre équipe est prévenue et vous "
        "recontacte.",
    )
    return Message(
        Kind.ORDER_NO_DRIVER,
        Category.MISSION,
        content=Buttons(body=body, buttons=[where_button(reference), menu_button()]),
        fallback=order_update(reference, "aucun livreur n’est libre pour l’instant"),
    )
