"""Missions from the order to the end, as the chat and the driver do them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from shared.contracts.call import Nothing
from shared.contracts.orders.api import (
    CancelRequest,
    DriverCall,
    Mission,
    MissionRequest,
    MissionStatus,
    Quote,
    QuoteRequest,
    StepReport,
    Stop,
)
from shared.contracts.orders.calls import (
    ACCEPT_OFFER,
    CANCEL_MISSION,
    CREATE_MISSION,
    GET_DRIVER,
    GET_MISSION,
    LIST_ACTIVITY,
    MAKE_QUOTE,
    REPORT_STEP,
)
from shared.contracts.orders.errors import (
    MissionNotCancellable,
    MissionNotFound,
    NotYourMission,
    QuoteDoesNotMatch,
    QuoteExpired,
    StepNotAllowed,
)
from shared.contracts.orders.orders import ContactQuery
from shared.errors import IdempotencyKeyReused
from tests.orders.town import (
    AWA,
    BACONGO,
    CEDRIC,
    JUNIOR,
    MOUNGALI,
    POTO_POTO,
    TRESOR,
    Town,
    new_key,
)

CHANGED = "orders.mission_status_changed.v1"


async def accepted_mission(town: Town) -> Mission:
    await town.add_driver()
    await town.order_delivery()
    await town.settle()
    [offer] = await town.events("orders.offer_made.v1")
    call = DriverCall(driver_phone=CEDRIC)
    return await town.orders.call(
        ACCEPT_OFFER, call, key=new_key(), offer_id=str(offer["offer"]["id"])
    )


async def step(town: Town, reference: str, status: MissionStatus, *, by: str = CEDRIC) -> Mission:
    report = StepReport(driver_phone=by, status=status)
    return await town.orders.call(REPORT_STEP, report, key=new_key(), reference=reference)


async def moves(town: Town) -> list[tuple[str | None, str]]:
    return [(event["previous"], event["status"]) for event in await town.events(CHANGED)]


async def test_a_confirmed_delivery_is_a_mission_at_the_quoted_price(town: Town) -> None:
    mission = await town.order_delivery()
    assert mission.reference == "COUR-20261121-001"
    assert (mission.status, mission.price, mission.is_cancellable) == ("pending", 1_600, True)
    assert mission.client == AWA
    assert mission.dropoff.contact_name == "Marie"
    assert mission.eta is not None
    assert (mission.eta.low, mission.eta.high) == (25, 59)
    assert mission.tracking_url is not None
    assert mission.tracking_url.startswith("https://toktok.test/track/")
    assert [entry.status for entry in mission.timeline] == ["pending"]
    assert await moves(town) == [(None, "pending")]


async def test_references_count_up_within_a_local_day_and_start_again_on_the_next(
    town: Town,
) -> None:
    town.clock.advance(datetime(2026, 11, 21, 22, 59, tzinfo=UTC) - town.clock.now())
    first, second = await town.order_delivery(), await town.order_delivery()
    town.clock.advance(timedelta(minutes=1))
    after_midnight = await town.order_delivery()
    assert [first.reference, second.reference, after_midnight.reference] == [
        "COUR-20261121-001",
        "COUR-20261121-002",
        "COUR-20261122-001",
    ]


async def test_simultaneous_missions_get_different_numbers_without_a_gap(town: Town) -> None:
    made = await asyncio.gather(*(town.order_delivery() for _ in range(8)))
    assert sorted(mission.reference for mission in made) == [
        f"COUR-20261121-{number:03d}" for number in range(1, 9)
    ]


async def test_confirming_twice_with_one_key_makes_one_mission(town: Town) -> None:
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    quote = await town.orders.call(MAKE_QUOTE, asked, key=new_key())
    stops = {"pickup": Stop(place=POTO_POTO), "dropoff": Stop(place=BACONGO)}
    request = MissionRequest(quote_id=quote.id, client=AWA, **stops)
    made = await asyncio.gather(
        *(town.orders.call(CREATE_MISSION, request, key="the same key") for _ in range(5))
    )
    assert {mission.id for mission in made} == {made[0].id}
    other = request.model_copy(update={"description": "autre chose"})
    with pytest.raises(IdempotencyKeyReused):
        await town.orders.call(CREATE_MISSION, other, key="the same key")
    assert await town.rows("SELECT count(*) FROM orders.mission") == [{"count": 1}]
    assert await moves(town) == [(None, "pending")]


async def test_an_expired_price_makes_no_mission(town: Town) -> None:
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    quote = await town.orders.call(MAKE_QUOTE, asked, key=new_key())
    town.clock.advance(timedelta(minutes=15))
    stops = {"pickup": Stop(place=POTO_POTO), "dropoff": Stop(place=BACONGO)}
    request = MissionRequest(quote_id=quote.id, client=AWA, **stops)
    with pytest.raises(QuoteExpired) as refused:
        await town.orders.call(CREATE_MISSION, request, key=new_key())
    assert await town.rows("SELECT 1 FROM orders.mission") == []
    assert await town.events() == []
    fresh = Quote.model_validate(refused.value.params["quote"])
    assert (fresh.total, fresh.expires_at - town.clock.now()) == (1_600, timedelta(minutes=15))
    again = request.model_copy(update={"quote_id": fresh.id})
    made = await town.orders.call(CREATE_MISSION, again, key=new_key())
    assert made.price == fresh.total


async def test_the_price_of_one_way_does_not_buy_another(town: Town) -> None:
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=MOUNGALI)
    quote = await town.orders.call(MAKE_QUOTE, asked, key=new_key())
    stops = {"pickup": Stop(place=POTO_POTO), "dropoff": Stop(place=BACONGO)}
    request = MissionRequest(quote_id=quote.id, client=AWA, **stops)
    with pytest.raises(QuoteDoesNotMatch, match="another dropoff") as refused:
        await town.orders.call(CREATE_MISSION, request, key=new_key())
    assert await town.rows("SELECT 1 FROM orders.mission") == []
    fresh = Quote.model_validate(refused.value.params["quote"])
    assert (quote.total, fresh.total) == (1_000, 1_600)


async def test_a_client_sees_their_own_running_missions(town: Town) -> None:
    first = await town.order_delivery()
    await town.order_delivery(client=JUNIOR)
    second = await town.order_delivery()
    cancel = CancelRequest(contact=AWA)
    third = await town.order_delivery()
    await town.orders.call(CANCEL_MISSION, cancel, key=new_key(), reference=third.reference)
    mine = (await town.orders.call(LIST_ACTIVITY, ContactQuery.of(AWA))).missions
    assert [mission.reference for mission in mine] == [second.reference, first.reference]


async def test_a_waiting_mission_is_cancelled_once(town: Town) -> None:
    mission = await town.order_delivery()
    cancel = CancelRequest(contact=AWA, reason="trop long")
    first, ended = [
        await town.orders.call(CANCEL_MISSION, cancel, key=new_key(), reference=mission.reference)
        for _ in range(2)
    ]
    assert first == ended
    assert (ended.status, ended.is_cancellable) == ("cancelled", False)
    assert ended.timeline[-1].note == "trop long"
    assert await moves(town) == [(None, "pending"), ("pending", "cancelled")]


async def test_nobody_cancels_a_strangers_mission(town: Town) -> None:
    mission = await town.order_delivery()
    with pytest.raises(MissionNotFound):
        await town.orders.call(
            CANCEL_MISSION,
            CancelRequest(contact=JUNIOR),
            key=new_key(),
            reference=mission.reference,
        )
    assert (
        await town.orders.call(GET_MISSION, ContactQuery(), reference=mission.reference)
    ).status == "pending"
    assert await moves(town) == [(None, "pending")]


async def test_a_parcel_on_the_road_cannot_be_called_off(town: Town) -> None:
    mission = await accepted_mission(town)
    await step(town, mission.reference, MissionStatus.PICKED_UP)
    with pytest.raises(MissionNotCancellable, match="is picked_up"):
        await town.orders.call(
            CANCEL_MISSION, CancelRequest(contact=AWA), key=new_key(), reference=mission.reference
        )
    assert (await moves(town))[-1] == ("accepted", "picked_up")


async def test_a_driver_reports_every_step_to_the_end(town: Town) -> None:
    mission = await accepted_mission(town)
    steps = ["to_pickup", "at_pickup", "picked_up", "in_transit", "at_dropoff"]
    for name in steps:
        await step(town, mission.reference, MissionStatus(name))
    mission = await town.deliver(mission.reference)
    assert [entry.status for entry in mission.timeline] == [
        "pending",
        "accepted",
        *steps,
        "delivered",
    ]
    assert [entry.source for entry in mission.timeline] == ["client", *["driver"] * 7]
    assert mission.eta is None
    assert (await town.orders.call(GET_DRIVER, Nothing(), phone=CEDRIC)).active_missions == []
    assert len(await moves(town)) == 8


async def test_skipped_steps_are_one_move(town: Town) -> None:
    mission = await accepted_mission(town)
    await town.deliver(mission.reference)
    assert await moves(town) == [
        (None, "pending"),
        ("pending", "accepted"),
        ("accepted", "delivered"),
    ]


async def test_a_step_back_is_refused_and_a_second_tap_changes_nothing(town: Town) -> None:
    mission = await accepted_mission(town)
    await step(town, mission.reference, MissionStatus.PICKED_UP)
    await step(town, mission.reference, MissionStatus.PICKED_UP)
    with pytest.raises(StepNotAllowed, match="is picked_up; at_pickup does not follow"):
        await step(town, mission.reference, MissionStatus.AT_PICKUP)
    assert (await moves(town))[2:] == [("accepted", "picked_up")]


async def test_another_driver_cannot_report_steps(town: Town) -> None:
    mission = await accepted_mission(town)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=None)
    with pytest.raises(NotYourMission):
        await step(town, mission.reference, MissionStatus.DELIVERED, by=TRESOR)
    assert (
        await town.orders.call(GET_MISSION, ContactQuery(), reference=mission.reference)
    ).status == "accepted"


async def test_only_our_own_services_may_ask(town: Town) -> None:
    mission = await town.order_delivery()
    answer = await town.http.get(f"/internal/missions/{mission.reference}")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
