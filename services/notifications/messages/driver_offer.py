"""A job proposed to one driver, who alone may take it until it expires."""

from datetime import datetime

from services.notifications.messages import templates
from services.notifications.messages.layout import (
    Fact,
    card,
    francs_text,
    kilometres_text,
    place_text,
)
from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.api import Mission, Offer
from shared.values.place import distance_m


def driver_offer(offer: Offer, *, made_at: datetime) -> Message:
    """Ask the driver; the message is worth nothing once the offer has expired."""
    mission = offer.mission
    seconds = max(0, round((offer.expires_at - made_at).total_seconds()))
    body = card(
        "NOUVELLE COURSE",
        reference=mission.reference,
        facts=[
            Fact("📍", "Retrait", place_text(mission.pickup)),
            Fact("🛵", "Distance de vous", kilometres_text(offer.distance_to_pickup_m)),
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
            Fact("📏", "Trajet", _length_text(mission)),
            Fact("💰", "Votre gain", francs_text(offer.pay)),
            Fact("💵", "À encaisser", francs_text(mission.cash_to_collect)),
        ],
        state=f"Cette course vous est réservée pendant {seconds} secondes",
        what_next="La prenez-vous ?",
    )
    offer_id = str(offer.id)
    return Message(
        Kind.DRIVER_OFFER,
        Category.OFFER,
        content=Buttons(
            body=body,
            buttons=[
                Button(id=action_id(Action.ACCEPT_OFFER, offer_id), title="Accepter"),
                Button(id=action_id(Action.DECLINE_OFFER, offer_id), title="Refuser"),
            ],
        ),
        fallback=templates.driver_offer(
            route=f"de {place_text(mission.pickup)} à {place_text(mission.dropoff)}, "
            f"à {kilometres_text(offer.distance_to_pickup_m)} de vous",
            pay=francs_text(offer.pay) or "à convenir",
            offer_id=offer_id,
        ),
        expires_at=offer.expires_at,
    )


def _length_text(mission: Mission) -> str | None:
    pickup, dropoff = mission.pickup.place, mission.dropoff.place
    if not (pickup.is_located and dropoff.is_located):
        return None
    return kilometres_text(distance_m(pickup, dropoff))
