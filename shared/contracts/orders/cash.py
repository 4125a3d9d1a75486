"""Cash in a driver's hands: declared with a job, collected, handed over by code, banked."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.orders.api import DriverCard, Francs


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class CashKind(StrEnum):
    """What happened to the money; `declared` is a promise and moves nothing."""

    DECLARED = "declared"
    COLLECTED = "collected"
    HANDED_OVER = "handed_over"
    BANKED = "banked"


class CashEntry(_Dto):
    """A line of the journal; `amount` is positive, the kind says which way it went."""

    kind: CashKind
    amount: Francs
    reference: str | None
    at: datetime


class Handover(_Dto):
    """Cash on its way from a driver to the office: the receiver confirms it with the code."""

    id: UUID
    amount: Francs
    code: str
    expires_at: datetime


class CashAccount(_Dto):
    """What a driver holds for others: collected − handed over, and the newest lines.

    Above `ceiling` no job with cash is offered.
    """

    in_hand: Francs
    ceiling: Francs
    handover: Handover | None = None
    entries: list[CashEntry] = []


class HandoverState(StrEnum):
    """How far a hand-over is; an open one is over when it expires."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    BANKED = "banked"


class HandoverReceipt(_Dto):
    """A hand-over as the office sees it, without its code; `in_hand` is what the driver keeps."""

    id: UUID
    driver: DriverCard
    amount: Francs
    state: HandoverState
    in_hand: Francs
    confirmed_at: datetime | None = None
    banked_at: datetime | None = None
    bank_reference: str | None = None


class HandoverConfirmation(_Dto):
    """The office counted the cash; the driver says the code."""

    code: Annotated[str, Field(pattern=r"^\d{4}$", examples=["4821"])]


class BankDeposit(_Dto):
    """The office brought the cash of a hand-over to the bank; the reference is the bank's."""

    bank_reference: Annotated[str, Field(pattern=r"^[^\x00]{2,60}$", examples=["BGFI-88412"])]


class OpenHandover(_Dto):
    """A hand-over that the office may confirm, with the code that the driver shows."""

    id: UUID
    amount: Francs
    expires_at: datetime


class CashHolder(_Dto):
    """A driver who holds cash for others, and the hand-over that waits to be confirmed."""

    driver: DriverCard
    in_hand: Francs
    is_above_ceiling: bool
    handover: OpenHandover | None = None


class CashHolderPage(_Dto):
    """Drivers who hold cash, most first; `next` asks for the following page."""

    holders: list[CashHolder]
    ceiling: Francs
    next: str | None = None
