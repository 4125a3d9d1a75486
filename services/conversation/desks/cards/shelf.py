"""How a merchant sees the shelf: products, stock, what is promised."""

from services.conversation.desks.cards.shop import NEW_PRODUCT, SHELF
from services.conversation.dialogue.menu import start_id
from services.conversation.dialogue.replies import Option, Reply, reply
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.catalogue import ImageState, Shelf, ShelfProduct
from shared.texts import Line, Text, t
from shared.values.money import Money

NEW = Option(start_id(NEW_PRODUCT), t("➕ Nouveau produit"))


def shelf_card(shelf: Shelf) -> Reply:
    """List the products; one alone is shown whole."""
    if len(shelf.products) == 1:
        return product_card(shelf.products[0])
    if not shelf.products:
        return reply(t("📦 Vous n’avez pas encore ce produit."), options=(NEW, SHELF))
    rows = tuple(_row(product) for product in shelf.products)
    lines = (t("📦 *VOS PRODUITS* ({count})", count=len(rows)), t("Touchez-en un pour le changer."))
    return Reply(lines=lines, options=(*rows, NEW), list_label=t("Voir les produits"))


def product_card(product: ShelfProduct) -> Reply:
    """Show a product as its merchant needs it, with what can be changed."""
    lines: list[Line] = [
        t("📦 *{name}*", name=product.name),
        t("💰 {price} · {category}", price=Money(product.price), category=product.category),
        stock_line(product),
    ]
    if not product.is_active:
        lines.append(t("⏸️ En pause : les clients ne le voient pas."))
    if product.image_state is ImageState.REFUSED:
        lines.append(t("📷 La photo n’a pas pu être utilisée."))
    ident = str(product.id)
    pause = Option(action_id(Action.PAUSE_PRODUCT, ident), t("⏸️ Mettre en pause"))
    if not product.is_active:
        pause = Option(action_id(Action.SELL_PRODUCT, ident), t("▶️ Remettre en vente"))
    options = (
        Option(action_id(Action.RESTOCK, ident), t("➕ Réassort")),
        _edit(ident, "stock", t("🔢 Corriger le stock")),
        _edit(ident, "price", t("💰 Changer le prix")),
        _edit(ident, "photo", t("📷 Changer la photo")),
        pause,
        SHELF,
    )
    return Reply(
        lines=tuple(lines), options=options, list_label=t("Changer"), picture=product.image_url
    )


def stock_line(product: ShelfProduct) -> Text:
    """Say what is on the shelf and what of it is promised."""
    left = product.stock - product.reserved
    if left <= 0:
        return t("🔴 *Épuisé* ({stock} en stock, tout est réservé)", stock=product.stock)
    mark = "🟠" if left <= product.low_stock_threshold else "🟢"
    if product.reserved:
        return t(
            "{mark} *{left}* disponibles ({stock} en stock, {reserved} réservés)",
            mark=mark,
            left=left,
            stock=product.stock,
            reserved=product.reserved,
        )
    return t("{mark} *{left}* en stock", mark=mark, left=left)


def _edit(product_id: str, what: str, title: Text) -> Option:
    return Option(action_id(Action.EDIT_PRODUCT, product_id, what), title)


def _row(product: ShelfProduct) -> Option:
    left = product.stock - product.reserved
    pause = " · ⏸️" if not product.is_active else ""
    return Option(
        action_id(Action.PRODUCT, str(product.id)),
        Text("{name}", {"name": product.name}),
        t("{price} · reste {left}{pause}", price=Money(product.price), left=left, pause=pause),
    )
