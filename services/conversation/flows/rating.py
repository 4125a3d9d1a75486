"""A word with the stars, which are kept already when this begins; never more than one question."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from services.conversation.dialogue.forms import (
    SKIP,
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
from services.conversation.dialogue.replies import Reply, reply
from services.conversation.dialogue.said import Kind
from services.conversation.understanding import Intent as Meaning
from shared.contracts.orders.calls import RATE_MISSION, RATE_ORDER
from shared.texts import Line, t

_LONGEST = 500
_ORDER_PREFIX = "CMD-"
_IS_A_WORD = (Meaning.UNKNOWN, Meaning.SUPPORT)
_IS_ALL = (Meaning.THANKS, Meaning.NO, Meaning.YES)


def _asked(draft: Draft, _facts: Facts) -> tuple[Line, ...]:
    who, stars = draft.get("who"), "⭐" * int(draft["stars"])
    example = t("_Ex. « très aimable ». Ou rien._")
    if not who:
        return (t("{stars} Merci ! *Un mot à ajouter ?*", stars=stars), example)
    return (t("{stars} Merci ! *Un mot pour {who} ?*", stars=stars, who=who), example)


def _read_word(heard: Heard) -> Read:
    """Take any words that are no other errand's for the comment."""
    words = heard.said.text.strip()
    if heard.said.kind is not Kind.TEXT or not 1 < len(words) <= _LONGEST:
        return NotUnderstood(t("Quelques mots suffisent."))
    if heard.understood.intent not in _IS_A_WORD:
        return NotUnderstood(t("Je n’ai pas compris."))
    return Values({"comment": words})


def _overhears(heard: Heard) -> Mapping[str, Any]:
    """Take "merci" or "ok" for no word at all."""
    is_all = heard.asking == "comment" and heard.understood.intent in _IS_ALL
    return {"comment": None} if is_all else {}


class RatingForm(BaseModel):
    """What was rated, and the word that may follow."""

    reference: str | None = None
    stars: int | None = None
    who: str | None = None
    comment: str | None = ask(
        Question(
            text=_asked,
            again=t("✍️ Un mot, par exemple : *rapide et poli*. Ou touchez « Rien »."),
            label=t("✍️ Un mot"),
            reader=_read_word,
            choices=(Choice(SKIP, t("Rien"), {"comment": None}),),
        )
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    """Rate again, now with the word: the last rating counts."""
    call = RATE_ORDER if draft["reference"].startswith(_ORDER_PREFIX) else RATE_MISSION
    rated = {"reference": draft["reference"], "stars": draft["stars"]}
    return Request(call, {**rated, "comment": draft.get("comment")})


def _told(_answer: Answer) -> Reply:
    return reply(t("🙏 Merci pour votre avis !"))


FLOW = Flow(
    name="rating",
    version=1,
    title=t("⭐ Votre avis"),
    form=RatingForm,
    done=_done,
    told=_told,
    overhears=_overhears,
    is_fleeting=True,
    ends_with=RATE_ORDER,
)
