"""A product is nearly sold out."""

from services.notifications.messages.merchant.stock_alert import ask_to_restock
from services.notifications.messages.message import Kind, Message
from shared.contracts.orders.events import StockFell


def stock_low(event: StockFell) -> Message:
    """Tell the merchant in time."""
    return ask_to_restock(
        event, kind=Kind.STOCK_LOW, title="STOCK BAS", state="Cet article s’épuise"
    )
