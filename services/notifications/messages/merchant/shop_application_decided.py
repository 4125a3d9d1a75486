"""Somebody who asked to sell is told what was decided; how a shop works is the welcome's part."""

from services.notifications.messages.layout import REASON_LIMIT, Fact, card, menu_button, plain
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import application_decision
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.applications import Application, ApplicationState


def shop_application_decided(application: Application) -> Message | None:
    """Open the door, or say honestly why not; nothing while it is pending."""
    match application.state:
        case ApplicationState.APPROVED:
            return _opened(application)
        case ApplicationState.REJECTED:
            return _regret(application)
        case ApplicationState.PENDING_REVIEW:
            return None


def _opened(application: Application) -> Message:
    body = card(
        "VOTRE COMMERCE EST ACCEPTÉ",
        facts=[
            Fact("🏪", "Commerce", plain(application.name)),
            Fact("📍", "Ville", plain(application.city)),
        ],
        state="Votre demande est acceptée",
        what_next="Votre boutique vous attend.",
    )
    return Message(
        Kind.SHOP_APPLICATION_DECIDED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[desk_button()]),
        fallback=application_decision("ouvrir un commerce", "elle est acceptée, bienvenue"),
    )


def _regret(application: Application) -> Message:
    reason = plain(application.reason, limit=REASON_LIMIT)
    body = card(
        "VOTRE DEMANDE DE COMMERCE",
        facts=[Fact("💬", "Motif", reason)],
        state="Nous ne pouvons pas l’accepter pour l’instant",
        what_next="Vous pouvez refaire une demande quand c’est réglé. Merci de votre intérêt.",
    )
    return Message(
        Kind.SHOP_APPLICATION_DECIDED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[menu_button()]),
        fallback=application_decision("ouvrir un commerce", "elle n’est pas acceptée"),
    )
