"""Serves the lane of one picture: read what to fetch, fetch outside, write the outcome.

Only the last step is a transaction with an effect, and it checks the lane's fence; a crash before
it fetches again, which is harmless. What may pass is tried five times, then the picture is refused.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, assert_never
from uuid import UUID

import structlog

from services.orders.container import Container
from services.orders.media.developing import Developed, develop
from services.orders.media.faults import Fault, PictureRefused
from services.orders.media.fetching import fetch
from services.orders.media.models import ImageRow
from services.orders.media.use_cases.keep_picture import keep_picture
from services.orders.media.use_cases.refuse_picture import refuse_picture
from services.orders.work import Work
from shared.contracts.orders.catalogue import ImageState
from shared.messaging.lanes import Lane, LaneItem
from shared.observability.correlation import correlated
from shared.values.backoff import backoff

MOST_TRIES: Final = 5
_FIRST_PAUSE_S: Final = 10.0  # then 20, 40, 60: the other side may be restarting

_log = structlog.get_logger()

OnReady = Callable[[Work, UUID], Awaitable[None]]
OnRefused = Callable[[Work, UUID, Fault], Awaitable[None]]


class PictureLane:
    """Fetches pictures; who wants to know that one is ready or refused is told in its transaction.

    The two are given from above: media does not know whose pictures it keeps.
    """

    def __init__(self, container: Container, *, on_ready: OnReady, on_refused: OnRefused) -> None:
        self._container = container
        self._on_ready = on_ready
        self._on_refused = on_refused

    async def serve(self, lane: Lane) -> None:
        """Fetch what waits, then give the lane back.

        Raises:
            LaneLost: another worker has the lane.
        """
        while True:
            item, image = await self._next(lane)
            if item is not None:
                with correlated(item.correlation_id):
                    await self._settle(lane, item, await self._fetched(item, image))
            elif await lane.let_go():
                return

    async def _next(self, lane: Lane) -> tuple[LaneItem | None, ImageRow | None]:
        async with lane.transaction() as session:
            items = await lane.waiting(session, 1)
            if not items:
                return None, None
            image_id = UUID(str(items[0].payload["image_id"]))
            return items[0], await self._container.open_work(session).media.find(image_id)

    async def _fetched(
        self, item: LaneItem, image: ImageRow | None
    ) -> Developed | Fault | Exception | None:
        """Give the picture, why there will be none, or what may be better next time."""
        if image is None or image.state is not ImageState.WAITING:
            return None
        try:
            original = await fetch(self._container, kind=image.source_kind, source=image.source)
            return await asyncio.to_thread(develop, original)
        except PictureRefused as refused:
            return refused.fault
        except Exception as error:  # noqa: BLE001 - whatever it is, five tries are the end of it
            _log.warning("picture not fetched", attempt=item.attempts + 1, error=repr(error))
            return Fault.UNREACHABLE if item.attempts + 1 >= MOST_TRIES else error

    async def _settle(
        self, lane: Lane, item: LaneItem, outcome: Developed | Fault | Exception | None
    ) -> None:
        image_id = UUID(str(item.payload["image_id"]))
        async with lane.transaction() as session:
            work = self._container.open_work(session)
            match outcome:
                case Exception():
                    delay = backoff(item.attempts, base_s=_FIRST_PAUSE_S)
                    await lane.retry(session, item, delay=delay, error=repr(outcome))
                    return
                case Fault():
                    if await refuse_picture(work, outcome, image_id=image_id):
                        await self._on_refused(work, image_id, outcome)
                case Developed():
                    await keep_picture(work, outcome, image_id=image_id)
                    await self._on_ready(work, image_id)
                case None:
                    pass
                case _ as never:
                    assert_never(never)
            await lane.finish(session, [item])
