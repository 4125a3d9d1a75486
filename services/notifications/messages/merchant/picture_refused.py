"""A product's picture could not be used."""

from services.notifications.messages.layout import REASON_LIMIT, Fact, card, plain
from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.events import ProductImageRefused


def picture_refused(event: ProductImageRefused) -> Message:
    """Tell the merchant why, and that the product is on sale without it; not worth a template."""
    body = card(
        "PHOTO REFUSÉE",
        facts=[
            Fact("📦", "Article", plain(event.product.name)),
            Fact("💬", "Motif", plain(event.reason, limit=REASON_LIMIT)),
        ],
        state="L’article reste en vente, sans photo",
        what_next="Envoyez une autre photo (JPEG ou PNG, 5 Mo au plus) en modifiant l’article.",
    )
    edit = Button(id=action_id(Action.EDIT_PRODUCT, str(event.product.id)), title="Modifier")
    return Message(
        Kind.PICTURE_REFUSED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[edit]),
        is_optional=True,
    )
