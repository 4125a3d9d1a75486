"""The office confirmed the cash that a driver brought."""

from services.notifications.messages.layout import Fact, card
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import driver_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.events import CashHandedOver
from shared.values.money import Money


def cash_handed_over(event: CashHandedOver) -> Message:
    """Tell the driver what was received, and what is left; none left is said too."""
    body = card(
        "ESPÈCES REÇUES",
        facts=[
            Fact("💵", "Remis", str(Money(event.amount))),
            Fact("👛", "Encore en main", str(Money(event.in_hand))),
        ],
        state="Le bureau a bien reçu vos espèces",
        what_next="Merci ! Votre caisse est à jour.",
    )
    cash = Button(id=action_id(Action.CASH), title="Ma caisse")
    return Message(
        Kind.CASH_HANDED_OVER,
        Category.RECEIPT,
        content=Buttons(body=body, buttons=[cash]),
        fallback=driver_update("remise d’espèces", f"{Money(event.amount)} reçus au bureau"),
    )
