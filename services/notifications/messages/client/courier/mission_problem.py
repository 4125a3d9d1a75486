"""Something went wrong on the way, told as far as it is known."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    followable,
    phone_text,
)
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.missions import problem_of
from services.notifications.messages.reasons import reason_text
from services.notifications.messages.templates import mission_update
from shared.contracts.orders.api import Mission
from shared.texts import t


def mission_problem(mission: Mission) -> Notice:
    """Tell the client honestly, with whom to call."""
    driver = mission.driver
    body = card(
        t("PROBLÈME SUR VOTRE COURSE"),
        reference=mission.reference,
        facts=[
            Fact("⚠️", t("Détail"), reason_text(problem_of(mission))),
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
        ],
        state=t("Votre course est en attente"),
        what_next=t(
            "Appelez le livreur si vous le pouvez. S’il ne peut pas livrer, il rapporte le "
            "colis et vous pourrez demander une nouvelle livraison. Une question ? Écrivez *aide*."
        ),
    )
    return Notice(
        Kind.MISSION_PROBLEM,
        Category.MISSION,
        content=followable(body, mission),
        fallback=mission_update(mission.reference, t("un problème retarde votre colis")),
    )
