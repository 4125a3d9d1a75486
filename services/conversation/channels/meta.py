"""Meta's dialect, inbound: from a webhook update to what is stored.

Every `entry × change × message/status` is walked; what cannot be read is set aside, never a reason
to fail its neighbours (conversation.md, Intake; whatsapp-cloud-api.md, 2).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import orjson

Json: TypeAlias = dict[str, Any]

MAX_ID: Final = 512


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A message for the lane of its sender. `sender` is the BSUID, else the phone's digits."""

    key: str
    sender: str
    body: Json


@dataclass(frozen=True, slots=True)
class InboundStatus:
    """What became of a message of ours."""

    key: str
    message_id: str
    status: str
    reported_at: datetime
    tracker: str | None
    errors: list[Json]
    pricing: Json | None


@dataclass(frozen=True, slots=True)
class InboundAccountUpdate:
    """A change of templates, quality, limits, or an error without a message."""

    key: str
    field: str
    value: Json


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something signed by Meta that has no shape we know."""

    key: str
    reason: str
    body: Json


Inbound: TypeAlias = InboundMessage | InboundStatus | InboundAccountUpdate | Unreadable


@dataclass(slots=True)
class Read:
    """Everything one update held."""

    messages: list[InboundMessage] = field(default_factory=list)
    statuses: list[InboundStatus] = field(default_factory=list)
    account: list[InboundAccountUpdate] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)

    def add(self, one: Inbound) -> None:
        """File it by kind."""
        match one:
            case InboundMessage():
                self.messages.append(one)
            case InboundStatus():
                self.statuses.append(one)
            case InboundAccountUpdate():
                self.account.append(one)
            case Unreadable():
                self.unreadable.append(one)


def read_update(update: object) -> Read:
    """Walk one webhook body; never raises."""
    read = Read()
    for one in _walk(update):
        read.add(one)
    return read


def _walk(update: object) -> Iterator[Inbound]:
    entries = update.get("entry") if isinstance(update, dict) else None
    if not isinstance(entries, list) or not entries:
        yield _unreadable("no entry", update)
        return
    for entry in entries:
        changes = entry.get("changes") if isinstance(entry, dict) else None
        if not isinstance(changes, list) or not changes:
            yield _unreadable("no changes", entry)
            continue
        for change in changes:
            yield from _change(change, entry)


def _change(change: object, entry: Json) -> Iterator[Inbound]:
    if not isinstance(change, dict) or not isinstance(change.get("value"), dict):
        yield _unreadable("change without value", change)
        return
    value: Json = change["value"]
    name = str(change.get("field", ""))
    if name != "messages":
        yield InboundAccountUpdate(
            _digest("account", [entry.get("id"), entry.get("time"), change]), name, value
        )
        return
    profiles = _profiles(value.get("contacts"))
    for message in _list(value.get("messages")):
        yield _message(message, profiles)
    for status in _list(value.get("statuses")):
        yield _status(status)
    if value.get("errors"):
        yield InboundAccountUpdate(_digest("errors", [entry.get("time"), value]), "errors", value)
    if not (value.get("messages") or value.get("statuses") or value.get("errors")):
        yield _unreadable("neither messages nor statuses", change)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _profiles(contacts: object) -> dict[str, Json]:
    """Index the contacts of a change by phone digits and by BSUID."""
    found: dict[str, Json] = {}
    for contact in _list(contacts):
        if isinstance(contact, dict):
            for name in ("wa_id", "user_id"):
                if isinstance(contact.get(name), str):
                    found[contact[name]] = contact
    return found


def _message(message: object, profiles: Mapping[str, Json]) -> Inbound:
    if not isinstance(message, dict):
        return _unreadable("message is not an object", message)
    message_id, phone, user_id = (message.get(k) for k in ("id", "from", "from_user_id"))
    if not isinstance(message_id, str) or not 0 < len(message_id) <= MAX_ID:
        return _unreadable("message without id", message)
    sender = user_id or phone
    if not isinstance(sender, str) or not sender or len(sender) > MAX_ID:
        return _unreadable("message without sender", message)
    profile = profiles.get(sender) or (profiles.get(phone) if isinstance(phone, str) else None)
    return InboundMessage(
        key=f"meta:message:{message_id}",
        sender=sender,
        body={"message": message, "profile": profile or {}},
    )


def _status(status: object) -> Inbound:
    if not isinstance(status, dict):
        return _unreadable("status is not an object", status)
    message_id, name = status.get("id"), status.get("status")
    if not isinstance(message_id, str) or not isinstance(name, str) or len(message_id) > MAX_ID:
        return _unreadable("status without id", status)
    tracker, pricing = status.get("biz_opaque_callback_data"), status.get("pricing")
    who = status.get("recipient_participant_id") or ""
    return InboundStatus(
        key=f"meta:status:{message_id}:{name[:40]}:{who}",
        message_id=message_id,
        status=name[:40],
        reported_at=when(status.get("timestamp")),
        tracker=tracker if isinstance(tracker, str) else None,
        errors=[one for one in _list(status.get("errors")) if isinstance(one, dict)],
        pricing=pricing if isinstance(pricing, dict) else None,
    )


def when(timestamp: object) -> datetime:
    """Read Meta's timestamps: unix seconds, as a string; now when there is none worth reading."""
    try:
        return datetime.fromtimestamp(int(str(timestamp)), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC)


def _unreadable(reason: str, body: object) -> Unreadable:
    kept = body if isinstance(body, dict) else {"value": body}
    return Unreadable(_digest("odd", kept), reason, kept)


def _digest(prefix: str, value: object) -> str:
    content = orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return f"meta:{prefix}:{hashlib.sha256(content).hexdigest()}"
