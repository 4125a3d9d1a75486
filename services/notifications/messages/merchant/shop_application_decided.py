"""Somebody who asked to sell is told what was decided; how a shop works is the welcome's part."""

from services.notifications.messages.layout import Fact, card, menu_button, plain
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.reasons import reason_text
from services.notifications.messages.templates import application_decision
from services.notifications.messages.wording import Choices
from shared.contracts.orders.applications import Application, ApplicationState
from shared.texts import t


def shop_application_decided(application: Application) -> Notice | None:
    """Open the door, or say honestly why not; nothing while it is pending."""
    match application.state:
        case ApplicationState.APPROVED:
            return _opened(application)
        case ApplicationState.REJECTED:
            return _regret(application)
        case ApplicationState.PENDING_REVIEW:
            return None


def _opened(application: Application) -> Notice:
    body = card(
        t("VOTRE COMMERCE EST ACCEPTÉ"),
        facts=[
            Fact("🏪", t("Commerce"), plain(application.name)),
            Fact("📍", t("Ville"), plain(application.city)),
        ],
        state=t("Votre demande est acceptée"),
        what_next=t("Votre boutique vous attend."),
    )
    return Notice(
        Kind.SHOP_APPLICATION_DECIDED,
        Category.MISSION,
        content=Choices(body=body, choices=[desk_button()]),
        fallback=application_decision(t("ouvrir un commerce"), t("elle est acceptée, bienvenue")),
    )


def _regret(application: Application) -> Notice:
    reason = reason_text(application.reason)
    body = card(
        t("VOTRE DEMANDE DE COMMERCE"),
        facts=[Fact("💬", t("Motif"), reason)],
        state=t("Nous ne pouvons pas l’accepter pour l’instant"),
        what_next=t("Vous pouvez refaire une demande quand c’est réglé. Merci de votre intérêt."),
    )
    return Notice(
        Kind.SHOP_APPLICATION_DECIDED,
        Category.MISSION,
        content=Choices(body=body, choices=[menu_button()]),
        fallback=application_decision(t("ouvrir un commerce"), t("elle n’est pas acceptée")),
    )
