"""A driver holds more cash than allowed: no cash jobs until it is handed over."""

from services.notifications.messages.layout import Fact, card
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import driver_update
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.events import CashCeilingPassed
from shared.texts import t
from shared.values.money import Money


def cash_ceiling_passed(event: CashCeilingPassed) -> Notice:
    """Tell the driver why fewer jobs come, and how to change it."""
    body = card(
        t("PLAFOND D’ESPÈCES DÉPASSÉ"),
        facts=[
            Fact("👛", t("En main"), str(Money(event.in_hand))),
            Fact("📏", t("Plafond"), str(Money(event.ceiling))),
        ],
        state=t("Plus de course à encaisser pour l’instant"),
        what_next=t(
            "Remettez vos espèces au bureau : les courses à encaisser reviennent aussitôt."
        ),
    )
    hand_over = Choice(id=action_id(Action.HAND_OVER_CASH), title=t("💵 Remettre"))
    return Notice(
        Kind.CASH_CEILING_PASSED,
        Category.MISSION,
        content=Choices(body=body, choices=[hand_over]),
        fallback=driver_update(
            t("caisse"), t("le plafond d’espèces est dépassé, remettez-les au bureau")
        ),
    )
