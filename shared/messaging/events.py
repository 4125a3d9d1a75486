"""The shape of an event: what happened, in the past tense, under a contract name with a version.

Fields are only ever added, optional. A breaking change is a new class and a new name.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.values.ids import new_id


class Event(BaseModel):
    """A fact another service may act on. Subclasses set `name`, e.g. `orders.offer_made.v1`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: ClassVar[str]

    event_id: UUID = Field(default_factory=new_id)
    occurred_at: datetime


class Recorded(BaseModel):
    """An event as the feed hands it out: the body is still a plain dict."""

    model_config = ConfigDict(frozen=True)

    cursor: str
    event_id: UUID
    name: str
    correlation_id: str
    body: dict[str, object]


class Page(BaseModel):
    """One answer of the feed; `next` is the cursor to ask with, also when nothing was new."""

    events: list[Recorded]
    next: str
