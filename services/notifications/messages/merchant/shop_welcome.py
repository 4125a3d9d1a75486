"""A new shop's first message: what its chat is for.

It has no template: outside the window the decision about the application has one, which is enough.
"""

from services.notifications.messages.layout import Fact, card, plain
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.events import MerchantRegistered
from shared.texts import t


def shop_welcome(event: MerchantRegistered) -> Notice:
    """Show the merchant the first steps, while the chat is open."""
    name = plain(event.merchant_name) or t("le commerce")
    body = card(
        t("BIENVENUE CHEZ TOKTOK"),
        facts=[Fact("🏪", t("Commerce"), name)],
        state=t("Votre boutique est créée"),
        what_next=t(
            "Ajoutez vos articles avec leur photo, puis ouvrez la boutique : les commandes "
            "arrivent ici, vous répondez d’un geste."
        ),
    )
    shelf = Choice(id=action_id(Action.SHELF), title=t("📦 Mes articles"))
    return Notice(
        Kind.SHOP_WELCOME,
        Category.MISSION,
        content=Choices(body=body, choices=[shelf, desk_button()]),
        is_optional=True,
    )
