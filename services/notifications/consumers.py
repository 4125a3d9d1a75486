"""What conversation and orders tell us. Nothing is sent here.

What orders tells is put into words by `messages.news` and queued, the same way for every event.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import structlog

from services.notifications.messages import news
from services.notifications.messages.message import Addressed
from services.notifications.sending.courtesy import CourtesyQueue
from services.notifications.use_cases.change_language import change_language
from services.notifications.use_cases.erase_recipient import (
    erase_for_conversation,
    erase_for_orders,
)
from services.notifications.use_cases.queue_message import queue_message
from services.notifications.use_cases.queue_reply import queue_reply
from services.notifications.use_cases.record_status import record_status
from services.notifications.work import Work
from shared.contracts.conversation.events import (
    AccountUpdateReceived,
    ContactErased,
    DeliveryStatusReceived,
    LanguageChosen,
    MessageReceived,
    ReplyWritten,
)
from shared.contracts.orders.events import (
    ApplicationReviewed,
    CashCeilingPassed,
    CashHandedOver,
    DispatchExhausted,
    DriverNearStop,
    JobOpened,
    MerchantRegistered,
    MissionStatusChanged,
    OfferClosed,
    OfferMade,
    OrderMoved,
    OrderPaid,
    PartnerEndpointDisabled,
    PersonErased,
    ProductImageRefused,
    StockFell,
)
from shared.messaging.consumer import Subscription
from shared.messaging.events import Event

E = TypeVar("E", bound=Event)

_log = structlog.get_logger()


def of_conversation(courtesy: CourtesyQueue) -> Sequence[Subscription[Work]]:
    """List what is consumed from conversation."""
    return (
        Subscription(MessageReceived, partial(on_message_received, courtesy=courtesy)),
        Subscription(ReplyWritten, partial(on_reply_written, courtesy=courtesy)),
        Subscription(LanguageChosen, on_language_chosen),
        Subscription(DeliveryStatusReceived, on_delivery_status_received),
        Subscription(AccountUpdateReceived, on_account_update_received),
        Subscription(ContactErased, on_contact_erased),
    )


def of_orders() -> Sequence[Subscription[Work]]:
    """List what is consumed from orders."""
    return (
        _tells(MissionStatusChanged, news.told_of_status),
        _tells(OfferMade, news.told_of_offer),
        _tells(OfferClosed, news.told_of_closed_offer),
        _tells(DispatchExhausted, news.told_of_exhaustion),
        _tells(JobOpened, news.told_of_open_job),
        _tells(DriverNearStop, news.told_of_nearness),
        _tells(OrderMoved, news.told_of_order),
        _tells(OrderPaid, news.told_of_payment),
        _tells(StockFell, news.told_of_stock),
        _tells(ProductImageRefused, news.told_of_refused_picture),
        _tells(ApplicationReviewed, news.told_of_decision),
        _tells(MerchantRegistered, news.told_of_new_shop),
        _tells(CashHandedOver, news.told_of_handover),
        _tells(CashCeilingPassed, news.told_of_ceiling),
        Subscription(PartnerEndpointDisabled, on_partner_endpoint_disabled),
        Subscription(PersonErased, on_person_erased),
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


async def on_language_chosen(work: Work, event: LanguageChosen) -> None:
    """A person is spoken to in another language from now on."""
    await change_language(work, event)


async def on_delivery_status_received(work: Work, event: DeliveryStatusReceived) -> None:
    """Meta tells what became of a message."""
    await record_status(work, event)


async def on_account_update_received(work: Work, event: AccountUpdateReceived) -> None:
    """Meta tells something of the account."""
    await work.account_updates.add(
        event.event_id, field=event.field, value=event.value, occurred_at=event.occurred_at
    )


async def on_contact_erased(work: Work, event: ContactErased) -> None:
    """Conversation has forgotten a person; the farewell is in the lane."""
    await erase_for_conversation(work, event)


async def on_person_erased(work: Work, event: PersonErased) -> None:
    """Orders has forgotten a person."""
    await erase_for_orders(work, event)


async def on_partner_endpoint_disabled(_: Work, event: PartnerEndpointDisabled) -> None:
    """A partner cannot be reached any more: operators see it in the log, nobody is messaged."""
    _log.error("partner_endpoint_disabled", partner=event.partner, last_error=event.last_error)


def _tells(event: type[E], told: Callable[[E], list[Addressed]]) -> Subscription[Work]:
    return Subscription(event, partial(_queue_all, told=told))


async def _queue_all(work: Work, event: E, *, told: Callable[[E], list[Addressed]]) -> None:
    for addressed in told(event):
        await queue_message(work, addressed)
