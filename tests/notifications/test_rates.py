"""Pacing on a real Redis, and without one."""

import asyncio
from datetime import timedelta

from redis.asyncio import Redis
from structlog.testing import capture_logs

from services.notifications.sending.rates import HORIZON, Limit, LocalBuckets, RateLimiter

SIX_SECONDS = timedelta(seconds=6)
PAIR = Limit("pair:grace", SIX_SECONDS, burst=3)
NUMBER = Limit("number:1", timedelta(milliseconds=100), burst=1)


async def test_a_burst_leaves_at_once_and_the_next_waits_for_the_refill(redis: Redis) -> None:
    limiter = RateLimiter(redis)

    slots = [await limiter.reserve([PAIR]) for _ in range(4)]

    assert [slot.is_reserved for slot in slots] == [True, True, True, False]
    assert slots[2].wait == timedelta(0)
    assert timedelta(seconds=5.5) < slots[3].wait <= SIX_SECONDS


async def test_a_steady_stream_is_spaced_evenly_by_reserving_ahead(redis: Redis) -> None:
    limiter = RateLimiter(redis)

    slots = [await limiter.reserve([NUMBER]) for _ in range(4)]

    assert [slot.is_reserved for slot in slots] == [True, True, True, False]
    waits_ms = [slot.wait / timedelta(milliseconds=1) for slot in slots]
    assert waits_ms[0] == 0
    assert 50 < waits_ms[1] <= 100
    assert 150 < waits_ms[2] <= 200
    assert slots[3].wait > HORIZON


async def test_a_refused_slot_takes_from_no_bucket(redis: Redis) -> None:
    limiter = RateLimiter(redis)
    for _ in range(3):
        await limiter.reserve([PAIR])

    refused = await limiter.reserve([PAIR, NUMBER])
    free = await limiter.reserve([NUMBER])

    assert not refused.is_reserved
    assert (free.is_reserved, free.wait) == (True, timedelta(0))


async def test_workers_share_one_bucket(redis: Redis) -> None:
    workers = [RateLimiter(redis) for _ in range(5)]

    slots = await asyncio.gather(*[worker.reserve([PAIR]) for worker in workers])

    assert sorted(slot.is_reserved for slot in slots) == [False, False, True, True, True]


async def test_recipients_do_not_wait_for_each_other(redis: Redis) -> None:
    limiter = RateLimiter(redis)
    for _ in range(3):
        await limiter.reserve([PAIR])

    other = await limiter.reserve([Limit("pair:marie", SIX_SECONDS, burst=3)])

    assert other.is_reserved


async def test_a_bucket_is_forgotten_once_it_is_full_again(redis: Redis) -> None:
    await RateLimiter(redis).reserve([PAIR])

    left_ms = await redis.pttl("notifications:pace:pair:grace")

    assert 5_000 < left_ms <= 6_002


async def test_without_redis_the_process_paces_itself_and_says_so_once() -> None:
    nobody = Redis.from_url("redis://127.0.0.1:1")
    limiter = RateLimiter(nobody)

    with capture_logs() as logs:
        slots = [await limiter.reserve([PAIR]) for _ in range(4)]

    assert [slot.is_reserved for slot in slots] == [True, True, True, False]
    assert [entry["event"] for entry in logs] == ["pacing_without_redis"]
    await nobody.aclose()


def test_local_buckets_refill_with_time() -> None:
    buckets = LocalBuckets()
    for _ in range(3):
        assert buckets.reserve([PAIR], now_us=0).is_reserved

    assert buckets.reserve([PAIR], now_us=0).wait == SIX_SECONDS
    assert not buckets.reserve([PAIR], now_us=5_000_000).is_reserved
    assert buckets.reserve([PAIR], now_us=6_000_000).is_reserved
    assert not buckets.reserve([PAIR], now_us=6_000_000).is_reserved


async def test_a_limit_that_was_complained_about_halves_for_all_workers(redis: Redis) -> None:
    limit = Limit("number:slow", timedelta(seconds=1), burst=1)
    other = Limit("number:other", timedelta(seconds=1), burst=1)
    await RateLimiter(redis).slow_down(limit)

    worker = RateLimiter(redis)
    slots = [await worker.reserve([one]) for one in (limit, limit, other, other)]

    assert [slot.is_reserved for slot in slots] == [True, False, True, False]
    assert timedelta(seconds=1.5) < slots[1].wait <= timedelta(seconds=2)
    assert slots[3].wait <= timedelta(seconds=1)
    assert 0 < await redis.pttl("notifications:pace:number:slow:slow") <= 30_000


def test_a_slow_limit_recovers_by_itself_without_redis() -> None:
    buckets, limit = LocalBuckets(), Limit("number:1", timedelta(seconds=1), burst=1)
    buckets.slow_down(limit, now_us=0)

    buckets.reserve([limit], now_us=0)
    assert buckets.reserve([limit], now_us=0).wait == timedelta(seconds=2)
    buckets.reserve([limit], now_us=31_000_000)
    assert buckets.reserve([limit], now_us=31_000_000).wait == timedelta(seconds=1)
