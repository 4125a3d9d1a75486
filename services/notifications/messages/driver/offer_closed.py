"""An offer ended without this driver: one polite line, and only while it is still news."""

from datetime import datetime, timedelta
from typing import Final

from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.wording import Words, joined
from shared.contracts.orders.api import Offer
from shared.texts import t

STAYS_NEWS: Final = timedelta(minutes=10)

# The reasons of orders' OfferClosed; another one gets the neutral sentence.
_SENTENCES: Final = {
    "expired": t("Le temps de réponse est passé, la course est proposée à un autre livreur."),
    "taken": t("Un autre livreur a été plus rapide cette fois."),
    "cancelled": t("Le client a annulé sa demande."),
}
_NEUTRAL: Final = t("Cette offre n’est plus disponible.")


def offer_closed(offer: Offer, *, reason: str, closed_at: datetime) -> Notice:
    """Tell the driver that the offer is gone; not worth a template."""
    sentence = _SENTENCES.get(reason, _NEUTRAL)
    thanks = t("Merci, à bientôt pour la prochaine !")
    body = joined([f"`{offer.mission.reference}`", sentence, thanks], " ")
    return Notice(
        Kind.OFFER_CLOSED,
        Category.OFFER,
        content=Words(body=body),
        expires_at=closed_at + STAYS_NEWS,
        is_optional=True,
    )
