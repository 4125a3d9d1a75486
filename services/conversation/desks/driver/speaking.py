"""What a driver says of a job instead of tapping: "arrivé", "livré", the four digits of a code.

Which job is meant is only known once the jobs in hand are: the words travel with the question.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.desks.cards.jobs import next_status
from services.conversation.dialogue.desk import Start, Told
from services.conversation.dialogue.intents import Request
from shared.contracts.orders.api import Driver, Mission, MissionStatus
from shared.contracts.orders.calls import GET_DRIVER, REPORT_STEP

SAID, CODE = "said", "code"
_FOUR_DIGITS: Final = re.compile(r"(?:code )?(\d) ?(\d) ?(\d) ?(\d)")
# French, English, Lingala, pidgin; what the buttons say in each language is among them.
_STEPS: Final[tuple[tuple[str, tuple[MissionStatus, ...]], ...]] = (
    (
        (
            "je pars | parti | je suis parti | c est parti | en route | je suis en route"
            "| i m leaving | leaving | on the way | i m on the way | on my way | i m on my way"
            "| nakei | nazali na nzela | nazali nzela | nabandi nzela | a don go | i don go"
        ),
        (MissionStatus.TO_PICKUP, MissionStatus.IN_TRANSIT),
    ),
    (
        (
            "arrive | je suis arrive | j y suis | sur place | je suis sur place | je suis au depart"
            "| arrived | i ve arrived | i have arrived | i m here | i m there | at pick up"
            "| i m at pick up | i m at the pick up | nakomi | nakomi kozwa | nakomi kopesa"
            "| nakomi awa | a don reach | i don reach | don reach"
        ),
        (MissionStatus.AT_PICKUP, MissionStatus.AT_DROPOFF),
    ),
    (
        (
            "recupere | colis recupere | j ai recupere | j ai le colis | j ai recupere le colis"
            "| picked up | parcel picked up | i picked it up | i have the parcel | i have it"
            "| i got the parcel | got the parcel | nazwi colis | nazwi | nazwi yango | nazwi eloko"
            "| a don take am | i don take am | i don collect am"
        ),
        (MissionStatus.PICKED_UP,),
    ),
    (
        (
            "livre | c est livre | colis livre | j ai livre | remis | colis remis"
            "| delivered | it s delivered | i delivered it | i ve delivered | parcel delivered"
            "| napesi colis | napesi | napesi yango | epesami | a don deliver | i don deliver"
            "| i don give am"
        ),
        (MissionStatus.DELIVERED,),
    ),
    (
        (
            "probleme | un probleme | j ai un probleme | client absent | le client est absent"
            "| problem | a problem | i have a problem | there s a problem | customer absent"
            "| client absent | the customer is absent | mokakatano | mokakatano ezali"
            "| probleme ezali | nazali na probleme | client azali te | wahala"
        ),
        (),
    ),
)
_BY_WORDS: Final = {words.strip(): steps for listed, steps in _STEPS for words in listed.split("|")}


def hears(words: str) -> Request | None:
    """Take a code or a step that is written; the jobs in hand say whose it is."""
    if (digits := _FOUR_DIGITS.fullmatch(words)) is not None:
        return Request(GET_DRIVER, {CODE: "".join(digits.groups())})
    if (steps := _BY_WORDS.get(words)) is not None:
        return Request(GET_DRIVER, {SAID: [step.value for step in steps]})
    return None


def done_as_said(driver: Driver, body: Mapping[str, Any]) -> Told | None:
    """Do what was said of the only job it fits; None when the jobs had better be shown."""
    if (code := body.get(CODE)) is not None:
        at_door = [one for one in driver.active_missions if _is_at_door(one)]
        if len(at_door) != 1:
            return None
        return (Start("delivering", {"reference": at_door[0].reference, "code": str(code)}),)
    if len(driver.active_missions) != 1:
        return None
    mission = driver.active_missions[0]
    step = next_status(mission)
    if step is None or step.value not in body.get(SAID, ()):
        return None
    return (_taken(mission, step),)


def _is_at_door(mission: Mission) -> bool:
    return mission.status is MissionStatus.AT_DROPOFF


def _taken(mission: Mission, step: MissionStatus) -> Start | Request:
    """Take a step; a hand-over and a shop's parcel want their proof first."""
    reference = {"reference": mission.reference}
    if step is MissionStatus.DELIVERED:
        return Start("delivering", reference)
    if step is MissionStatus.PICKED_UP and mission.order_reference:
        return Start("collecting", reference)
    return Request(REPORT_STEP, {**reference, "status": step.value})
