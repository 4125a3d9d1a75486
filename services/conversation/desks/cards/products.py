"""How shops and products are told to a client: a row of a list, the card before it is bought."""

from typing import Final

from services.conversation.desks.cards.figures import one_decimal
from shared.contracts.orders.catalogue import Merchant, Product
from shared.texts import Line, Text, t
from shared.values.money import Money

FEW: Final = 5
ROW_TITLE: Final = 24  # a longer name is cut there, and told whole in the description


def product_words(product: Product) -> Text:
    """Describe a product in one row: what it costs, where, and how much is left."""
    words: list[Line] = [t("{price}", price=Money(product.price)), product.seller.name]
    if len(product.name) > ROW_TITLE:
        words.insert(0, product.name)
    if not product.seller.is_open:
        words.append(t("fermé"))
    elif (left := stock_words(product)) is not None:
        words.append(left)
    return _joined(words)


def shop_words(merchant: Merchant) -> Text:
    """Describe a shop in one row: what people think of it, where, and when."""
    words: list[Line] = [merchant.place.quartier or merchant.place.label, merchant.hours]
    if merchant.rating is not None:
        words.insert(0, t("⭐ {stars}", stars=one_decimal(merchant.rating)))
    return _joined(words)


def closed_line(merchant: Merchant) -> Text:
    """Name a shop that sells nothing now, with its hours."""
    return t("😴 {name} : fermé ({hours})", name=merchant.name, hours=merchant.hours)


def product_card(product: Product) -> tuple[Line, ...]:
    """Tell a product before it is bought; its picture is shown above."""
    lines: list[Line] = [t("*{name}*", name=product.name)]
    if product.description:
        lines.append(t("_{what}_", what=product.description))
    lines.append(t("💰 *{price}*", price=Money(product.price)))
    lines.append(t("🏪 {shop}", shop=product.seller.name))
    if not product.seller.is_open:
        lines.append(t("😴 La boutique est fermée pour le moment."))
    elif (left := stock_words(product)) is not None:
        lines.append(t("📦 {left}", left=left))
    return tuple(lines)


def stock_words(product: Product) -> Text | None:
    """Say how much is left when that matters: nothing, or little."""
    if product.left <= 0 or not product.is_available:
        return t("épuisé")
    return t("il en reste {left}", left=product.left) if product.left <= FEW else None


def _joined(words: list[Line]) -> Text:
    names = [f"w{at}" for at in range(len(words))]
    message = " · ".join("{" + name + "}" for name in names)
    return Text(message, dict(zip(names, words, strict=True)))
