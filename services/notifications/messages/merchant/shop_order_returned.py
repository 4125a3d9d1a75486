"""An order could not be delivered and is back in the shop."""

from services.notifications.messages.layout import Fact, card, driver_text
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.missions import problem_of
from services.notifications.messages.orders import reference_of
from services.notifications.messages.reasons import reason_text
from services.notifications.messages.templates import shop_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.api import Mission
from shared.texts import t


def shop_order_returned(mission: Mission) -> Notice:
    """Tell the merchant what came back, and why."""
    reference = reference_of(mission)
    body = card(
        t("COMMANDE RETOURNÉE"),
        reference=reference,
        facts=[
            Fact("🛵", t("Livreur"), driver_text(mission.driver)),
            Fact("💬", t("Motif"), reason_text(problem_of(mission))),
        ],
        state=t("Le livreur vous l’a rapportée"),
        what_next=t("Gardez-la : le client peut demander une nouvelle livraison."),
    )
    return Notice(
        Kind.SHOP_ORDER_RETURNED,
        Category.MISSION,
        content=Choices(body=body, choices=[desk_button()]),
        fallback=shop_update(reference, t("elle vous a été rapportée")),
    )
