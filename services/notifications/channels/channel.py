"""What every channel offers, and what can come of a send. Knows no channel in particular."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shared.contracts.notifications.api import Content


@dataclass(frozen=True, slots=True)
class Address:
    """How to reach a person: E.164 phone, Meta's `user_id` (BSUID), or both; the phone wins."""

    phone: str | None
    user_id: str | None


class Remedy(StrEnum):
    """What may follow a rejection; the delays are `sending.plan`'s."""

    NONE = "none"
    BACKOFF = "backoff"
    PAIR_BACKOFF = "pair_backoff"
    MINUTES_LATER = "minutes_later"
    TEMPLATE = "template"
    OTHER_LANGUAGE = "other_language"
    WITHOUT_PICTURE = "without_picture"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The channel took it under this id; that is not delivery."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The channel answered that it will not send it: certainly not sent."""

    code: str
    detail: str
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class NotSent:
    """No byte of the message left; trying again is safe."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes left and no readable answer came: never sent again blindly."""

    reason: str


Outcome = Accepted | Rejected | NotSent | Unknown


class Channel(Protocol):
    """A way out. Network and provider faults are outcomes, never exceptions."""

    @property
    def name(self) -> str:
        """The channel's word in rows, logs and metrics."""
        ...

    async def send(self, content: Content, *, to: Address, tracker: str) -> Outcome:
        """Try once; `tracker` comes back in the channel's delivery reports."""
        ...


class Courteous(Protocol):
    """A channel on which people see that we read and are writing."""

    async def mark_read(self, message_id: str) -> None:
        """Show the ticks of a read message; may be lost."""
        ...

    async def show_typing(self, message_id: str) -> None:
        """Show the ticks and that an answer is being written; may be lost."""
        ...
