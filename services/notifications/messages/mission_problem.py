"""Something went wrong on the way, told as far as it is known."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    followable,
    phone_text,
    plain,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.orders.api import Mission, MissionStatus


def mission_problem(mission: Mission) -> Message:
    """Tell the client honestly, with whom to call."""
    driver = mission.driver
    body = card(
        "PROBLÈME SUR VOTRE COURSE",
        reference=mission.reference,
        facts=[
            Fact("⚠️", "Détail", plain(_newest_note(mission), limit=200)),
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
        ],
        state="Votre course est en attente",
        what_next="Nous cherchons une solution et vous tenons au courant. Une question ? "
        "Écrivez *aide*.",
    )
    return Message(
        Kind.MISSION_PROBLEM,
        Category.MISSION,
        content=followable(body, mission),
        fallback=mission_update(mission.reference, "un problème retarde votre colis"),
    )


def _newest_note(mission: Mission) -> str | None:
    problems = [entry for entry in mission.timeline if entry.status is MissionStatus.PROBLEM]
    return problems[-1].note if problems else None
