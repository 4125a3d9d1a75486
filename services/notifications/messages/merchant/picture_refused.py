"""A product's picture could not be used."""

from services.notifications.messages.layout import Fact, card, plain
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.reasons import reason_text
from services.notifications.messages.templates import shop_news
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.events import ProductImageRefused
from shared.texts import t


def picture_refused(event: ProductImageRefused) -> Notice:
    """Tell the merchant why, and that the product is on sale without it."""
    name = plain(event.product.name) or t("un article")
    body = card(
        t("PHOTO REFUSÉE"),
        facts=[
            Fact("📦", t("Article"), name),
            Fact("💬", t("Motif"), reason_text(event.reason)),
        ],
        state=t("L’article reste en vente, sans photo"),
        what_next=t("Envoyez une autre photo (JPEG ou PNG, 5 Mo au plus) en modifiant l’article."),
    )
    edit = Choice(id=action_id(Action.EDIT_PRODUCT, str(event.product.id)), title=t("Modifier"))
    return Notice(
        Kind.PICTURE_REFUSED,
        Category.MISSION,
        content=Choices(body=body, choices=[edit]),
        fallback=shop_news(
            plain(event.merchant.name) or t("le commerce"),
            t("la photo de « {product} » est refusée", product=name),
        ),
    )
