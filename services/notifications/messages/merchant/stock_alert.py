"""What the two alerts about the shelf share: the product, what is left of it, the question."""

from services.notifications.messages.layout import Fact, card, plain
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import stock_alert
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.events import StockFell


def ask_to_restock(event: StockFell, *, kind: Kind, title: str, state: str) -> Message:
    """Name the product and what is left, and ask whether to fill it up."""
    name, product_id = plain(event.product.name) or "un article", str(event.product.id)
    body = card(
        title,
        facts=[
            Fact("📦", "1 article", name),
            Fact("📉", "Reste", str(event.left)),
            Fact("🔔", "Seuil", str(event.product.low_stock_threshold)),
        ],
        state=state,
        what_next="Réassort ?",
    )
    buttons = [
        Button(id=action_id(Action.RESTOCK, product_id), title="Oui"),
        Button(id=action_id(Action.LEAVE_STOCK, product_id), title="Non"),
    ]
    return Message(
        kind,
        Category.MISSION,
        content=Buttons(body=body, buttons=buttons, image_link=event.product.image_url),
        fallback=stock_alert([f"{name} (reste {event.left})"], product_id=event.product.id),
    )
