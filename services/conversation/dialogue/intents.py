"""What a turn wants of other services, as data: carried out after commit, answered later."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from pydantic import BaseModel, Field

from shared.contracts.call import Call, Nothing

AnyCall = Call[Any, Any]


class ModelQuestion(BaseModel):
    """A message that the rules did not understand, and what it may hold.

    `errands` and `fields` say by name what each is for; `asking` is the field being asked.
    """

    text: str
    errands: dict[str, str]
    fields: dict[str, str]
    asking: str | None = None
    country: str
    language: str


class ModelReading(BaseModel):
    """What a model read: an errand, and each field's value in the person's own words."""

    errand: str | None = None
    fields: dict[str, str] = Field(default_factory=dict)


class VoiceNote(BaseModel):
    """A voice note, by the channel's id."""

    media_id: str


class Transcript(BaseModel):
    """What was said in it."""

    text: str


class DataCopy(BaseModel):
    """A person's own data as a document, behind a link that holds for a day."""

    link: str
    filename: str


# What is not another service's call: conversation carries these out itself, after the turn.
ASK_HUMAN: Final = Call("ask_human", "POST", "/", Nothing, Nothing)
READ_BY_MODEL: Final = Call("read_by_model", "POST", "/", ModelQuestion, ModelReading)
TRANSCRIBE: Final = Call("transcribe", "POST", "/", VoiceNote, Transcript)
OWN: Final = frozenset({ASK_HUMAN.name, READ_BY_MODEL.name, TRANSCRIBE.name})
"""Those that need no other service to be up."""
EXPORT_DATA: Final = Call("export_data", "POST", "/", Nothing, DataCopy)


@dataclass(frozen=True, slots=True)
class Request:
    """A call with the fields of its body and path; who calls is added when it is carried out."""

    call: AnyCall
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Name what is asked: the same call with the same fields has the same key."""
        fields = orjson.dumps(dict(self.body), option=orjson.OPT_SORT_KEYS)
        return f"{self.call.name}:{hashlib.sha256(fields).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Intent:
    """One request on its way; `ask` is the call's name.

    `id` is its idempotency key: the same intent of the same run is done once, however often the
    turn that made it is repeated. `run` names the errand that waits for the answer, if one does.
    """

    id: str
    ask: str
    body: dict[str, Any] = field(default_factory=dict)
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the answer, or the refusal's code and parameters."""

    intent_id: str
    ask: str
    body: dict[str, Any]
    run: str | None = None
    refusal: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """Name the job it is about: as the refusal calls it, or as it was asked for."""
        return str(self.params.get("reference") or self.body.get("reference") or "")

    def of(self, call: AnyCall) -> Any:  # noqa: ANN401 - the call's own type of answer
        """Read the answer as the call's type."""
        answer: BaseModel = call.answer.model_validate(self.answer)
        return answer
