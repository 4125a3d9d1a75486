"""The order went back to its shop; it can be brought again."""

from services.notifications.messages.layout import Fact, card, driver_text, plain
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.missions import after_return
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import order_update
from shared.contracts.orders.api import Mission
from shared.texts import t


def order_returned(mission: Mission) -> Notice:
    """Tell the client where the order is, and offer to bring it again."""
    reference = reference_of(mission)
    body = card(
        t("COMMANDE RETOURNÉE"),
        reference=reference,
        facts=[
            Fact("🏪", t("Retour chez"), plain(mission.pickup.contact_name)),
            Fact("🛵", t("Livreur"), driver_text(mission.driver)),
        ],
        state=t("Votre commande est revenue au commerce"),
        what_next=t("Touchez *Relivrer* pour une nouvelle livraison : un livreur repart aussitôt.")
        if mission.is_redeliverable
        else t("Une question ? Écrivez *aide*."),
    )
    return Notice(
        Kind.ORDER_RETURNED,
        Category.MISSION,
        content=after_return(body, mission),
        fallback=order_update(reference, t("elle est revenue au commerce")),
    )
