"""A product is nearly sold out."""

from services.notifications.messages.merchant.stock_alert import ask_to_restock
from services.notifications.messages.message import Kind, Notice
from shared.contracts.orders.events import StockFell
from shared.texts import t


def stock_low(event: StockFell) -> Notice:
    """Tell the merchant in time."""
    return ask_to_restock(
        event, kind=Kind.STOCK_LOW, title=t("STOCK BAS"), state=t("Cet article s’épuise")
    )
