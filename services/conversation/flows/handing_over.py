"""The merchant gives an order to the driver, who shows the code that proves it is the right one."""

from pydantic import BaseModel

from services.conversation.desks.cards.shop import shop_order_card
from services.conversation.desks.merchant import ROLE
from services.conversation.dialogue.forms import Draft, Facts, Flow, Mend, Question, ask
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_code
from services.conversation.dialogue.replies import Reply
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.calls import MOVE_ORDER
from shared.texts import t


class HandingOverForm(BaseModel):
    """The code that the driver shows."""

    reference: str
    code: str | None = ask(
        Question(
            text=t("🤝 *Quel code le livreur vous montre-t-il ?* Ex. _4821_"),
            again=t("🔐 Écrivez les quatre chiffres de son téléphone, par exemple : *4821*."),
            label=t("🔐 Le code"),
            reader=read_code("code"),
        )
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    move = {"reference": draft["reference"], "status": OrderStatus.HANDED_OVER.value}
    return Request(MOVE_ORDER, {**move, "code": draft["code"]})


def _told(answer: Answer) -> Reply:
    return shop_order_card(answer.of(MOVE_ORDER))


def _refused(answer: Answer, _draft: Draft) -> Mend | None:
    if answer.refusal != "wrong_code":
        return None
    left = answer.params.get("tries_left", "")
    why = t("❌ Ce n’est pas le code de ce livreur. Essais restants : {left}.", left=left)
    return Mend(why, asks="code")


FLOW = Flow(
    name="handing_over",
    version=1,
    title=t("🤝 Remettre une commande"),
    form=HandingOverForm,
    role=ROLE,
    opened_by={Action.GIVE_ORDER: ("reference",)},
    done=_done,
    told=_told,
    refused=_refused,
    ends_with=MOVE_ORDER,
)
