"""Webhook payloads in Meta's shape (whatsapp-cloud-api.md, §1.2, §2). Pure; sends nothing."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, TypeAlias

from simulator.chats import Tick
from simulator.people import Person

Json: TypeAlias = dict[str, object]

MESSAGES: Final = "messages"


@dataclass(frozen=True, slots=True)
class Update:
    """One message, status or notice for the platform.

    `lane` keeps what is not to overtake itself; `number_id` is None on fields that are not about a
    business number; `on_delivered` is called when the platform answered 200.
    """

    key: str
    lane: str
    value: Json
    at: datetime
    field: str = MESSAGES
    number_id: str | None = None
    on_delivered: Callable[[], None] | None = None

    @property
    def kind(self) -> str:
        """What may share one change: messages with messages, statuses with statuses."""
        part = next((name for name in ("messages", "statuses") if name in self.value), self.key)
        return f"{self.field}/{self.number_id}/{part}"


def contact_of(person: Person, *, with_username: bool = True) -> Json:
    """Describe a person as `contacts[]` does; absent identifiers are absent keys."""
    profile: Json = {"name": person.name}
    if person.username and with_username:
        profile["username"] = person.username
    contact: Json = {"profile": profile}
    if person.shows_phone:
        contact["wa_id"] = person.phone
    if person.shows_bsuid:
        contact["user_id"] = person.bsuid
    return contact


def message_value(person: Person, message: Json) -> Json:
    """Wrap what a person wrote, adding who wrote it."""
    sender: Json = {}
    if person.shows_phone:
        sender["from"] = person.phone
    if person.shows_bsuid:
        sender["from_user_id"] = person.bsuid
    return {"contacts": [contact_of(person)], "messages": [sender | message]}


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """What one status says; `recipient` is what the platform addressed (phone or user id)."""

    message_id: str
    status: Tick
    at: datetime
    recipient: str
    callback_data: str | None = None
    pricing: Json | None = None
    conversation: Json | None = None
    error: Json | None = None


def status_value(person: Person | None, facts: StatusFacts) -> Json:
    """Wrap a delivery status.

    A `failed` carries no `contacts`, nor the user id when a phone was addressed (§2.4).
    """
    status: Json = {
        "id": facts.message_id,
        "status": facts.status.value,
        "timestamp": str(int(facts.at.timestamp())),
    }
    is_failed = facts.status is Tick.FAILED
    is_by_phone = facts.recipient.isdigit()
    if is_by_phone and (person is None or person.shows_phone):
        status["recipient_id"] = facts.recipient
    elif person is not None and person.shows_phone:
        status["recipient_id"] = person.phone
    if not is_by_phone or (not is_failed and person is not None and person.shows_bsuid):
        status["recipient_user_id"] = person.bsuid if person else facts.recipient
    extras = {
        "biz_opaque_callback_data": facts.callback_data,
        "conversation": facts.conversation,
        "pricing": facts.pricing,
        "errors": [facts.error] if facts.error else None,
    }
    status |= {name: part for name, part in extras.items() if part is not None}
    if is_failed or person is None:
        return {"statuses": [status]}
    told = facts.status is not Tick.SENT
    return {"contacts": [contact_of(person, with_username=told)], "statuses": [status]}


def envelope(updates: Iterable[Update], *, account_id: str, display_phone: str) -> Json:
    """Put updates into one notification: an entry per lane, a change per kind."""
    entries = [
        _entry(list(lane), account_id=account_id, display_phone=display_phone)
        for _, lane in groupby(updates, key=lambda update: update.lane)
    ]
    return {"object": "whatsapp_business_account", "entry": entries}


def _entry(updates: list[Update], *, account_id: str, display_phone: str) -> Json:
    changes = [
        {"field": group[0].field, "value": _value(group, display_phone=display_phone)}
        for group in (list(items) for _, items in groupby(updates, key=lambda item: item.kind))
    ]
    entry: Json = {"id": account_id, "changes": changes}
    if updates[0].field != MESSAGES:
        entry["time"] = int(updates[0].at.timestamp())
    return entry


def _value(updates: list[Update], *, display_phone: str) -> Json:
    first = updates[0]
    if first.field != MESSAGES:
        return first.value
    value: Json = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": display_phone,
            "phone_number_id": first.number_id,
        },
    }
    for update in updates:
        for name, part in update.value.items():
            value[name] = _joined(value.get(name, []), part)
    return value


def _joined(known: object, added: object) -> list[object]:
    items = list(known) if isinstance(known, list) else []
    more = added if isinstance(added, list) else [added]
    return items + [item for item in more if item not in items]


def encode(payload: Json) -> bytes:
    r"""Write JSON the way Meta does: `\uXXXX` for all but ASCII, and `\/` for a slash (§1.2)."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def signature(body: bytes, *, secret: str) -> str:
    """Give the value of `X-Hub-Signature-256` for exactly these bytes."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
