"""The order could not be given to its client yet, told as far as it is known."""

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
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import order_update
from shared.contracts.orders.api import Mission


def order_problem(mission: Mission) -> Message:
    """Tell the client honestly, with whom to call."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        "PROBLÈME SUR VOTRE COMMANDE",
        reference=reference,
        facts=[
            Fact("⚠️", "Détail", plain(problem_of(mission), limit=REASON_LIMIT)),
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
        ],
        state="Votre commande est en attente",
        what_next="Appelez le livreur si vous le pouvez. Sinon il la rapporte au commerce, et vous "
        "pourrez demander une nouvelle livraison. Une question ? Écrivez *aide*.",
    )
    return Message(
        Kind.ORDER_PROBLEM,
        Category.MISSION,
        content=followable(body, mission),
        fallback=order_update(reference, "un problème retarde la livraison"),
    )
