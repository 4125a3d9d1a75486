"""The parcel cannot be handed over: why, and a photo when there is something to see."""

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from services.conversation.desks.cards.chosen_words import chosen_words
from services.conversation.desks.cards.jobs import next_steps
from services.conversation.desks.driver import ROLE
from services.conversation.dialogue.forms import (
    Choice,
    Draft,
    Facts,
    Flow,
    Heard,
    Question,
    Read,
    Values,
    ask,
)
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_photo, read_words
from services.conversation.dialogue.replies import Reply, reply
from services.conversation.understanding import normalise
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import Mission, MissionStatus
from shared.contracts.orders.calls import REPORT_STEP
from shared.texts import t

_REASONS = (
    Choice("absent", t("🚪 Client absent"), {"note": "Client absent"}),
    Choice("unreachable", t("📵 Client injoignable"), {"note": "Client injoignable"}),
    Choice("refused", t("🙅 Colis refusé"), {"note": "Colis refusé"}),
    Choice("address", t("🗺️ Mauvaise adresse"), {"note": "Mauvaise adresse"}),
    Choice("accident", t("🛠️ Panne ou accident"), {"note": "Panne ou accident"}),
)
_SAID: Final[Mapping[str, str]] = {
    "Client absent": (
        "absent | il est absent | le client est absent | the customer is absent | not there"
        "| customer not there | nobody home | no one home | azali te | moto azali te"
    ),
    "Client injoignable": (
        "injoignable | il ne repond pas | ne repond pas | unreachable | not answering"
        "| customer not answering | no pick up | azali kozwa te | azwami te"
    ),
    "Colis refusé": "refuse | il refuse | refused | customer refused | aboyi | client aboyi",
    "Mauvaise adresse": "adresse fausse | fausse adresse | bad address | adresse ezali te",
    "Panne ou accident": "panne | accident | breakdown | crash | moto ekufi | nazali na panne",
}
_BY_WORDS: Final = {
    words.strip(): reason for reason, listed in _SAID.items() for words in listed.split("|")
}
_OWN_WORDS: Final = read_words(
    "note", why=t("Dites en quelques mots ce qui se passe."), at_most=300
)


def _read_reason(heard: Heard) -> Read:
    """Read a reason of the list, however it is said, or the driver's own words."""
    reason = _BY_WORDS.get(normalise(heard.said.text))
    return Values({"note": reason}) if reason is not None else _OWN_WORDS(heard)


class FailingForm(BaseModel):
    """Why a delivery cannot go on; the client reads it."""

    reference: str
    note: str | None = ask(
        Question(
            text=t("⚠️ *Que se passe-t-il ?* Choisissez, ou écrivez-le en quelques mots."),
            again=t("⚠️ Par exemple : *client absent*."),
            label=t("⚠️ La raison"),
            reader=_read_reason,
            choices=_REASONS,
        )
    )
    photo: str | None = ask(
        Question(
            text=t("📷 *Envoyez une photo.*"),
            again=t("📷 Touchez 📎, puis Appareil photo."),
            label=t("📷 Une photo"),
            reader=read_photo("photo"),
            is_offered_only=True,
        )
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    body = {
        "reference": draft["reference"],
        "status": MissionStatus.PROBLEM.value,
        "note": draft["note"],
    }
    photo = draft.get("photo")
    return Request(REPORT_STEP, {**body, **({"photo_media_id": photo} if photo else {})})


def _told(answer: Answer) -> Reply:
    mission: Mission = answer.of(REPORT_STEP)
    return reply(
        t("⚠️ C’est noté, le client est prévenu : _{why}_", why=chosen_words(mission.problem or "")),
        t("Si ça s’arrange, livrez. Sinon, rapportez le colis au départ."),
        options=next_steps(mission),
    )


FLOW = Flow(
    name="failing",
    version=1,
    title=t("⚠️ Problème de livraison"),
    form=FailingForm,
    role=ROLE,
    opened_by={Action.FAIL: ("reference",)},
    done=_done,
    told=_told,
    ends_with=REPORT_STEP,
)
