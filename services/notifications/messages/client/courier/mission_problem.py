"""Something went wrong on the way, told as far as it is known."""

from services.notifications.messages.layout import (
    REASON_LIMIT,
    Fact,
    card,
    driver_text,
    followable,
    phone_text,
    plain,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.missions import problem_of
from services.notifications.messages.templates import mission_update
from shared.contracts.orders.api import Mission


def mission_problem(mission: Mission) -> Message:
    """Tell the client honestly, with whom to call."""
    driver = mission.driver
    body = card(
        "PROBLÈME SUR VOTRE COURSE",
        reference=mission.reference,
        facts=[
            Fact("⚠️", "Détail", plain(problem_of(mission), limit=REASON_LIMIT)),
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
        ],
        state="Votre course est en attente",
        what_next="Appelez le livreur si vous le pouvez. S’il ne peut pas livrer, il rapporte le "
        "colis et vous pourrez demander une nouvelle livraison. Une question ? Écrivez *aide*.",
    )
    return Message(
        Kind.MISSION_PROBLEM,
        Category.MISSION,
        content=followable(body, mission),
        fallback=mission_update(mission.reference, "un problème retarde votre colis"),
    )
