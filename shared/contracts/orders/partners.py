"""What partners and the operator say to the partners' API, and what it answers.

Partners are other back ends: their programs call `/api/missions` and `/api/partners` with an API
key, and take webhooks signed as Standard Webhooks (docs/partners.md is their guide).
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.contracts.orders.api import Francs, Mission, MissionStatus, ParcelSize, Stop
from shared.values.phone import Country
from shared.values.place import Place

LONGEST_TEXT: Final = 500


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Asked(_Dto):
    """What strangers' programs send: text that our database and a person's screen can hold."""

    @model_validator(mode="before")
    @classmethod
    def _is_plain(cls, told: object) -> object:
        for words in _texts(told):
            if "\x00" in words or len(words) > LONGEST_TEXT:
                raise ValueError(f"text is without NUL and of {LONGEST_TEXT} characters at most")
        return told


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for value in told.values():
            yield from _texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value)


class DeliveryResult(StrEnum):
    """What a delivery did; only `moved` changed a state. All of them are final: do not resend."""

    MOVED = "moved"
    REPEATED = "repeated"
    LATE = "late"
    DUPLICATE = "duplicate"


class DeliveryReceipt(_Dto):
    """A delivery was taken in; `duplicate` when its `webhook-id` was known."""

    reference: str
    result: DeliveryResult


class PartnerDraft(_Asked):
    """A partner to be; `country` is whose phone numbers it writes without a prefix."""

    name: Annotated[str, Field(min_length=2, max_length=80, examples=["Express Congo"])]
    country: Country = Country.CONGO


class PartnerAccount(_Dto):
    """A partner; `key` names it in `webhook-partner`.

    Until `previous_secret_until` its webhooks may be signed with the secret before this one too.
    """

    id: UUID
    key: Annotated[str, Field(examples=["express-congo"])]
    name: str
    country: Country
    is_enabled: bool
    previous_secret_until: datetime | None = None
    created_at: datetime


class PartnerPage(_Dto):
    """Partners by name; `next` asks for more."""

    partners: list[PartnerAccount]
    next: str | None = None


class PartnerCredentials(_Dto):
    """A partner with what was just made for it: shown now and never again."""

    partner: PartnerAccount
    api_key: Annotated[str, Field(examples=["ttk_…"])] | None = None
    webhook_secret: Annotated[str, Field(examples=["whsec_…"])] | None = None


class PartnerClient(_Dto):
    """Whom to tell about a mission; the phone may be written as people of the country do."""

    phone: Annotated[str, Field(min_length=4, max_length=30, examples=["+242065550101"])]
    name: Annotated[str, Field(max_length=120, examples=["Awa Mabiala"])] | None = None


class PartnerMissionRequest(_Asked):
    """A delivery that a partner asks for. The price is ours: whatever else is sent is ignored.

    A stop without coordinates is found by its label when drivers have been led there before.
    """

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "external_id": "CMD-2026-00042",
                    "pickup": {
                        "place": {
                            "label": "Boutique Maya, Poto-Poto",
                            "latitude": -4.259,
                            "longitude": 15.279,
                        },
                        "contact_name": "Maya",
                        "contact_phone": "+242065550301",
                    },
                    "dropoff": {
                        "place": {
                            "label": "Rond-point Moungali",
                            "latitude": -4.248,
                            "longitude": 15.264,
                        },
                        "contact_name": "Marie",
                        "contact_phone": "+242061234567",
                    },
                    "size": "small",
                    "description": "Deux robes",
                    "declared_value": 25000,
                    "client": {"phone": "+242065550101", "name": "Awa Mabiala"},
                }
            ]
        },
    )

    external_id: Annotated[str, Field(pattern=r"^[\w\-./#]{1,60}$", examples=["CMD-2026-00042"])]
    pickup: Stop
    dropoff: Stop
    size: ParcelSize = ParcelSize.SMALL
    description: Annotated[str, Field(max_length=500)] | None = None
    declared_value: Francs | None = None
    cash_to_collect: Francs | None = None
    client: PartnerClient | None = None


class PartnerQuoteRequest(_Asked):
    """What a price depends on; a place without coordinates is found like a mission's."""

    pickup: Place
    dropoff: Place
    size: ParcelSize = ParcelSize.SMALL


class PartnerMission(Mission):
    """A mission with what the partner calls it."""

    external_id: str | None = None


class PartnerMissionPage(_Dto):
    """The partner's missions, newest first, fifty a page; `next` asks for older ones."""

    missions: list[PartnerMission]
    next: str | None = None


class PartnerMissionQuery(_Dto):
    """Which of the partner's missions."""

    status: MissionStatus | None = None
    after: Annotated[str, Field(max_length=400)] | None = None


class PartnerCancelRequest(_Asked):
    """Why a partner calls a mission off."""

    reason: Annotated[
        str | None, Field(min_length=2, max_length=300, examples=["Ordered twice"])
    ] = None


EventPattern = Annotated[
    str, Field(pattern=r"^(\*|(mission|order)\.(\*|[a-z_]{1,30}))$", examples=["mission.*"])
]
EventPatterns = Annotated[list[EventPattern], Field(min_length=1, max_length=20)]
EndpointUrl = Annotated[
    str, Field(min_length=8, max_length=500, examples=["https://api.example.cg/toktok"])
]


class DisabledReason(StrEnum):
    """Why an endpoint is told nothing: it said 410, it failed for three days, or it was asked."""

    GONE = "gone"
    FAILING = "failing"
    SWITCHED_OFF = "switched_off"


class WebhookState(StrEnum):
    """Where a webhook stands.

    `held` was not sent because the endpoint is disabled; `given_up` was refused for three days.
    Both are sent again by a replay.
    """

    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    HELD = "held"


class EndpointDraft(_Asked):
    """Where to tell a partner what happens, and of which events."""

    url: EndpointUrl
    event_types: EventPatterns = ["*"]


class EndpointEdit(_Asked):
    """What to change of an endpoint; what is absent stays."""

    url: EndpointUrl | None = None
    event_types: EventPatterns | None = None
    is_enabled: bool | None = None


class Endpoint(_Dto):
    """An endpoint and its health; `pending` and `held` stop counting at a thousand."""

    id: UUID
    url: str
    event_types: list[str]
    is_enabled: bool
    disabled_reason: DisabledReason | None = None
    disabled_at: datetime | None = None
    last_success_at: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    failing_since: datetime | None = None
    consecutive_failures: int = 0
    pending: int = 0
    held: int = 0
    created_at: datetime


class EndpointList(_Dto):
    """A partner's endpoints, oldest first, five at most."""

    endpoints: list[Endpoint]


class Webhook(_Dto):
    """One event told, or to be told, to one endpoint; `id` is its `webhook-id` at every try."""

    id: Annotated[str, Field(examples=["msg_0f8fad5bd9cb469fa16570867728950e"])]
    type: Annotated[str, Field(examples=["mission.delivered"])]
    state: WebhookState
    attempts: int
    last_status: int | None = None
    last_error: str | None = None
    created_at: datetime
    delivered_at: datetime | None = None


class WebhookPage(_Dto):
    """Webhooks of an endpoint, newest first, fifty a page; `next` asks for older ones."""

    webhooks: list[Webhook]
    next: str | None = None


class WebhookQuery(_Dto):
    """Which webhooks of an endpoint."""

    state: WebhookState | None = None
    after: Annotated[str, Field(max_length=400)] | None = None


class ReplayRequest(_Asked):
    """What to send again, in the order it happened: all since a moment, or these.

    `after` goes on where an earlier answer stopped.
    """

    since: Annotated[datetime | None, Field(examples=["2026-11-21T08:00:00Z"])] = None
    ids: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=100)] = []
    after: Annotated[str, Field(max_length=400)] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "ReplayRequest":
        if (self.since is None) is not bool(self.ids):
            raise ValueError("say either since or ids")
        if self.since is not None and self.since.tzinfo is None:
            raise ValueError("since needs its time zone")
        return self


class ReplayReceipt(_Dto):
    """How many webhooks wait again; `next` is set when a thousand were not all."""

    queued: int
    next: str | None = None
