"""Being forgotten: what goes and what stays is read back, and one clear word does it."""

from typing import Final

from pydantic import BaseModel

from services.conversation.desks.cards.personal_data import farewell, what_goes_and_stays
from services.conversation.dialogue.forms import (
    Choice,
    Draft,
    Facts,
    Flow,
    Heard,
    NotUnderstood,
    Question,
    Read,
    Values,
    ask,
)
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.replies import Reply
from services.conversation.understanding import normalise
from shared.contracts.conversation.api import Action
from shared.contracts.orders.calls import ERASE_PERSON
from shared.texts import t

_CONFIRMED: Final = {"is_confirmed": True}
# The word that the read-back asks for, in each language; a mere "oui" is not enough.
_WORDS: Final = frozenset(
    {
        "effacer",
        "effacer tout",
        "tout effacer",
        "supprimer",
        "tout supprimer",
        "delete",
        "delete all",
        "delete everything",
        "erase",
        "erase everything",
        "longola nyonso",
    }
)


def _read(heard: Heard) -> Read:
    if normalise(heard.said.text) in _WORDS:
        return Values(_CONFIRMED)
    return NotUnderstood(t("Rien n’est effacé pour le moment."))


class LeavingForm(BaseModel):
    """Whether the person said the word."""

    is_confirmed: bool | None = ask(
        Question(
            text=lambda _draft, _facts: what_goes_and_stays(),
            again=t("🗑️ Pour tout effacer, écrivez *EFFACER*. Pour tout garder : *annuler*."),
            label=t("🗑️ Confirmation"),
            reader=_read,
            choices=(Choice("erase", t("🗑️ Tout effacer"), _CONFIRMED),),
        )
    )


def _done(_draft: Draft, _facts: Facts) -> Request:
    return Request(ERASE_PERSON)


def _told(_answer: Answer) -> Reply:
    return farewell()


FLOW = Flow(
    name="leaving",
    version=1,
    title=t("🗑️ Tout effacer"),
    form=LeavingForm,
    is_fleeting=True,
    opened_by={Action.LEAVE: ()},
    done=_done,
    told=_told,
    ends_with=ERASE_PERSON,
)
