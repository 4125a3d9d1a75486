"""Store what a channel posted, all of it in one transaction, each update once."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.conversation.channels.hearing import MESSAGE
from services.conversation.channels.meta import InboundStatus, Read, read_update
from services.conversation.work import Work
from shared.contracts.conversation.api import InboundBatch
from shared.contracts.conversation.events import AccountUpdateReceived, DeliveryStatusReceived
from shared.messaging.events import Event
from shared.messaging.lanes import NewItem
from shared.observability.correlation import correlated


@dataclass(frozen=True, slots=True)
class Posted:
    """One webhook body as the gateway passed it on."""

    correlation_id: str
    update: object


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything a request brought, read. `items` go to lanes; `others` are the rest, by body."""

    items: list[NewItem]
    others: list[tuple[str, Read]]


def read_batch(posted: Sequence[Posted]) -> Batch:
    """Walk every body; pure, and nothing in them makes it raise."""
    reads = [(one.correlation_id, read_update(one.update)) for one in posted]
    items = [item for correlation, read in reads for item in _items(correlation, read)]
    others = [
        (correlation, read)
        for correlation, read in reads
        if read.statuses or read.account or read.unreadable
    ]
    return Batch(items, others)


async def take_in_updates(work: Work, batch: Batch) -> InboundBatch:
    """Put messages into their senders' lanes, log statuses, set the unreadable aside."""
    stored = len(await work.lanes.put_many(batch.items))
    total, quarantined = len(batch.items), 0
    for correlation, read in batch.others:
        with correlated(correlation):
            stored += await _take_in_the_rest(work, correlation, read)
        total += len(read.statuses) + len(read.account) + len(read.unreadable)
        quarantined += len(read.unreadable)
    return InboundBatch(stored=stored, duplicates=total - stored, quarantined=quarantined)


def lane_of(sender: str) -> str:
    """Name the lane of a person on WhatsApp."""
    return f"wa:{sender}"


def _items(correlation_id: str, read: Read) -> list[NewItem]:
    return [
        NewItem(
            lane=lane_of(message.sender),
            kind=MESSAGE,
            payload=message.body,
            key=message.key,
            correlation_id=correlation_id,
        )
        for message in read.messages
    ]


async def _take_in_the_rest(work: Work, correlation_id: str, read: Read) -> int:
    events: dict[str, Event] = {one.key: _status(one, work) for one in read.statuses}
    for update in read.account:
        events[update.key] = AccountUpdateReceived(
            occurred_at=work.now, field=update.field, value=update.value
        )
    odd = {one.key: one for one in read.unreadable}
    fresh = await work.inbox.take_keys([*events, *odd])
    await work.outbox.add(*(event for key, event in events.items() if key in fresh))
    rows = [
        {"key": k, "reason": one.reason, "body": one.body, "correlation_id": correlation_id}
        for k, one in odd.items()
        if k in fresh
    ]
    await work.inbox.quarantine(rows)
    return len(fresh)


def _status(status: InboundStatus, work: Work) -> DeliveryStatusReceived:
    return DeliveryStatusReceived(
        occurred_at=work.now,
        message_id=status.message_id,
        status=status.status,
        reported_at=status.reported_at,
        tracker=status.tracker,
        errors=status.errors,
        pricing=status.pricing,
    )
