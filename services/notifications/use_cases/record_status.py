"""A delivery status is matched to its notification and applied; early ones are looked at again."""

from contextlib import suppress
from typing import Final
from uuid import UUID

import structlog
from prometheus_client import Counter

from services.notifications.delivery import DeliveryState, reported_state
from services.notifications.lanes import status_item
from services.notifications.use_cases.give_second_chance import give_second_chance
from services.notifications.work import Work
from shared.contracts.conversation.events import DeliveryStatusReceived

STATUSES: Final = Counter(
    "notification_statuses_total", "Delivery reports that changed something", ["state"]
)

_log = structlog.get_logger()


async def record_status(work: Work, status: DeliveryStatusReceived, *, looks: int = 0) -> None:
    """Apply what Meta says became of a message; late and repeated reports change nothing.

    `looks` counts how often this report was looked at before and fitted no notification.
    """
    state = reported_state(status.status)
    if state is None:
        _log.info("status_ignored", status=status.status)
        return
    tracker, code = _tracker(status), _error_code(status)
    changed = await work.reports.apply(
        state,
        tracker=tracker,
        message_id=status.message_id,
        reason=code if state is DeliveryState.FAILED else None,
        pricing=status.pricing,
    )
    if changed is None:
        await _explain(work, status, tracker=tracker, looks=looks)
        return
    STATUSES.labels(state.value).inc()
    if state is DeliveryState.FAILED:
        _log.warning("delivery_failed", notification_id=str(changed), code=code)
        await give_second_chance(work, changed, code=code)


async def _explain(
    work: Work, status: DeliveryStatusReceived, *, tracker: UUID | None, looks: int
) -> None:
    """Tell a report that came too early from one of a second copy and from an outdated one."""
    found = await work.reports.find(tracker=tracker, message_id=status.message_id)
    if found is None:
        await _keep_for_later(work, status, looks=looks)
    elif found.message_id not in {None, status.message_id}:
        _log.warning("status_of_another_copy", notification_id=str(found.id), status=status.status)
        STATUSES.labels("other_copy").inc()


async def _keep_for_later(work: Work, status: DeliveryStatusReceived, *, looks: int) -> None:
    later = status_item(status, looks=looks)
    if later is None:
        _log.info("status_fits_nothing", status=status.status)
        return
    await work.lanes.put_many([later])


def _tracker(status: DeliveryStatusReceived) -> UUID | None:
    with suppress(ValueError):
        return UUID(status.tracker or "")
    return None


def _error_code(status: DeliveryStatusReceived) -> str:
    codes = [str(error["code"]) for error in status.errors if "code" in error]
    return codes[0] if codes else "unspecified"
