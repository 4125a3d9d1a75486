"""Answers to partners' webhooks."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class DeliveryResult(StrEnum):
    """What a delivery did; only `moved` changed a state. All of them are final: do not resend."""

    MOVED = "moved"
    REPEATED = "repeated"
    LATE = "late"
    DUPLICATE = "duplicate"


class DeliveryReceipt(BaseModel):
    """A delivery was taken in; `duplicate` when its `webhook-id` was known."""

    model_config = ConfigDict(frozen=True)

    reference: str
    result: DeliveryResult
