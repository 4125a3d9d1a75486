"""The driver has an order's parcel and the merchant could not type the code: a photo proves it."""

from pydantic import BaseModel

from services.conversation.desks.cards.jobs import job_now
from services.conversation.desks.driver import ROLE
from services.conversation.dialogue.forms import Draft, Facts, Flow, Question, ask
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_photo
from services.conversation.dialogue.replies import Reply
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import Mission, MissionStatus
from shared.contracts.orders.calls import GET_MISSION, REPORT_STEP
from shared.texts import Line, t


def _mission(draft: Draft) -> Request:
    return Request(GET_MISSION, {"reference": draft["reference"]})


def _question(_draft: Draft, facts: Facts) -> tuple[Line, ...]:
    code = Mission.model_validate(facts[GET_MISSION.name]).pickup_code or ""
    return (
        t("🔐 Montrez le code *{code}* au marchand : il le saisit, et je vous écris.", code=code),
        t("📷 S’il ne peut pas, envoyez ici une *photo du colis* que vous emportez."),
    )


class CollectingForm(BaseModel):
    """What proves that the parcel was collected without the merchant's phone."""

    reference: str
    photo: str | None = ask(
        Question(
            text=_question,
            again=t("📷 Touchez 📎, puis Appareil photo. *annuler* si le marchand a le code."),
            label=t("📷 La photo"),
            reader=read_photo("photo"),
            needs=_mission,
        )
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    return Request(
        REPORT_STEP,
        {
            "reference": draft["reference"],
            "status": MissionStatus.PICKED_UP.value,
            "photo_media_id": draft["photo"],
        },
    )


def _told(answer: Answer) -> Reply:
    return job_now(answer.of(REPORT_STEP))


FLOW = Flow(
    name="collecting",
    version=1,
    title=t("📦 Retrait du colis"),
    form=CollectingForm,
    role=ROLE,
    opened_by={Action.COLLECT: ("reference",)},
    done=_done,
    told=_told,
    ends_with=REPORT_STEP,
)
