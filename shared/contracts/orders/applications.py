"""Becoming a driver or a merchant: an application, pending review until an admin decides."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.orders.api import Vehicle
from shared.values.contact import ContactRef
from shared.values.place import Place

Name = Annotated[str, Field(min_length=2, max_length=80)]
Words = Annotated[str, Field(min_length=2, max_length=80)]


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class ApplicationKind(StrEnum):
    """What somebody wants to become."""

    DRIVER = "driver"
    MERCHANT = "merchant"


class ApplicationState(StrEnum):
    """Where an application stands."""

    PENDING_REVIEW = "pending_review"
    APPROVED = "approved"
    REJECTED = "rejected"


class DriverApplication(_Dto):
    """Somebody wants to deliver; `place` is where the work is wanted."""

    contact: ContactRef
    name: Name
    vehicle: Vehicle
    place: Place
    licence: Annotated[str, Field(max_length=60)] | None = None
    photo_media_id: Annotated[str, Field(max_length=200)] | None = None


class MerchantApplication(_Dto):
    """Somebody wants to sell; `name` is the shop's, `rccm` its number in the trade register."""

    contact: ContactRef
    name: Name
    kind: Words
    place: Place
    hours: Words
    rccm: Annotated[str, Field(max_length=60)] | None = None


class Application(_Dto):
    """An application as its author and the admins see it; `reason` tells why it was rejected."""

    id: UUID
    kind: ApplicationKind
    state: ApplicationState
    name: str
    phone: str
    city: str
    details: dict[str, str | None]
    submitted_at: datetime
    decided_at: datetime | None = None
    reason: str | None = None


class ApplicationPage(_Dto):
    """Applications, oldest first; `next` asks for the following page."""

    applications: list[Application]
    next: str | None = None


class ApplicationQuery(_Dto):
    """Which applications to list: of one state or all; `after` goes on where a page ended."""

    state: ApplicationState | None = None
    after: Annotated[str, Field(max_length=400)] | None = None


class Rejection(_Dto):
    """Why an application is rejected; the applicant reads it."""

    reason: Annotated[
        str, Field(pattern=r"^[^\x00]{3,300}$", examples=["Le permis n’est pas lisible"])
    ]
