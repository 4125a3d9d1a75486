"""A new shop's first message: what its chat is for."""

from services.notifications.messages.layout import Fact, card, plain
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.events import MerchantRegistered


def shop_welcome(event: MerchantRegistered) -> Message:
    """Show the merchant the first steps; worth nothing once the chat has gone cold."""
    body = card(
        "BIENVENUE CHEZ TOKTOK",
        facts=[Fact("🏪", "Commerce", plain(event.merchant_name))],
        state="Votre boutique est créée",
        what_next="Ajoutez vos articles avec leur photo, puis ouvrez la boutique : les commandes "
        "arrivent ici, vous répondez d’un geste.",
    )
    shelf = Button(id=action_id(Action.SHELF), title="📦 Mes articles")
    return Message(
        Kind.SHOP_WELCOME,
        Category.MISSION,
        content=Buttons(body=body, buttons=[shelf, desk_button()]),
        is_optional=True,
    )
