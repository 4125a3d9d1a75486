"""The parcel cannot be handed over: why, and a photo when there is something to see."""

from pydantic import BaseModel

from services.conversation.cards.jobs import next_steps
from services.conversation.desks.driver import ROLE
from services.conversation.dialogue.forms import (
    Choice,
    Draft,
    Facts,
    Flow,
    Question,
    ask,
)
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_photo, read_words
from services.conversation.dialogue.replies import Reply, reply
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


class FailingForm(BaseModel):
    """Why a delivery cannot go on; the client reads it."""

    reference: str
    note: str | None = ask(
        Question(
            text=t("⚠️ *Que se passe-t-il ?* Choisissez, ou écrivez-le en quelques mots."),
            again=t("⚠️ Par exemple : *client absent*."),
            label=t("⚠️ La raison"),
            reader=read_words(
                "note", why=t("Dites en quelques mots ce qui se passe."), at_most=300
            ),
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
        t("⚠️ C’est noté, le client est prévenu : _{why}_", why=mission.problem or ""),
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
