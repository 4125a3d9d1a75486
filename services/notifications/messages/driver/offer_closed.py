"""An offer ended without this driver: one polite line, and only while it is still news."""

from datetime import datetime, timedelta
from typing import Final

from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.notifications.api import TextContent
from shared.contracts.orders.api import Offer

STAYS_NEWS: Final = timedelta(minutes=10)

# The reasons of orders' OfferClosed; another one gets the neutral sentence.
_SENTENCES: Final = {
    "expired": "Le temps de réponse est passé, la course est proposée à un autre livreur.",
    "taken": "Un autre livreur a été plus rapide cette fois.",
    "cancelled": "Le client a annulé sa demande.",
}
_NEUTRAL: Final = "Cette offre n’est plus disponible."


def offer_closed(offer: Offer, *, reason: str, closed_at: datetime) -> Message:
    """Tell the driver that the offer is gone; not worth a template."""
    sentence = _SENTENCES.get(reason, _NEUTRAL)
    body = f"`{offer.mission.reference}` {sentence} Merci, à bientôt pour la prochaine !"
    return Message(
        Kind.OFFER_CLOSED,
        Category.OFFER,
        content=TextContent(body=body),
        expires_at=closed_at + STAYS_NEWS,
        is_optional=True,
    )
