"""A product is sold out: it cannot be ordered any more."""

from services.notifications.messages.merchant.stock_alert import ask_to_restock
from services.notifications.messages.message import Kind, Message
from shared.contracts.orders.events import StockFell


def stock_out(event: StockFell) -> Message:
    """Tell the merchant what cannot be sold."""
    return ask_to_restock(
        event,
        kind=Kind.STOCK_OUT,
        title="RUPTURE DE STOCK",
        state="Cet article n’est plus proposé aux clients",
    )
