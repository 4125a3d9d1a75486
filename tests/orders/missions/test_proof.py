"""What proves that a parcel changed hands, who may know it, and how guessing ends."""

import asyncio
from collections import Counter

import pytest

from services.orders.missions.models import MissionRow, Source
from services.orders.missions.moves import Report, apply_report
from services.orders.missions.proof import hand_over_parcel
from services.orders.missions.use_cases.create_delivery import DeliveryJob, create_delivery
from shared.contracts.orders.api import CancelRequest, MissionStatus, StepReport, Stop
from shared.contracts.orders.calls import (
    CANCEL_MISSION,
    GET_MISSION,
    REDELIVER_MISSION,
    REPORT_STEP,
)
from shared.contracts.orders.errors import (
    CodeLocked,
    CodeRequired,
    MissionNotCancellable,
    MissionNotFound,
    ReasonRequired,
    StepNotAllowed,
    WrongCode,
)
from shared.contracts.orders.orders import ContactQuery
from shared.errors import AppError, Invalid
from shared.values.ids import new_id
from tests.orders.town import AWA, BACONGO, CEDRIC, JUNIOR, POTO_POTO, TRESOR, Town, new_key

DELIVERED = MissionStatus.DELIVERED
SHOP = "+242065550301"


def another(code: str, *, by: int = 1) -> str:
    return f"{(int(code) + by) % 10_000:04d}"


async def on_the_road(town: Town) -> str:
    await town.add_driver(at=None)
    mission = await town.order_delivery()
    await town.give(mission.reference)
    await town.report(mission.reference, MissionStatus.IN_TRANSIT)
    return mission.reference


async def of_an_order(town: Town) -> MissionRow:
    """A mission that delivers an order, with its driver at the shop."""
    await town.add_driver(at=None)
    job = DeliveryJob(
        client=AWA,
        pickup=Stop(place=POTO_POTO),
        dropoff=Stop(place=BACONGO),
        city="Brazzaville",
        distance_m=5_000,
        price=1_500,
        order_id=new_id(),
        order_reference="CMD-20261121-001",
    )
    async with town.container.begin() as work:
        mission = await create_delivery(work, job)
    await town.give(mission.reference)
    await town.report(mission.reference, MissionStatus.AT_PICKUP)
    return mission


async def proofs(town: Town) -> list[tuple[object, ...]]:
    rows = await town.rows(
        "SELECT status, pickup_proof, pickup_tries, delivery_proof, delivery_tries"
        " FROM orders.mission"
    )
    return [tuple(row.values()) for row in rows]


async def refusal_of(town: Town, reference: str, code: str) -> AppError | None:
    try:
        await town.report(reference, DELIVERED, code=code)
    except AppError as refusal:
        return refusal
    return None


async def test_each_party_is_told_its_own_codes_and_a_stranger_nothing(town: Town) -> None:
    await town.add_driver()
    made = await town.order_delivery()
    assert made.pickup_code is not None
    assert made.delivery_code is not None
    assert (len(made.pickup_code), len(made.delivery_code)) == (4, 4)
    await town.settle()
    [offered] = await town.events("orders.offer_made.v1")
    told = offered["offer"]["mission"]
    assert (told["pickup_code"], told["delivery_code"]) == (None, None)
    await town.give(made.reference)
    moved = await town.report(made.reference, MissionStatus.TO_PICKUP)
    assert (moved.pickup_code, moved.delivery_code) == (made.pickup_code, None)

    async def seen_by(who: ContactQuery) -> tuple[str | None, str | None]:
        seen = await town.orders.call(GET_MISSION, who, reference=made.reference)
        return (seen.pickup_code, seen.delivery_code)

    both = (made.pickup_code, made.delivery_code)
    assert await seen_by(ContactQuery.of(AWA)) == both
    assert await seen_by(ContactQuery()) == both
    assert await seen_by(ContactQuery(phone=CEDRIC)) == (made.pickup_code, None)
    with pytest.raises(MissionNotFound):
        await seen_by(ContactQuery.of(JUNIOR))
    with pytest.raises(Invalid, match="phone or user_id"):
        await seen_by(ContactQuery(contact_id=new_id()))
    changed = await town.events("orders.mission_status_changed.v1")
    assert {
        (one["mission"]["pickup_code"], one["mission"]["delivery_code"]) for one in changed
    } == {both}


async def test_the_clients_code_proves_the_delivery(town: Town) -> None:
    reference = await on_the_road(town)
    with pytest.raises(CodeRequired):
        await town.report(reference, DELIVERED)
    assert await proofs(town) == [("in_transit", None, 0, None, 0)]
    delivered = await town.deliver(reference)
    assert (delivered.status, delivered.delivery_code) == (DELIVERED, None)
    assert await proofs(town) == [("delivered", None, 0, "code", 0)]


async def test_five_wrong_codes_are_counted_and_then_only_a_photo_helps(town: Town) -> None:
    reference = await on_the_road(town)
    right = await town.delivery_code(reference)
    moves = await town.event_names()
    left = []
    for by in range(1, 6):
        refusal = await refusal_of(town, reference, another(right, by=by))
        assert isinstance(refusal, WrongCode)
        left.append(refusal.params["tries_left"])
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(CodeLocked):
        await town.report(reference, DELIVERED, code=right)
    assert await proofs(town) == [("in_transit", None, 0, None, 5)]
    assert await town.event_names() == moves
    await town.report(reference, DELIVERED, code=right, photo_media_id="media-1")
    assert await proofs(town) == [("delivered", None, 0, "photo", 5)]


async def test_twenty_guesses_at_once_get_five_looks(town: Town) -> None:
    reference = await on_the_road(town)
    right = await town.delivery_code(reference)
    guesses = [another(right, by=by) for by in range(1, 20)]
    found = await asyncio.gather(*(refusal_of(town, reference, guess) for guess in guesses))
    assert Counter(type(one) for one in found) == {WrongCode: 5, CodeLocked: 14}
    assert isinstance(await refusal_of(town, reference, right), CodeLocked)
    assert await proofs(town) == [("in_transit", None, 0, None, 5)]


async def test_a_guess_that_is_sent_again_is_one_guess(town: Town) -> None:
    reference = await on_the_road(town)
    guess = another(await town.delivery_code(reference))
    report = StepReport(driver_phone=CEDRIC, status=DELIVERED, code=guess)
    for _ in range(3):
        with pytest.raises(WrongCode) as refused:
            await town.orders.call(REPORT_STEP, report, key="the same key", reference=reference)
        assert refused.value.params["tries_left"] == 4
    assert await proofs(town) == [("in_transit", None, 0, None, 1)]


async def test_a_photo_stands_for_the_code_and_is_shown_unless_it_is_refused(town: Town) -> None:
    reference = await on_the_road(town)
    delivered = await town.report(reference, DELIVERED, photo_media_id="media-2")
    [image] = await town.rows("SELECT id, state, source FROM orders.image")
    shown = f"https://toktok.test/api/media/{image['id']}/large.jpg"
    assert (delivered.status, delivered.proof_url) == (DELIVERED, shown)
    assert (image["state"], image["source"]) == ("waiting", "media-2")
    async with town.container.begin() as work:
        found = await work.media.find(image["id"], lock=True)
        assert found is not None
        found.state = type(found.state)("refused")
    seen = await town.orders.call(GET_MISSION, ContactQuery.of(AWA), reference=reference)
    assert seen.proof_url is None


async def test_an_orders_parcel_leaves_the_shop_with_the_drivers_code(town: Town) -> None:
    mission = await of_an_order(town)
    with pytest.raises(CodeRequired):
        await town.report(mission.reference, MissionStatus.PICKED_UP)
    with pytest.raises(CodeRequired):
        await town.report(mission.reference, MissionStatus.AT_DROPOFF)
    async with town.container.begin() as work:
        locked = await work.missions.get(mission.id, lock=True)
        with pytest.raises(CodeRequired):
            await hand_over_parcel(work, locked, code=None, merchant_phone=SHOP)
        wrong = another(str(mission.pickup_code))
        with pytest.raises(WrongCode):
            await hand_over_parcel(work, locked, code=wrong, merchant_phone=SHOP)
    assert await proofs(town) == [("at_pickup", None, 1, None, 0)]
    for _ in range(2):
        async with town.container.begin() as work:
            locked = await work.missions.get(mission.id, lock=True)
            await hand_over_parcel(work, locked, code=mission.pickup_code, merchant_phone=SHOP)
    assert await proofs(town) == [("picked_up", "code", 1, None, 0)]
    seen = await town.orders.call(GET_MISSION, ContactQuery(), reference=mission.reference)
    assert [(entry.status, entry.source) for entry in seen.timeline][-1] == (
        "picked_up",
        "merchant",
    )
    assert seen.order_reference == "CMD-20261121-001"
    items = await town.rows("SELECT lane, kind, payload FROM orders.lane_item WHERE lane LIKE 'o%'")
    told = {"mission_id": str(mission.id)}
    lane = f"order:{mission.order_id}"
    assert [tuple(item.values()) for item in items] == [(lane, "mission_moved", told)] * 3


async def test_an_orders_parcel_that_never_left_the_shop_is_not_delivered(town: Town) -> None:
    mission = await of_an_order(town)
    shown = {"code": str(mission.delivery_code), "photo_media_id": "media-5"}
    for step in (DELIVERED, MissionStatus.IN_TRANSIT):
        with pytest.raises(CodeRequired):
            await town.report(mission.reference, step, code=mission.delivery_code)
    with pytest.raises(CodeRequired):
        await town.report(mission.reference, DELIVERED, **shown)
    with pytest.raises(StepNotAllowed, match="is at_pickup; problem does not follow"):
        await town.report(mission.reference, MissionStatus.PROBLEM, note="Client absent")
    async with town.container.begin() as work:  # the team's word on it proves nothing either
        locked = await work.missions.get(mission.id, lock=True)
        await apply_report(work, locked, Report(MissionStatus.PROBLEM, Source.SYSTEM))
    with pytest.raises(CodeRequired):
        await town.report(mission.reference, DELIVERED, **shown)
    assert await proofs(town) == [("problem", None, 0, None, 0)]
    assert await town.rows("SELECT id FROM orders.image") == []


async def test_a_photo_at_the_shop_helps_when_the_merchant_types_nothing(town: Town) -> None:
    mission = await of_an_order(town)
    await town.report(mission.reference, MissionStatus.PICKED_UP, photo_media_id="media-3")
    assert await proofs(town) == [("picked_up", "photo", 0, None, 0)]
    [row] = await town.rows("SELECT pickup_photo_id, delivery_photo_id FROM orders.mission")
    assert row["pickup_photo_id"] is not None
    assert row["delivery_photo_id"] is None


async def test_an_orders_parcel_that_came_back_goes_out_for_the_same_order(town: Town) -> None:
    first = await of_an_order(town)
    photo = {"photo_media_id": "media-4"}
    await town.report(first.reference, MissionStatus.PICKED_UP, **photo)
    await town.report(first.reference, MissionStatus.PROBLEM, note="Personne à la porte")
    await town.report(first.reference, MissionStatus.RETURNED)
    second = await town.orders.call(
        REDELIVER_MISSION,
        CancelRequest(contact=AWA),
        key=new_key(),
        reference=first.reference,
    )
    assert second.order_reference == "CMD-20261121-001"
    await town.give(second.reference)
    await town.report(second.reference, MissionStatus.PICKED_UP)
    await town.deliver(second.reference)
    items = await town.rows("SELECT payload FROM orders.lane_item WHERE lane LIKE 'o%' ORDER BY id")
    told = [item["payload"]["mission_id"] for item in items]
    assert told == [str(first.id)] * 5 + [str(second.id)] * 3


async def test_the_delivery_of_an_order_is_not_called_off_by_itself(town: Town) -> None:
    mission = await of_an_order(town)
    seen = await town.orders.call(GET_MISSION, ContactQuery.of(AWA), reference=mission.reference)
    assert not seen.is_cancellable
    off = CancelRequest(contact=AWA)
    with pytest.raises(MissionNotCancellable):
        await town.orders.call(CANCEL_MISSION, off, key=new_key(), reference=mission.reference)
    assert await proofs(town) == [("at_pickup", None, 0, None, 0)]


async def test_nothing_is_handed_to_nobody(town: Town) -> None:
    mission = await town.order_delivery()
    async with town.container.begin() as work:
        row = await work.missions.get(mission.id, lock=True)
        with pytest.raises(StepNotAllowed):
            await hand_over_parcel(work, row, code=mission.pickup_code, merchant_phone=SHOP)
    assert await proofs(town) == [("pending", None, 0, None, 0)]


async def test_a_problem_needs_a_word_and_a_return_needs_a_problem(town: Town) -> None:
    reference = await on_the_road(town)
    with pytest.raises(ReasonRequired):
        await town.report(reference, MissionStatus.PROBLEM)
    with pytest.raises(StepNotAllowed, match="is in_transit; returned does not follow"):
        await town.report(reference, MissionStatus.RETURNED)
    assert await proofs(town) == [("in_transit", None, 0, None, 0)]
    told = await town.report(reference, MissionStatus.PROBLEM, note="Personne à la porte")
    assert (told.status, told.problem) == (MissionStatus.PROBLEM, "Personne à la porte")
    back = await town.report(reference, MissionStatus.RETURNED)
    assert (back.status, back.problem) == (MissionStatus.RETURNED, "Personne à la porte")
    with pytest.raises(StepNotAllowed):
        await town.deliver(reference)


async def test_an_unknown_driver_and_a_strangers_guess_cost_nothing(town: Town) -> None:
    reference = await on_the_road(town)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=None)
    wrong = StepReport(driver_phone=TRESOR, status=DELIVERED, code="0000")
    with pytest.raises(AppError, match="belongs to another driver"):
        await town.orders.call(REPORT_STEP, wrong, key=new_key(), reference=reference)
    assert await proofs(town) == [("in_transit", None, 0, None, 0)]
