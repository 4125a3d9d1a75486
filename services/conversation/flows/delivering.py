"""The driver hands the parcel over: the client's code proves it, or else a photo."""

from typing import Final

from pydantic import BaseModel

from services.conversation.desks.cards.jobs import job_done
from services.conversation.desks.driver import ROLE
from services.conversation.dialogue.forms import (
    Choice,
    Draft,
    Facts,
    Flow,
    Heard,
    Mend,
    Question,
    Read,
    Values,
    ask,
)
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_code, read_photo
from services.conversation.dialogue.replies import Reply
from services.conversation.dialogue.said import Kind
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import Mission, MissionStatus
from shared.contracts.orders.calls import GET_MISSION, REPORT_STEP
from shared.texts import Line, t
from shared.values.money import Money


def _mission(draft: Draft) -> Request:
    return Request(GET_MISSION, {"reference": draft["reference"]})


def _question(draft: Draft, facts: Facts) -> tuple[Line, ...]:
    mission = Mission.model_validate(facts[GET_MISSION.name])
    lines: list[Line] = [t("🏁 *Remise de* `{ref}`", ref=draft["reference"])]
    if mission.cash_to_collect:
        cash = Money(mission.cash_to_collect)
        lines.append(t("💵 Encaissez d’abord *{cash}*.", cash=cash))
    return (*lines, t("🔐 Quel code le client vous donne ? Ex. _4821_"))


def _read_proof(heard: Heard) -> Read:
    """Read the code; a photo stands for it."""
    if heard.said.kind is Kind.IMAGE and heard.said.media_id:
        return Values({"code": None, "photo": heard.said.media_id}, t("📷 Photo bien reçue."))
    return read_code("code")(heard)


class DeliveringForm(BaseModel):
    """What proves a delivery: the code, or a photo where nobody has it."""

    reference: str
    code: str | None = ask(
        Question(
            text=_question,
            again=t("🔐 Écrivez les quatre chiffres, par exemple : *4821*."),
            label=t("🔐 Le code"),
            reader=_read_proof,
            choices=(Choice("none", t("📷 Pas de code"), {"code": None}),),
            needs=_mission,
        )
    )
    photo: str | None = ask(
        Question(
            text=t("📷 *Envoyez une photo du colis remis.*\nElle sera montrée au client."),
            again=t("📷 Touchez 📎, puis Appareil photo."),
            label=t("📷 La photo"),
            reader=read_photo("photo"),
            only_if=lambda draft: draft.get("code") is None,
        )
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    body = {"reference": draft["reference"], "status": MissionStatus.DELIVERED.value}
    proof = {"code": draft.get("code"), "photo_media_id": draft.get("photo")}
    return Request(REPORT_STEP, {**body, **{k: v for k, v in proof.items() if v}})


def _told(answer: Answer) -> Reply:
    return job_done(answer.of(REPORT_STEP))


_LOCKED: Final = Mend(t("🔒 Trop d’essais : il me faut une photo."), values={"code": None})


def _refused(answer: Answer, _draft: Draft) -> Mend | None:
    match answer.refusal:
        case "wrong_code" if answer.params.get("tries_left") == 0:
            return _LOCKED
        case "wrong_code":
            left = answer.params.get("tries_left", "")
            return Mend(
                t("❌ Ce n’est pas le bon code. Essais restants : {left}.", left=left), asks="code"
            )
        case "code_locked":
            return _LOCKED
        case _:
            return None


FLOW = Flow(
    name="delivering",
    version=1,
    title=t("🏁 Remise du colis"),
    form=DeliveringForm,
    role=ROLE,
    opened_by={Action.DELIVER: ("reference",)},
    done=_done,
    told=_told,
    refused=_refused,
    ends_with=REPORT_STEP,
)
