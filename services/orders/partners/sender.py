"""Serves the endpoints' lanes: what is next is sent outside of any transaction, then written down.

A try that was cut off is made again, so an endpoint may be told twice under one `webhook-id`; never
out of order. A failed try holds the lane back until its pause is over.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx
from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.partners.lane import read_webhook
from services.orders.partners.retries import Answer
from services.orders.partners.use_cases.conclude_webhook import conclude_webhook
from services.orders.partners.use_cases.prepare_webhook import Parcel, prepare_webhook
from services.orders.work import Work
from shared.errors import AppError
from shared.messaging.lanes import Lane, LaneItem
from shared.observability.correlation import correlated
from shared.web.outbound import TIMEOUT_S

TRIES: Final = Counter(
    "partner_webhook_tries_total", "Tries to tell partners, by class of answer", ["answer"]
)


@dataclass(frozen=True, slots=True)
class WebhookSender:
    """Sends one endpoint's webhooks one after the other.

    A bug met on the way blocks the lane of its endpoint alone and is logged at each try.
    """

    outbound: httpx.AsyncClient
    open_work: Callable[[AsyncSession], Work]
    timeout_s: float = TIMEOUT_S

    async def serve(self, lane: Lane) -> None:
        """Send until the lane is empty or its head must wait."""
        while True:
            async with lane.transaction() as session:
                items = await lane.waiting(session, 1)
                parcel = await self._prepare(session, items)
                if parcel is None:
                    await lane.finish(session, items)
            if parcel is not None:
                [item] = items
                with correlated(item.correlation_id):
                    await self._conclude(lane, item, answer=await self._send(parcel))
            elif not items and await lane.let_go():
                return

    async def _prepare(self, session: AsyncSession, items: list[LaneItem]) -> Parcel | None:
        for item in items:
            return await prepare_webhook(self.open_work(session), webhook_id=read_webhook(item))
        return None

    async def _send(self, parcel: Parcel) -> Answer:
        """Post a webhook; the answer's body is not read, however long it is."""
        request = self.outbound.build_request(
            "POST", parcel.url, headers=parcel.headers, content=parcel.body
        )
        try:
            async with asyncio.timeout(self.timeout_s):
                response = await self.outbound.send(request, stream=True)
                await response.aclose()
        except AppError as refused:
            return Answer(error=str(refused))
        except (TimeoutError, httpx.TimeoutException):
            return Answer(error=f"no answer within {self.timeout_s:.0f} s")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Answer(error=type(error).__name__)
        return Answer(status=response.status_code)

    async def _conclude(self, lane: Lane, item: LaneItem, *, answer: Answer) -> None:
        TRIES.labels(f"{answer.status // 100}xx" if answer.status else "none").inc()
        async with lane.transaction() as session:
            pause = await conclude_webhook(
                self.open_work(session), answer, webhook_id=read_webhook(item)
            )
            if pause is None:
                await lane.finish(session, [item])
            else:
                await lane.retry(session, item, delay=pause, error=answer.words)
