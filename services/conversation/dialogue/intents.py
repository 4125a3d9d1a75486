"""What a turn asks other services for. Carried out after the commit, once, by its id."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Ask(StrEnum):
    """The questions and commands we know."""

    QUOTE = "quote"
    CREATE_MISSION = "create_mission"
    LIST_MISSIONS = "list_missions"
    SHOW_MISSION = "show_mission"
    CANCEL_MISSION = "cancel_mission"
    RATE_MISSION = "rate_mission"
    ACCEPT_OFFER = "accept_offer"
    DECLINE_OFFER = "decline_offer"
    REPORT_STEP = "report_step"
    SET_DUTY = "set_duty"
    SHOW_DRIVER = "show_driver"
    REPORT_POSITION = "report_position"
    ASK_HUMAN = "ask_human"


@dataclass(frozen=True, slots=True)
class Intent:
    """One request to another service.

    `id` is its idempotency key: the same intent of the same run is done once, however often the
    turn that made it is repeated. `run` names the errand that waits for the answer, if one does.
    """

    id: str
    ask: Ask
    body: dict[str, Any] = field(default_factory=dict)
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the answer, or the refusal's code and parameters."""

    intent_id: str
    ask: Ask
    body: dict[str, Any]
    run: str | None = None
    refusal: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
