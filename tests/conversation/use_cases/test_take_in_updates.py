"""What Meta posts is stored once, whole, and never fails its neighbours."""

import asyncio

from sqlalchemy import func, select

from services.conversation.container import Container
from services.conversation.models import Quarantined, messaging
from tests.conversation.conftest import TakeIn
from tests.support.meta import message, status, update


async def count(container: Container, table: object) -> int:
    async with container.process.database.transaction() as session:
        query = select(func.count()).select_from(table)  # type: ignore[arg-type]  # a table or a model
        return await session.scalar(query) or 0


async def test_a_batch_posted_ten_times_at_once_is_stored_once(
    container: Container, take_in: TakeIn
) -> None:
    batch = [update(message(f"n{n}", message_id=f"m{n}", user_id=f"CG.{n}")) for n in range(20)]
    batch += [update(status(f"m{n}", "sent")) for n in range(20)]

    answers = await asyncio.gather(*(take_in(*batch) for _ in range(10)))

    assert sum(answer.stored for answer in answers) == 40
    assert sum(answer.duplicates for answer in answers) == 360
    assert await count(container, messaging.lane_item) == 20
    assert await count(container, messaging.event_log) == 20


async def test_signed_but_odd_is_quarantined_once_beside_what_can_be_read(
    container: Container, take_in: TakeIn
) -> None:
    odd = update({"messages": [{"type": "text"}]}, message("fine"))

    first, again = await take_in(odd), await take_in(odd)

    assert (first.stored, first.quarantined) == (2, 1)
    assert (again.stored, again.duplicates) == (0, 2)
    assert await count(container, Quarantined) == 1
    assert await count(container, messaging.lane_item) == 1
