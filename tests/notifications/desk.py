"""Drives notifications by hand: events in, lanes served once, time moved, rows looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text

from services.notifications.consumers import of_conversation, of_orders
from services.notifications.container import Container
from services.notifications.lanes import SEND_PREFIX, STATUS_PREFIX
from services.notifications.models import DeliveryAttempt, Notification, Recipient, messaging
from services.notifications.settings import NotificationsSettings
from services.notifications.work import Work
from services.notifications.worker import look_at_early_statuses, make_sender
from shared.messaging.consumer import EventConsumer
from shared.messaging.events import Event, Page, Recorded
from shared.messaging.lane_worker import LaneWorker, in_one_transaction
from shared.messaging.lanes import Lane
from shared.observability.correlation import new_correlation_id


@dataclass
class _Shelf:
    """A producer's feed that holds what the test put there."""

    events: Sequence[Event]

    async def read(self, *, after: str, limit: int, wait_s: float) -> Page:
        del limit, wait_s
        start = int(after.partition("-")[2])
        recorded = [
            Recorded(
                cursor=f"0-{start + number}",
                event_id=event.event_id,
                name=event.name,
                correlation_id=new_correlation_id(),
                body=event.model_dump(mode="json"),
            )
            for number, event in enumerate(self.events, start=1)
        ]
        return Page(events=recorded, next=recorded[-1].cursor)


class Desk:
    """What a worker does, one step at a time."""

    def __init__(self, settings: NotificationsSettings, container: Container) -> None:
        self.container = container
        self._sender = make_sender(settings, container)
        self._courtesy = container.courtesy

    async def consume(self, *events: Event) -> None:
        """Apply events as the consumers of conversation and orders would."""
        for producer, subscriptions in (
            ("conversation", of_conversation(self._courtesy)),
            ("orders", of_orders()),
        ):
            names = {subscription.event.name for subscription in subscriptions}
            mine = [event for event in events if event.name in names]
            if mine:
                consumer: EventConsumer[Work] = EventConsumer(
                    self.container.process.database,
                    messaging,
                    _Shelf(mine),
                    producer=producer,
                    subscriptions=subscriptions,
                    open_work=self.container.open_work,
                )
                await consumer.step(wait_s=0)

    async def deliver(self) -> None:
        """Serve every recipient's lane that is ready, once."""
        await self._serve(SEND_PREFIX, self._sender.serve)

    async def look_at_early_statuses(self) -> None:
        """Serve the lanes of early statuses, once."""
        serve = in_one_transaction(
            look_at_early_statuses,
            open_work=self.container.open_work,
            service="notifications",
            batch=20,
        )
        await self._serve(STATUS_PREFIX, serve)

    async def claim(self) -> list[Lane]:
        """Claim the recipients' lanes that are ready, and keep them."""
        worker = LaneWorker(
            self.container.process.database, messaging, self._sender.serve, prefix=SEND_PREFIX
        )
        return await worker._claim()

    async def time_passes(self, seconds: float) -> None:
        """Let lanes and sends become older, as the database's clock counts."""
        schema = "notifications"
        later = f"interval '{seconds} seconds'"
        await self.execute(
            f"UPDATE {schema}.lane_item SET available_at = available_at - {later}",  # noqa: S608 - our own number
            f"UPDATE {schema}.lane SET ready_at = ready_at - {later} WHERE ready_at < 'infinity'",  # noqa: S608 - our own number
            f"UPDATE {schema}.lane SET leased_until = leased_until - {later} "  # noqa: S608 - our own number
            "WHERE leased_until > '-infinity'",
            f"UPDATE {schema}.notification SET sending_at = sending_at - {later}",  # noqa: S608 - our own number
        )

    async def execute(self, *statements: str) -> None:
        """Change the database behind the service's back."""
        async with self.container.process.database.transaction() as session:
            for statement in statements:
                await session.execute(text(statement))

    async def notifications(self) -> list[Notification]:
        """All notifications, oldest first."""
        rows: list[Notification] = await self._all(select(Notification).order_by(Notification.id))
        return rows

    async def the_notification(self) -> Notification:
        """The only notification."""
        [only] = await self.notifications()
        return only

    async def states(self) -> list[tuple[str, str | None]]:
        """State and reason of all notifications, oldest first."""
        return [(row.state.value, row.reason) for row in await self.notifications()]

    async def attempts(self) -> list[tuple[str, str | None]]:
        """Outcome and code of all attempts, in order."""
        rows = await self._all(select(DeliveryAttempt).order_by(DeliveryAttempt.id))
        return [(row.outcome, row.code) for row in rows]

    async def recipients(self) -> list[Recipient]:
        """All recipients, oldest first."""
        rows: list[Recipient] = await self._all(select(Recipient).order_by(Recipient.id))
        return rows

    async def waiting_items(self) -> int:
        """How many items wait in lanes."""
        async with self.container.process.database.transaction() as session:
            query = "SELECT count(*) FROM notifications.lane_item"
            return int(await session.scalar(text(query)) or 0)

    async def _serve(self, prefix: str, serve: Any) -> None:  # noqa: ANN401 - a lane's server
        worker = LaneWorker(self.container.process.database, messaging, serve, prefix=prefix)
        for lane in await worker._claim():
            await serve(lane)

    async def _all(self, query: Any) -> Any:  # noqa: ANN401 - any entity
        async with self.container.process.database.transaction() as session:
            return list(await session.scalars(query))
