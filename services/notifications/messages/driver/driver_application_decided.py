"""Somebody who asked to deliver is told what was decided."""

from services.notifications.messages.layout import REASON_LIMIT, Fact, card, menu_button, plain
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import application_decision
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.applications import Application, ApplicationState


def driver_application_decided(application: Application) -> Message | None:
    """Welcome the driver, or say honestly why not; nothing while it is pending."""
    match application.state:
        case ApplicationState.APPROVED:
            return _welcome(application)
        case ApplicationState.REJECTED:
            return _regret(application)
        case ApplicationState.PENDING_REVIEW:
            return None


def _welcome(application: Application) -> Message:
    body = card(
        "BIENVENUE PARMI LES LIVREURS",
        facts=[
            Fact("👤", "Nom", plain(application.name)),
            Fact("📍", "Ville", plain(application.city)),
        ],
        state="Votre demande est acceptée",
        what_next="Mettez-vous en service quand vous êtes prêt : les courses proches de vous "
        "arrivent ici.",
    )
    start = Button(id=action_id(Action.DUTY_ON), title="🟢 En service")
    return Message(
        Kind.DRIVER_APPLICATION_DECIDED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[start]),
        fallback=application_decision("devenir livreur", "elle est acceptée, bienvenue"),
    )


def _regret(application: Application) -> Message:
    reason = plain(application.reason, limit=REASON_LIMIT)
    body = card(
        "VOTRE DEMANDE DE LIVREUR",
        facts=[Fact("💬", "Motif", reason)],
        state="Nous ne pouvons pas l’accepter pour l’instant",
        what_next="Vous pouvez refaire une demande quand c’est réglé. Merci de votre intérêt.",
    )
    return Message(
        Kind.DRIVER_APPLICATION_DECIDED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[menu_button()]),
        fallback=application_decision("devenir livreur", "elle n’est pas acceptée"),
    )
