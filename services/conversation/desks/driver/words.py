"""What a driver writes for what the desk's buttons do, in every language: whole messages."""

from collections.abc import Mapping
from typing import Final

from services.conversation.dialogue.intents import Request
from shared.contracts.orders.calls import (
    CHANGE_DUTY,
    GET_CASH,
    GET_DRIVER,
    LIST_DONE_JOBS,
    LIST_JOBS,
    START_HANDOVER,
)

GO_ON: Final = Request(CHANGE_DUTY, {"is_on_duty": True})
GO_OFF: Final = Request(CHANGE_DUTY, {"is_on_duty": False})

_SAID: Final[tuple[tuple[Request, str], ...]] = (
    (
        GO_ON,
        (
            "dispo | disponible | je suis dispo | je suis disponible | en service | libre"
            "| available | i m available | on duty | go on duty | i m on duty | start work"
            "| na mosala | nazali na mosala | nazali pret | nabandi mosala | nabandi"
        ),
    ),
    (
        GO_OFF,
        (
            "pause | fin de service | hors service | je m arrete"
            "| break | off duty | go off duty | i m off duty | end of shift | stop work"
            "| nasilisi mosala | nasilisi | libanda ya mosala | napemi | nazali kopema"
        ),
    ),
    (
        Request(LIST_JOBS),
        (
            "courses | courses libres | courses pres de moi"
            "| available jobs | free jobs | jobs near me | jobs nearby | new jobs"
            "| ba courses | ba courses libres | courses ya pembeni | ba courses ya pembeni"
        ),
    ),
    (
        Request(GET_DRIVER),
        (
            "mes courses | ma course | my jobs | my job | jobs | courses na ngai | course na ngai"
            "| ba courses na ngai"
        ),
    ),
    (
        Request(LIST_DONE_JOBS),
        (
            "historique | mes gains | mes courses terminees"
            "| history | my history | my earnings | earnings | done jobs"
            "| lifuti na ngai | nazwi boni | courses oyo esili | ba courses oyo esili"
        ),
    ),
    (
        Request(GET_CASH),
        "cash | mon cash | my cash | cash in hand | mbongo na ngai | cash na ngai | mbongo",
    ),
    (
        Request(START_HANDOVER),
        (
            "remettre le cash | remettre mon cash | rendre le cash"
            "| hand over cash | hand over my cash | hand over the cash | give cash"
            "| pesa cash | napesi cash | kopesa cash | kozongisa mbongo"
        ),
    ),
)
WORDS: Final[Mapping[str, Request]] = {
    words.strip(): request for request, listed in _SAID for words in listed.split("|")
}
