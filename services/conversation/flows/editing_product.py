"""One thing of a product is changed: its price, its stock or its picture."""

from pydantic import BaseModel

from services.conversation.desks.cards.shelf import product_card
from services.conversation.desks.merchant import ROLE
from services.conversation.dialogue.forms import Draft, Facts, Flow, Question, ask
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_amount, read_number, read_photo
from services.conversation.dialogue.replies import Reply
from shared.contracts.conversation.api import Action
from shared.contracts.orders.calls import EDIT_PRODUCT
from shared.texts import t

MOST_EXPENSIVE = 10_000_000
FULLEST_SHELF = 1_000_000


class EditingProductForm(BaseModel):
    """The new value; `what` says which one is asked."""

    product_id: str
    what: str
    price: int | None = ask(
        Question(
            text=t("💰 *Quel est le nouveau prix ?* Ex. _3500_"),
            again=t("💰 Écrivez juste le montant, par exemple : *3500*."),
            label=t("💰 Le prix"),
            reader=read_amount("price", at_most=MOST_EXPENSIVE),
            only_if=lambda draft: draft["what"] == "price",
        )
    )
    stock: int | None = ask(
        Question(
            text=t("🔢 *Combien en avez-vous sur l’étagère ?* Ex. _12_"),
            again=t("🔢 Écrivez juste le nombre, par exemple : *12*, ou *0*."),
            label=t("🔢 Le stock"),
            reader=read_number("stock", at_least=0, at_most=FULLEST_SHELF),
            only_if=lambda draft: draft["what"] == "stock",
        )
    )
    photo: str | None = ask(
        Question(
            text=t("📷 *Envoyez la nouvelle photo.*"),
            again=t("📷 Touchez 📎, puis Appareil photo ou Galerie."),
            label=t("📷 La photo"),
            reader=read_photo("photo"),
            only_if=lambda draft: draft["what"] == "photo",
        )
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    named = {"price": "price", "stock": "stock", "photo": "photo_media_id"}
    changes = {named[name]: draft[name] for name in named if draft.get(name) is not None}
    return Request(EDIT_PRODUCT, {"product_id": draft["product_id"], **changes})


def _told(answer: Answer) -> Reply:
    return product_card(answer.of(EDIT_PRODUCT))


FLOW = Flow(
    name="editing_product",
    version=1,
    title=t("✏️ Changer un produit"),
    form=EditingProductForm,
    role=ROLE,
    opened_by={Action.EDIT_PRODUCT: ("product_id", "what")},
    done=_done,
    told=_told,
    ends_with=EDIT_PRODUCT,
)
