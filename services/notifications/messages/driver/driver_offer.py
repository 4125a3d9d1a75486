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
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Offer
from shared.texts import t


def driver_offer(offer: Offer) -> Notice:
    """Ask the driver; the message is worth nothing once the offer has expired."""
    mission = offer.mission
    until = time_text(offer.expires_at, phone=offer.driver.phone)
    body = card(
        t("NOUVELLE COURSE"),
        reference=mission.reference,
        facts=[
            Fact("🛵", t("Distance de vous"), kilometres_text(offer.distance_to_pickup_m)),
            *job_facts(mission, pay=offer.pay),
            Fact("⏳", t("Répondez avant"), until),
        ],
        state=t("Cette course vous est réservée jusque-là"),
        what_next=t("La prenez-vous ?"),
    )
    offer_id = str(offer.id)
    return Notice(
        Kind.DRIVER_OFFER,
        Category.OFFER,
        content=Choices(
            body=body,
            choices=[
                Choice(id=action_id(Action.ACCEPT_OFFER, offer_id), title=t("Accepter")),
                Choice(id=action_id(Action.DECLINE_OFFER, offer_id), title=t("Refuser")),
            ],
        ),
        fallback=templates.driver_offer(
            route=t(
                "{route}, à {distance} de vous",
                route=route_text(mission),
                distance=kilometres_text(offer.distance_to_pickup_m),
            ),
            pay=francs_text(offer.pay) or t("à convenir"),
            offer_id=offer_id,
        ),
        expires_at=offer.expires_at,
    )
