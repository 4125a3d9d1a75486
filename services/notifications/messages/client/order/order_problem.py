"""The order could not be given to its client yet, told as far as it is known."""

from services.notifications.messages.layout import (
    Fact,
    card,
    driver_text,
    followable,
    phone_text,
)
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.missions import problem_of
from services.notifications.messages.orders import reference_of
from services.notifications.messages.reasons import reason_text
from services.notifications.messages.templates import order_update
from shared.contracts.orders.api import Mission
from shared.texts import t


def order_problem(mission: Mission) -> Notice:
    """Tell the client honestly, with whom to call."""
    driver, reference = mission.driver, reference_of(mission)
    body = card(
        t("PROBLÈME SUR VOTRE COMMANDE"),
        reference=reference,
        facts=[
            Fact("⚠️", t("Détail"), reason_text(problem_of(mission))),
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
        ],
        state=t("Votre commande est en attente"),
        what_next=t(
            "Appelez le livreur si vous le pouvez. Sinon il la rapporte au commerce, et vous "
            "pourrez demander une nouvelle livraison. Une question ? Écrivez *aide*."
        ),
    )
    return Notice(
        Kind.ORDER_PROBLEM,
        Category.MISSION,
        content=followable(body, mission),
        fallback=order_update(reference, t("un problème retarde la livraison")),
    )
