"""A product is sold out: it cannot be ordered any more."""

from services.notifications.messages.merchant.stock_alert import ask_to_restock
from services.notifications.messages.message import Kind, Notice
from shared.contracts.orders.events import StockFell
from shared.texts import t


def stock_out(event: StockFell) -> Notice:
    """Tell the merchant what cannot be sold."""
    return ask_to_restock(
        event,
        kind=Kind.STOCK_OUT,
        title=t("RUPTURE DE STOCK"),
        state=t("Cet article n’est plus proposé aux clients"),
    )
