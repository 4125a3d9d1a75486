"""The office confirmed the cash that a driver brought."""

from services.notifications.messages.layout import Fact, card
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import driver_update
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.events import CashHandedOver
from shared.texts import t
from shared.values.money import Money


def cash_handed_over(event: CashHandedOver) -> Notice:
    """Tell the driver what was received, and what is left; none left is said too."""
    body = card(
        t("ESPÈCES REÇUES"),
        facts=[
            Fact("💵", t("Remis"), str(Money(event.amount))),
            Fact("👛", t("Encore en main"), str(Money(event.in_hand))),
        ],
        state=t("Le bureau a bien reçu vos espèces"),
        what_next=t("Merci ! Votre caisse est à jour."),
    )
    cash = Choice(id=action_id(Action.CASH), title=t("Ma caisse"))
    return Notice(
        Kind.CASH_HANDED_OVER,
        Category.RECEIPT,
        content=Choices(body=body, choices=[cash]),
        fallback=driver_update(
            t("remise d’espèces"), t("{amount} reçus au bureau", amount=Money(event.amount))
        ),
    )
