"""Reading the Graph API's answers: accepted, rejected (and what then), or unknown.

Sources: whatsapp-cloud-api.md, 3.2 and 5; reliability.md, 3.3. Branches on `code` alone.
"""

import json
from typing import Final

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.notifications.channels.channel import (
    Accepted,
    NotSent,
    Outcome,
    Rejected,
    Remedy,
    Unknown,
)

# Codes worth another try; every other code of a 4xx answer is final.
REMEDIES: Final[dict[int, Remedy]] = {
    2: Remedy.BACKOFF,
    4: Remedy.MINUTES_LATER,
    80007: Remedy.MINUTES_LATER,
    130429: Remedy.BACKOFF,
    131016: Remedy.BACKOFF,
    131047: Remedy.TEMPLATE,
    131053: Remedy.WITHOUT_PICTURE,
    131056: Remedy.PAIR_BACKOFF,
    131057: Remedy.MINUTES_LATER,
    132001: Remedy.OTHER_LANGUAGE,
    132015: Remedy.OTHER_LANGUAGE,
    132016: Remedy.OTHER_LANGUAGE,
    133004: Remedy.BACKOFF,
    134101: Remedy.MINUTES_LATER,
}

# Meta says something broke on its side, not that the message was refused.
AMBIGUOUS_CODES: Final = frozenset({1, 131000})

_CERTAINLY_NOT_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


class _Error(BaseModel):
    model_config = ConfigDict(extra="ignore")

    code: int
    message: str = ""
    error_data: object = None
    is_transient: bool = False

    @property
    def details(self) -> str:
        data = self.error_data
        found = data.get("details") if isinstance(data, dict) else data
        return str(found or self.message)[:300]


class _Message(BaseModel):
    id: str = Field(min_length=1)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    messages: list[_Message] = Field(default_factory=list)
    error: _Error | None = None


def read_answer(status: int, body: bytes) -> Outcome:
    """Say what a response means for the message."""
    try:
        answer = _Answer.model_validate(json.loads(body))
    except (ValueError, ValidationError):
        return _read_unparsable(status)
    if answer.error is not None:
        return _read_error(status, answer.error)
    if status == httpx.codes.OK and answer.messages:
        return Accepted(answer.messages[0].id)
    return _read_unparsable(status)


def read_failure(error: httpx.HTTPError | TimeoutError) -> NotSent | Unknown:
    """Say what a transport failure means: before the first byte it is safe to try again."""
    name = type(error).__name__
    return NotSent(name) if isinstance(error, _CERTAINLY_NOT_SENT) else Unknown(name)


def remedy_for(code: int) -> Remedy:
    """Tell what may follow an error code, in a reply or in a `failed` status."""
    return REMEDIES.get(code, Remedy.NONE)


def _read_error(status: int, error: _Error) -> Outcome:
    if error.code in AMBIGUOUS_CODES:
        return Unknown(str(error.code))
    if error.code not in REMEDIES and error.is_transient:
        return Rejected(str(error.code), error.details, Remedy.BACKOFF)
    if error.code not in REMEDIES and status == httpx.codes.TOO_MANY_REQUESTS:
        return Rejected(str(error.code), error.details, Remedy.BACKOFF)
    return Rejected(str(error.code), error.details, remedy_for(error.code))


def _read_unparsable(status: int) -> Outcome:
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return Rejected("http_429", "", Remedy.BACKOFF)
    if httpx.codes.is_client_error(status) and status != httpx.codes.REQUEST_TIMEOUT:
        return Rejected(f"http_{status}", "", Remedy.NONE)
    return Unknown(f"http_{status}")
