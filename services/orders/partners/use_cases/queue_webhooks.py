"""Something happened that partners asked to be told of."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from services.orders.partners.event_types import is_wanted
from services.orders.partners.lane import webhook_item
from services.orders.partners.repository import Listener
from services.orders.work import Work
from shared.contracts.orders.partners import WebhookState
from shared.messaging.events import Event


@dataclass(frozen=True, slots=True)
class Fact:
    """An event as partners read it; `data` is what listeners see who do not own the thing.

    `own_data` is for the partner whose mission it is: only that one knows the codes.
    """

    event: Event
    event_type: str
    data: dict[str, object]
    own_data: dict[str, object]


async def queue_webhooks(work: Work, fact: Fact, *, listeners: Sequence[Listener]) -> None:
    """Note what each listener that wants the event is owed, and leave the sending in its lane.

    Disabled endpoints are owed it too, held until a replay. What comes twice is noted once.
    """
    wanting = [
        one for one in listeners if is_wanted(fact.event_type, patterns=one.endpoint.event_types)
    ]
    if not wanting:
        return
    new = await work.endpoints.add_webhooks_if_new([_row(work, fact, one) for one in wanting])
    await work.lanes.put_many(
        [
            webhook_item(_id(fact, one), endpoint_id=one.endpoint.id)
            for one in wanting
            if one.endpoint.is_enabled and _id(fact, one) in new
        ]
    )


def _id(fact: Fact, listener: Listener) -> UUID:
    return uuid5(listener.endpoint.id, str(fact.event.event_id))


def _row(work: Work, fact: Fact, listener: Listener) -> dict[str, object]:
    told = fact.own_data if listener.is_own else fact.data
    is_enabled = listener.endpoint.is_enabled
    return {
        "id": _id(fact, listener),
        "endpoint_id": listener.endpoint.id,
        "event_type": fact.event_type,
        "body": {
            "type": fact.event_type,
            "timestamp": fact.event.occurred_at.isoformat(),
            "data": {**told, "external_id": listener.external_id},
        },
        "state": WebhookState.PENDING if is_enabled else WebhookState.HELD,
        "attempts": 0,
        "created_at": work.now,
    }
