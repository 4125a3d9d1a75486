"""Nobody took the delivery of an order after every try: the client is told the truth."""

from services.notifications.messages.layout import Fact, card, menu_button, place_text, plain
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import reference_of, where_button
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.api import Mission
from shared.texts import t


def order_no_driver(mission: Mission) -> Notice:
    """Tell the client that the order is ready and waits for a driver."""
    reference = reference_of(mission)
    body = card(
        t("AUCUN LIVREUR DISPONIBLE"),
        reference=reference,
        facts=[
            Fact("🏪", t("Commerce"), plain(mission.pickup.contact_name)),
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
        ],
        state=t("Aucun livreur n’a pu prendre votre commande pour l’instant"),
        what_next=t(
            "Nous en sommes désolés. Elle est prête, notre équipe est prévenue et vous recontacte."
        ),
    )
    return Notice(
        Kind.ORDER_NO_DRIVER,
        Category.MISSION,
        content=Choices(body=body, choices=[where_button(reference), menu_button()]),
        fallback=order_update(reference, t("aucun livreur n’est libre pour l’instant")),
    )
