"""A parcel that came back goes out again, once at a time, at what it costs now."""

import asyncio
from datetime import timedelta

import pytest

from shared.contracts.orders.api import CancelRequest, Mission, MissionStatus
from shared.contracts.orders.calls import CANCEL_MISSION, GET_MISSION, REDELIVER_MISSION
from shared.contracts.orders.errors import MissionNotFound, RedeliveryNotAllowed
from shared.contracts.orders.orders import ContactQuery
from shared.errors import AppError
from shared.values.contact import ContactRef
from tests.orders.town import AWA, JUNIOR, Town, new_key


async def returned(town: Town) -> Mission:
    await town.add_driver(at=None)
    mission = await town.order_delivery(cash=5_000)
    await town.give(mission.reference)
    await town.report(mission.reference, MissionStatus.AT_DROPOFF)
    await town.report(mission.reference, MissionStatus.PROBLEM, note="Refusé à la porte")
    await town.report(mission.reference, MissionStatus.RETURNED)
    return await town.orders.call(GET_MISSION, ContactQuery(), reference=mission.reference)


async def again(town: Town, reference: str, *, by: ContactRef = AWA) -> Mission:
    return await town.orders.call(
        REDELIVER_MISSION, CancelRequest(contact=by), key=new_key(), reference=reference
    )


async def test_a_returned_parcel_is_sent_out_again_at_the_price_of_the_hour(town: Town) -> None:
    first = await returned(town)
    assert first.is_redeliverable
    town.clock.advance(timedelta(hours=8))  # 21:00 in Brazzaville: the night fare
    second = await again(town, first.reference)
    assert (second.status, second.reference) == (MissionStatus.PENDING, "COUR-20261121-002")
    assert (first.price, second.price) == (1_600, 1_900)
    assert (second.pickup, second.dropoff) == (first.pickup, first.dropoff)
    assert (second.cash_to_collect, second.driver) == (5_000, None)
    assert second.delivery_code is not None
    [link] = await town.rows(
        "SELECT redelivers_id FROM orders.mission WHERE redelivers_id IS NOT NULL"
    )
    assert link["redelivers_id"] == first.id
    seen = await town.orders.call(GET_MISSION, ContactQuery.of(AWA), reference=first.reference)
    assert not seen.is_redeliverable


async def test_it_goes_out_once_at_a_time_however_often_it_is_asked(town: Town) -> None:
    first = await returned(town)
    tries = (again(town, first.reference) for _ in range(5))
    found = await asyncio.gather(*tries, return_exceptions=True)
    made = [one for one in found if isinstance(one, Mission)]
    assert len(made) == 1
    refused = [one for one in found if isinstance(one, AppError)]
    assert {type(one) for one in refused} == {RedeliveryNotAllowed}
    assert len(await town.rows("SELECT 1 FROM orders.mission")) == 2
    called_off = CancelRequest(contact=AWA)
    await town.orders.call(CANCEL_MISSION, called_off, key=new_key(), reference=made[0].reference)
    assert (await again(town, first.reference)).reference == "COUR-20261121-003"


async def test_only_the_client_of_a_parcel_that_came_back_may_ask(town: Town) -> None:
    waiting = await town.order_delivery()
    with pytest.raises(RedeliveryNotAllowed, match="is pending"):
        await again(town, waiting.reference)
    with pytest.raises(MissionNotFound):
        await again(town, waiting.reference, by=JUNIOR)
    assert len(await town.rows("SELECT 1 FROM orders.mission")) == 1
