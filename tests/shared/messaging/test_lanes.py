"""Order inside a lane, fences, timers, poison: the rules of shared.messaging.lanes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from shared.db.database import Database
from shared.messaging.lane_worker import Defer, LaneWorker, in_one_transaction
from shared.messaging.lanes import Lane, LaneItem, LaneLost, NewItem
from tests.shared.messaging.conftest import Town, TownWork

Opener = Callable[..., TownWork]
Effects = Callable[[], Awaitable[list[str]]]


async def put(database: Database, open_work: Opener, *items: NewItem) -> set[str]:
    async with database.transaction() as session:
        return await open_work(session).lanes.put_many(items)


def item(lane: str, words: str, **more: object) -> NewItem:
    return NewItem(lane=f"t:{lane}", kind="note", payload={"words": words}, **more)  # type: ignore[arg-type]  # test shorthand


async def claim(worker: LaneWorker) -> list[Lane]:
    return await worker._claim()


async def until_empty(database: Database, town: Town, worker: LaneWorker) -> None:
    """Run the worker until nothing is left that could be done."""
    running = asyncio.create_task(worker.run())
    left = select(func.count()).select_from(town.tables.lane_item)
    async with asyncio.timeout(20):
        while True:
            async with database.transaction() as session:
                waiting = left.where(town.tables.lane_item.c.parked_at.is_(None))
                if await session.scalar(waiting) == 0:
                    break
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def note_all(work: TownWork, items: list[LaneItem]) -> None:
    for one in items:
        await work.note(str(one.payload["words"]))


async def test_a_key_is_taken_once(database: Database, town: Town, open_work: Opener) -> None:
    first = await put(database, open_work, item("a", "1", key="k1"), item("a", "1", key="k1"))
    again = await put(database, open_work, item("a", "1", key="k1"), item("a", "2", key="k2"))

    assert (first, again) == ({"k1"}, {"k2"})
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(town.tables.lane_item)) == 2


async def test_each_lane_keeps_its_order_with_two_workers(
    database: Database, town: Town, open_work: Opener, effects: Effects
) -> None:
    batch = [item(f"lane-{n % 7}", f"{n % 7}:{n:03d}") for n in range(140)]
    await put(database, open_work, *batch)
    serve = in_one_transaction(note_all, open_work=open_work, service="town", batch=3)
    second = LaneWorker(database, town.tables, serve, prefix="t:", concurrency=3)
    running = asyncio.create_task(second.run())

    await until_empty(
        database, town, LaneWorker(database, town.tables, serve, prefix="t:", concurrency=3)
    )
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    done = await effects()
    assert len(done) == 140
    for lane in range(7):
        mine = [words for words in done if words.startswith(f"{lane}:")]
        assert mine == sorted(mine)


async def test_a_zombie_changes_nothing(
    database: Database, town: Town, open_work: Opener, effects: Effects
) -> None:
    await put(database, open_work, item("a", "once"))
    worker = LaneWorker(database, town.tables, serve=lambda _lane: asyncio.sleep(0), prefix="t:")
    [frozen] = await claim(worker)
    async with database.transaction() as session:
        await session.execute(text("UPDATE town.lane SET leased_until = now() - interval '1 s'"))
    [fresh] = await claim(worker)

    with pytest.raises(LaneLost):
        async with frozen.transaction() as session:
            await open_work(session).note("from the zombie")

    async with fresh.transaction() as session:
        waiting = await fresh.waiting(session, 10)
        await fresh.finish(session, waiting)
    assert [one.payload for one in waiting] == [{"words": "once"}]
    assert not await frozen.let_go()
    assert await fresh.let_go()
    assert await effects() == []


async def test_a_claim_never_overtakes_an_open_transaction(
    database: Database, town: Town, open_work: Opener
) -> None:
    await put(database, open_work, item("a", "slow"))
    worker = LaneWorker(database, town.tables, serve=lambda _lane: asyncio.sleep(0), prefix="t:")
    [lane] = await claim(worker)

    async with lane.transaction():
        async with database.transaction() as session:
            expired = "UPDATE town.lane SET leased_until = now() - interval '1 s'"
            await session.execute(text(expired))
        assert await claim(worker) == []

    assert len(await claim(worker)) == 1


async def test_a_late_heartbeat_does_not_take_a_lane_again_that_was_let_go(
    database: Database, town: Town, open_work: Opener
) -> None:
    worker = LaneWorker(
        database,
        town.tables,
        in_one_transaction(note_all, open_work=open_work, service="town"),
        prefix="t:",
    )
    await put(database, open_work, item("a", "1"))
    [lane] = await claim(worker)
    async with lane.transaction() as session:
        await lane.finish(session, await lane.waiting(session, 1))
    assert await lane.let_go()

    await worker._renew([lane])
    await put(database, open_work, item("a", "2"))

    assert [one.key for one in await claim(worker)] == ["t:a"]


async def test_what_arrives_while_letting_go_is_not_overlooked(
    database: Database, town: Town, open_work: Opener
) -> None:
    await put(database, open_work, item("a", "1"))
    worker = LaneWorker(database, town.tables, serve=lambda _lane: asyncio.sleep(0), prefix="t:")
    [lane] = await claim(worker)
    async with lane.transaction() as session:
        await lane.finish(session, await lane.waiting(session, 10))

    await put(database, open_work, item("a", "2"))

    assert not await lane.let_go()
    async with lane.transaction() as session:
        assert [one.payload["words"] for one in await lane.waiting(session, 10)] == ["2"]


async def test_a_timer_waits_without_holding_up_what_comes_later(
    database: Database, town: Town, open_work: Opener, effects: Effects
) -> None:
    later = item("a", "timer", delay=timedelta(milliseconds=300))
    await put(database, open_work, later, item("a", "now"))

    serve = in_one_transaction(note_all, open_work=open_work, service="town")
    await until_empty(database, town, LaneWorker(database, town.tables, serve, prefix="t:"))

    assert await effects() == ["now", "timer"]


async def test_a_failing_item_holds_its_lane_and_is_tried_again(
    database: Database, town: Town, open_work: Opener, effects: Effects
) -> None:
    tries: list[str] = []

    async def fail_twice(work: TownWork, items: list[LaneItem]) -> None:
        for one in items:
            words = str(one.payload["words"])
            tries.append(words)
            await work.note(words)
            if words == "bad" and tries.count("bad") < 3:
                raise RuntimeError("not yet")

    await put(database, open_work, item("a", "good"), item("a", "bad"), item("a", "after"))
    serve = in_one_transaction(fail_twice, open_work=open_work, service="town", batch=10)
    await until_empty(database, town, LaneWorker(database, town.tables, serve, prefix="t:"))

    assert await effects() == ["good", "bad", "after"]


async def test_poison_is_parked_with_its_trace_and_the_lane_goes_on(
    database: Database,
    town: Town,
    open_work: Opener,
    effects: Effects,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def choke(work: TownWork, items: list[LaneItem]) -> None:
        if items[0].payload["words"] == "poison":
            raise RuntimeError("cannot swallow this")
        await note_all(work, items)

    monkeypatch.setattr(
        "shared.messaging.lane_worker.backoff", lambda _attempts: timedelta(milliseconds=1)
    )
    await put(database, open_work, item("a", "poison"), item("a", "after"))
    serve = in_one_transaction(choke, open_work=open_work, service="town")
    await until_empty(database, town, LaneWorker(database, town.tables, serve, prefix="t:"))

    assert await effects() == ["after"]
    table = town.tables.lane_item
    async with database.transaction() as session:
        parked = (await session.execute(select(table))).one()
    assert (parked.payload, parked.attempts) == ({"words": "poison"}, 5)
    assert "cannot swallow this" in parked.error


async def test_a_handler_may_wait_for_more(
    database: Database, town: Town, open_work: Opener, effects: Effects
) -> None:
    seen: list[int] = []

    async def patient(work: TownWork, items: list[LaneItem]) -> Defer | None:
        seen.append(len(items))
        if len(items) == 1:
            await put(database, open_work, item("a", "2"))
            return Defer(timedelta(milliseconds=50))
        await note_all(work, items)
        return None

    await put(database, open_work, item("a", "1"))
    serve = in_one_transaction(patient, open_work=open_work, service="town", batch=10)
    await until_empty(database, town, LaneWorker(database, town.tables, serve, prefix="t:"))

    assert seen == [1, 2]
    assert await effects() == ["1", "2"]


async def test_a_deferred_lane_is_looked_at_in_time(
    database: Database,
    town: Town,
    open_work: Opener,
    effects: Effects,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries: list[int] = []

    async def later(work: TownWork, items: list[LaneItem]) -> Defer | None:
        tries.append(len(items))
        if len(tries) == 1:
            return Defer(timedelta(milliseconds=30))
        await note_all(work, items)
        return None

    monkeypatch.setattr("shared.messaging.lane_worker.LOOK_AGAIN_S", 3_600.0)
    await put(database, open_work, item("a", "1"))
    serve = in_one_transaction(later, open_work=open_work, service="town")
    await until_empty(database, town, LaneWorker(database, town.tables, serve, prefix="t:"))

    assert tries == [1, 1]
    assert await effects() == ["1"]
