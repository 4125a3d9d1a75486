"""A driver holds more cash than allowed: no cash jobs until it is handed over."""

from services.notifications.messages.layout import Fact, card
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import driver_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.events import CashCeilingPassed
from shared.values.money import Money


def cash_ceiling_passed(event: CashCeilingPassed) -> Message:
    """Tell the driver why fewer jobs come, and how to change it."""
    body = card(
        "PLAFOND D’ESPÈCES DÉPASSÉ",
        facts=[
            Fact("👛", "En main", str(Money(event.in_hand))),
            Fact("📏", "Plafond", str(Money(event.ceiling))),
        ],
        state="Plus de course à encaisser pour l’instant",
        what_next="Remettez vos espèces au bureau : les courses à encaisser reviennent aussitôt.",
    )
    hand_over = Button(id=action_id(Action.HAND_OVER_CASH), title="💵 Remettre")
    return Message(
        Kind.CASH_CEILING_PASSED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[hand_over]),
        fallback=driver_update(
            "caisse", "le plafond d’espèces est dépassé, remettez-les au bureau"
        ),
    )
