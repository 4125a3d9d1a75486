"""What the fake of orders gives to tests beyond the contract, and that it covers all of it."""

import inspect

import pytest

from shared.contracts.call import Nothing
from shared.contracts.orders import calls
from shared.contracts.orders.api import DriverCall, KnownPlaceQuery, MissionStatus, StepReport
from shared.contracts.orders.errors import MissionNotFound, WrongCode
from shared.contracts.orders.fake import FakeOrders
from shared.contracts.orders.fake.table import ANSWERS
from shared.contracts.orders.orders import ContactQuery
from tests.contracts.asking import (
    AWA,
    BACONGO,
    CEDRIC,
    TRESOR,
    accept,
    basket,
    deliver,
    jobs,
    mission,
    mission_of,
    new_key,
    place,
)
from tests.contracts.world import FakeWorld


def test_every_call_is_answered_with_the_parameters_of_its_path() -> None:
    assert ANSWERS.keys() == calls.CALLS.keys()
    for name, call in calls.CALLS.items():
        parameters = inspect.signature(ANSWERS[name]).parameters.values()
        named = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
        assert tuple(named) == call.path_params, name


async def test_it_fails_on_demand_and_says_what_was_asked() -> None:
    fake = FakeOrders()
    fake.fail_with(MissionNotFound(reference="COUR-1"))
    with pytest.raises(MissionNotFound):
        await fake.call(calls.LIST_ACTIVITY, ContactQuery.of(AWA))
    fake.fail_with(None)
    assert (await fake.call(calls.LIST_ACTIVITY, ContactQuery.of(AWA))).missions == []
    assert fake.asked == ["list_activity", "list_activity"]


async def test_its_town_sells_and_drives() -> None:
    fake = FakeOrders.with_town()
    world = FakeWorld(fake)
    shelf = fake.product("Poulet mayo")
    [shop] = [one.id for one in fake.state.merchants.values() if one.name == "Chez Mireille"]
    order = await place(world, basket(shop, (shelf, 2)))
    assert (order.subtotal, order.delivery_fee, order.total) == (7_000, 1_500, 8_500)
    assert fake.product("Poulet mayo").reserved == 2
    with pytest.raises(KeyError):
        fake.product("Pizza")

    made = await mission(world)
    assert [offer.driver.phone for offer in fake.offers.values()] == [CEDRIC]
    offer = fake.offer(made.reference, to=TRESOR)
    assert [job.offer_id for job in await jobs(world, of=TRESOR)] == [offer.id]
    assert await jobs(world, of=CEDRIC) == []


async def test_a_guess_repeated_under_its_key_is_one_guess() -> None:
    fake = FakeOrders.with_town()
    world = FakeWorld(fake)
    made = await mission(world)
    [offer] = fake.offers
    await accept(world, offer)
    wrong = StepReport(driver_phone=CEDRIC, status=MissionStatus.DELIVERED, code="0000")
    for key, tries_left in (("guess one", 4), ("guess one", 4), ("guess two", 3)):
        with pytest.raises(WrongCode) as refused:
            await fake.call(calls.REPORT_STEP, wrong, key=key, reference=made.reference)
        assert refused.value.params["tries_left"] == tries_left


async def test_cash_is_taken_over_at_its_office() -> None:
    fake = FakeOrders()
    world = FakeWorld(fake)
    fake.add_driver(CEDRIC, name="Cédric Loemba")
    made = await mission_of(world, cash=12_000)
    await deliver(world, made.reference)
    call = DriverCall(driver_phone=CEDRIC)
    await fake.call(calls.START_HANDOVER, call, key=new_key(), phone=CEDRIC)
    assert fake.take_over_cash(CEDRIC) == 12_000
    assert (await fake.call(calls.GET_CASH, Nothing(), phone=CEDRIC)).in_hand == 0


async def test_it_learns_a_place_at_once() -> None:
    fake = FakeOrders()
    fake.learn("chez maman Pauline", place=BACONGO)
    known = await fake.call(calls.FIND_PLACE, KnownPlaceQuery(phrase="Chez maman Pauline"))
    assert (known.place, known.drops) == (BACONGO, 3)
