"""A job proposed to one driver, who alone may take it until it expires."""

from services.notifications.messages import templates
from services.notifications.messages.driver.job import job_facts, route_text
from services.notifications.messages.layout import (
    Fact,
    card,
    francs_text,
    kilometres_text,
    time_text,
)
from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.api import Offer


def driver_offer(offer: Offer) -> Message:
    """Ask the driver; the message is worth nothing once the offer has expired."""
    mission = offer.mission
    until = time_text(offer.expires_at, phone=offer.driver.phone)
    body = card(
        "NOUVELLE COURSE",
        reference=mission.reference,
        facts=[
            Fact("🛵", "Distance de vous", kilometres_text(offer.distance_to_pickup_m)),
            *job_facts(mission, pay=offer.pay),
            Fact("⏳", "Répondez avant", until),
        ],
        state="Cette course vous est réservée jusque-là",
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
            route=f"{route_text(mission)}, à {kilometres_text(offer.distance_to_pickup_m)} de vous",
            pay=francs_text(offer.pay) or "à convenir",
            offer_id=offer_id,
        ),
        expires_at=offer.expires_at,
    )
