"""Somebody who asked to deliver is told what was decided."""

from services.notifications.messages.layout import Fact, card, menu_button, plain
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.reasons import reason_text
from services.notifications.messages.templates import application_decision
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.applications import Application, ApplicationState
from shared.texts import t


def driver_application_decided(application: Application) -> Notice | None:
    """Welcome the driver, or say honestly why not; nothing while it is pending."""
    match application.state:
        case ApplicationState.APPROVED:
            return _welcome(application)
        case ApplicationState.REJECTED:
            return _regret(application)
        case ApplicationState.PENDING_REVIEW:
            return None


def _welcome(application: Application) -> Notice:
    body = card(
        t("BIENVENUE PARMI LES LIVREURS"),
        facts=[
            Fact("👤", t("Nom"), plain(application.name)),
            Fact("📍", t("Ville"), plain(application.city)),
        ],
        state=t("Votre demande est acceptée"),
        what_next=t(
            "Mettez-vous en service quand vous êtes prêt : les courses proches de vous "
            "arrivent ici."
        ),
    )
    start = Choice(id=action_id(Action.DUTY_ON), title=t("🟢 En service"))
    return Notice(
        Kind.DRIVER_APPLICATION_DECIDED,
        Category.MISSION,
        content=Choices(body=body, choices=[start]),
        fallback=application_decision(t("devenir livreur"), t("elle est acceptée, bienvenue")),
    )


def _regret(application: Application) -> Notice:
    reason = reason_text(application.reason)
    body = card(
        t("VOTRE DEMANDE DE LIVREUR"),
        facts=[Fact("💬", t("Motif"), reason)],
        state=t("Nous ne pouvons pas l’accepter pour l’instant"),
        what_next=t("Vous pouvez refaire une demande quand c’est réglé. Merci de votre intérêt."),
    )
    return Notice(
        Kind.DRIVER_APPLICATION_DECIDED,
        Category.MISSION,
        content=Choices(body=body, choices=[menu_button()]),
        fallback=application_decision(t("devenir livreur"), t("elle n’est pas acceptée")),
    )
