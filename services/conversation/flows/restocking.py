"""The shelf is filled up: how many more there are now."""

from pydantic import BaseModel

from services.conversation.desks.cards.shelf import product_card
from services.conversation.desks.merchant import ROLE
from services.conversation.dialogue.forms import Choice, Draft, Facts, Flow, Question, ask
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_number
from services.conversation.dialogue.replies import Reply
from shared.contracts.conversation.api import Action
from shared.contracts.orders.calls import EDIT_PRODUCT
from shared.texts import t


class RestockingForm(BaseModel):
    """How many are added."""

    product_id: str
    stock_added: int | None = ask(
        Question(
            text=t("➕ *Combien en ajoutez-vous ?* Ex. _20_"),
            again=t("➕ Écrivez juste le nombre, par exemple : *20*."),
            label=t("➕ Le réassort"),
            reader=read_number("stock_added", at_least=1, at_most=100_000),
            choices=tuple(
                Choice(f"add{n}", t("+ {n}", n=n), {"stock_added": n}) for n in (10, 20, 50)
            ),
        )
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    return Request(
        EDIT_PRODUCT, {"product_id": draft["product_id"], "stock_added": draft["stock_added"]}
    )


def _told(answer: Answer) -> Reply:
    return product_card(answer.of(EDIT_PRODUCT))


FLOW = Flow(
    name="restocking",
    version=1,
    title=t("➕ Réassort"),
    form=RestockingForm,
    role=ROLE,
    opened_by={Action.RESTOCK: ("product_id",)},
    done=_done,
    told=_told,
    ends_with=EDIT_PRODUCT,
)
