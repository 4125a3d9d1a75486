"""What conversation and orders tell us, one function per event. Nothing is sent here."""

from collections.abc import Sequence
from functools import partial

from services.notifications.messages.audience import (
    told_of_closed_offer,
    told_of_exhaustion,
    told_of_offer,
    told_of_status,
)
from services.notifications.sending.courtesy import CourtesyQueue
from services.notifications.use_cases.queue_message import queue_message
from services.notifications.use_cases.queue_reply import queue_reply
from services.notifications.use_cases.record_status import record_status
from services.notifications.work import Work
from shared.contracts.conversation.events import (
    AccountUpdateReceived,
    DeliveryStatusReceived,
    MessageReceived,
    ReplyWritten,
)
from shared.contracts.orders.events import (
    DispatchExhausted,
    MissionStatusChanged,
    OfferClosed,
    OfferMade,
)
from shared.messaging.consumer import Subscription


def of_conversation(courtesy: CourtesyQueue) -> Sequence[Subscription[Work]]:
    """List what is consumed from conversation."""
    return (
        Subscription(MessageReceived, partial(on_message_received, courtesy=courtesy)),
        Subscription(ReplyWritten, partial(on_reply_written, courtesy=courtesy)),
        Subscription(DeliveryStatusReceived, on_delivery_status_received),
        Subscription(AccountUpdateReceived, on_account_update_received),
    )


def of_orders() -> Sequence[Subscription[Work]]:
    """List what is consumed from orders."""
    return (
        Subscription(MissionStatusChanged, on_mission_status_changed),
        Subscription(OfferMade, on_offer_made),
        Subscription(OfferClosed, on_offer_closed),
        Subscription(DispatchExhausted, on_dispatch_exhausted),
    )


async def on_message_received(
    work: Work, event: MessageReceived, *, courtesy: CourtesyQueue
) -> None:
    """A person wrote: the window is open, and they see that we read."""
    await work.recipients.hear_from(event.contact, at=event.received_at)
    courtesy.received(event.message_id)


async def on_reply_written(work: Work, event: ReplyWritten, *, courtesy: CourtesyQueue) -> None:
    """The chat answered: the answer leaves in the order of the log."""
    if event.in_reply_to is not None:
        courtesy.answered(event.in_reply_to)
    await queue_reply(work, event)


async def on_delivery_status_received(work: Work, event: DeliveryStatusReceived) -> None:
    """Meta tells what became of a message."""
    await record_status(work, event)


async def on_account_update_received(work: Work, event: AccountUpdateReceived) -> None:
    """Meta tells something of the account."""
    await work.account_updates.add(
        event.event_id, field=event.field, value=event.value, occurred_at=event.occurred_at
    )


async def on_mission_status_changed(work: Work, event: MissionStatusChanged) -> None:
    """A mission moved: whom it concerns is told."""
    for addressed in told_of_status(event):
        await queue_message(work, addressed)


async def on_offer_made(work: Work, event: OfferMade) -> None:
    """A driver is asked."""
    for addressed in told_of_offer(event):
        await queue_message(work, addressed)


async def on_offer_closed(work: Work, event: OfferClosed) -> None:
    """An offer ended without its driver."""
    for addressed in told_of_closed_offer(event):
        await queue_message(work, addressed)


async def on_dispatch_exhausted(work: Work, event: DispatchExhausted) -> None:
    """Nobody took a mission."""
    for addressed in told_of_exhaustion(event):
        await queue_message(work, addressed)
