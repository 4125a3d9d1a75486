"""The questions that fill the cart, in the order they are asked."""

from typing import Final

from services.conversation.dialogue.forms import Draft, NotUnderstood, Question
from services.conversation.flows.marketplace import cart, counting, products, shops, towns
from services.conversation.flows.marketplace.basket import lines_of
from services.conversation.flows.marketplace.words import read_wish
from shared.texts import t


def _seeks(draft: Draft) -> bool:
    return not lines_of(draft) or bool(draft.get("adds"))


def _is_seeking(draft: Draft) -> bool:
    return draft.get("wish") is not None or draft.get("picks_line") is not None


CITY: Final = Question(
    text=t("🏙️ *Dans quelle ville êtes-vous ?*\nEx. _Brazzaville_"),
    again=t("🏙️ Touchez votre ville, ou écrivez-la, par exemple : *Pointe-Noire*."),
    label=t("🏙️ La ville"),
    reader=towns.read_city,
    choices=towns.cities,
    is_editable=False,
)
WISH: Final = Question(
    text=t(
        "🛍️ *Que cherchez-vous ?*\nÉcrivez-le (ex. _poulet mayo moins de 3000_), ou "
        "choisissez un genre de boutique."
    ),
    again=t("🛍️ Écrivez un article, par exemple : *riz* ou *poulet mayo chez Mireille*."),
    label=t("🛍️ L’article"),
    reader=read_wish,
    choices=shops.kinds_of_shops,
    only_if=_seeks,
    is_editable=False,
)
SHOP: Final = Question(
    text=shops.shop_lines,
    again=t("🏪 Touchez une boutique, ou écrivez ce que vous cherchez, par ex. *riz*."),
    label=t("🏪 La boutique"),
    reader=read_wish,
    choices=shops.shop_choices,
    only_if=shops.asks_shop,
    needs=shops.needs_shops,
    known=shops.known_shop,
    is_editable=False,
)
PICKS_LINE: Final = Question(
    text=t("✏️ *Quel article changer ?*\nEx. _le poulet_"),
    again=t("✏️ Touchez un article du panier, ou écrivez son nom."),
    label=t("✏️ Un article"),
    reader=cart.read_line,
    choices=cart.line_choices,
    only_if=lambda draft: bool(draft.get("edits")),
    is_editable=False,
)
PRODUCT: Final = Question(
    text=products.found_lines,
    again=t("🔎 Touchez un article, ou écrivez autre chose, par exemple : *jus*."),
    label=t("🔎 L’article"),
    reader=read_wish,
    choices=products.product_choices,
    only_if=_is_seeking,
    needs=products.needs_products,
    known=products.known_product,
    is_editable=False,
)
ONE_SHOP: Final = Question(
    text=cart.two_shops,
    again=t("🛒 Touchez « Nouveau panier » ou « Garder le mien »."),
    label=t("🛒 La boutique"),
    reader=lambda _heard: NotUnderstood(t("Un panier est d’une seule boutique.")),
    choices=cart.NEW_CART,
    only_if=cart.is_of_another_shop,
    is_editable=False,
)
QUANTITY: Final = Question(
    text=counting.card_lines,
    again=t("🔢 Écrivez juste un nombre, par exemple : *2*."),
    label=t("🔢 La quantité"),
    reader=counting.read_quantity,
    choices=counting.quantities,
    only_if=lambda draft: draft.get("product") is not None,
    picture=counting.picture,
    known=counting.known_quantity,
    wants_number=True,
    is_editable=False,
)
IS_COMPLETE: Final = Question(
    text=cart.cart_lines,
    again=t("🛒 Touchez « Commander », ou écrivez un article à ajouter, ex. *un jus*."),
    label=t("🛒 Le panier"),
    reader=cart.read_more,
    choices=cart.cart_choices,
)
