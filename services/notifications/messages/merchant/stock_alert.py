"""What the two alerts about the shelf share: the product, what is left of it, the question."""

from services.notifications.messages.layout import Fact, card, plain
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import stock_alert
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.events import StockFell
from shared.texts import Line, t


def ask_to_restock(event: StockFell, *, kind: Kind, title: Line, state: Line) -> Notice:
    """Name the product and what is left, and ask whether to fill it up."""
    name = plain(event.product.name) or t("un article")
    product_id = str(event.product.id)
    body = card(
        title,
        facts=[
            Fact("📦", t("1 article"), name),
            Fact("📉", t("Reste"), str(event.left)),
            Fact("🔔", t("Seuil"), str(event.product.low_stock_threshold)),
        ],
        state=state,
        what_next=t("Réassort ?"),
    )
    buttons = [
        Choice(id=action_id(Action.RESTOCK, product_id), title=t("Oui")),
        Choice(id=action_id(Action.LEAVE_STOCK, product_id), title=t("Non")),
    ]
    return Notice(
        kind,
        Category.MISSION,
        content=Choices(body=body, choices=buttons, image_link=event.product.image_url),
        fallback=stock_alert(
            [t("{name} (reste {left})", name=name, left=event.left)], product_id=event.product.id
        ),
    )
