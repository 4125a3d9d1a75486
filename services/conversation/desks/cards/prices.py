"""How a price is read out: the total, and what it is made of."""

from typing import Final

from services.conversation.desks.cards.figures import kilometres
from shared.contracts.orders.api import Quote
from shared.texts import Line, Text, t
from shared.values.money import Money

_LINES: Final[dict[str, Text]] = {
    "base": t("prise en charge"),
    "distance": t("distance"),
    "zone": t("zone"),
    "time_of_day": t("nuit"),
    "size": t("taille du colis"),
    "minimum": t("minimum"),
    "rounding": t("arrondi"),
}


def price_lines(quote: Quote) -> tuple[Line, ...]:
    """Say the total, its breakdown, the distance and the time it takes."""
    parts: list[Line] = [
        t(
            "   • {name} : {amount}",
            name=_LINES.get(line.code, line.code),
            amount=Money(line.amount),
        )
        for line in quote.lines
        if line.amount
    ]
    distance = kilometres(quote.distance_m)
    return (
        t("💳 *Prix : {total}* ({km} km)", total=Money(quote.total), km=distance),
        *parts,
        t("⏱️ Livré en {low} à {high} min environ", low=quote.eta.low, high=quote.eta.high),
    )
