"""Pacing shared by all workers: one GCRA bucket per limit, in Redis, by one script.

A slot may be reserved a little ahead, so that a steady stream leaves evenly spaced. Without Redis
each process paces itself: Meta's own limits then refuse what is too much, and it is retried.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

# Longer waits go back to the lane; shorter ones are waited for in place.
HORIZON: Final = timedelta(milliseconds=250)
REDIS_TIMEOUT_S: Final = 0.25
REDIS_REST_S: Final = 2.0
# How long a rate stays halved after the last complaint.
SLOW_FOR: Final = timedelta(seconds=30)
_PREFIX: Final = "notifications:pace:"

_SCRIPT: Final = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local horizon = tonumber(ARGV[1])
local wait, arrivals = 0, {}
for i, key in ipairs(KEYS) do
  local interval, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  if redis.call('EXISTS', key .. ':slow') == 1 then interval = interval * 2 end
  local arrival = math.max(tonumber(redis.call('GET', key) or now), now)
  wait = math.max(wait, arrival - (burst - 1) * interval - now)
  arrivals[i] = arrival + interval
end
if wait > horizon then return {0, math.ceil(wait)} end
for i, key in ipairs(KEYS) do
  local keep = math.ceil((arrivals[i] - now) / 1000) + 1
  redis.call('SET', key, string.format('%.0f', arrivals[i]), 'PX', keep)
end
return {1, math.ceil(wait)}
"""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `burst` at once, then one each `interval`."""

    key: str
    interval: timedelta
    burst: int

    @property
    def interval_us(self) -> int:
        """The interval in microseconds."""
        return round(self.interval.total_seconds() * 1_000_000)


@dataclass(frozen=True, slots=True)
class Slot:
    """An answer: reserved `wait` from now, or not before `wait`."""

    is_reserved: bool
    wait: timedelta


class RateLimiter:
    """Reserves slots within every limit at once, or none."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._script = redis.register_script(_SCRIPT)
        self._local = LocalBuckets()
        self._redis_rests_until = 0.0
        self._is_degraded = False

    async def reserve(self, limits: Sequence[Limit]) -> Slot:
        """Take one from each limit, or tell how long to wait; never fails for want of Redis."""
        now = time.monotonic()
        if now < self._redis_rests_until:
            return self._local.reserve(limits, now_us=round(now * 1_000_000))
        try:
            async with asyncio.timeout(REDIS_TIMEOUT_S):
                slot = await self._reserve_shared(limits)
        except (RedisError, OSError, TimeoutError) as error:
            self._degrade(error)
            return self._local.reserve(limits, now_us=round(now * 1_000_000))
        self._recover()
        return slot

    async def slow_down(self, limit: Limit) -> None:
        """Halve a limit's rate for a while: the other side says that it is too much."""
        self._local.slow_down(limit, now_us=round(time.monotonic() * 1_000_000))
        try:
            async with asyncio.timeout(REDIS_TIMEOUT_S):
                await self._redis.set(f"{_PREFIX}{limit.key}:slow", 1, px=SLOW_FOR)
        except (RedisError, OSError, TimeoutError) as error:
            self._degrade(error)

    async def _reserve_shared(self, limits: Sequence[Limit]) -> Slot:
        terms = [term for limit in limits for term in (limit.interval_us, limit.burst)]
        is_reserved, wait_us = await self._script(
            keys=[_PREFIX + limit.key for limit in limits],
            args=[round(HORIZON.total_seconds() * 1_000_000), *terms],
        )
        return Slot(bool(is_reserved), timedelta(microseconds=wait_us))

    def _degrade(self, error: Exception) -> None:
        self._redis_rests_until = time.monotonic() + REDIS_REST_S
        if not self._is_degraded:
            _log.warning("pacing_without_redis", error=type(error).__name__)
        self._is_degraded = True

    def _recover(self) -> None:
        if self._is_degraded:
            _log.info("pacing_with_redis_again")
        self._is_degraded = False


class LocalBuckets:
    """The same buckets in one process's memory."""

    def __init__(self) -> None:
        self._arrivals: dict[str, int] = {}
        self._slow_until: dict[str, int] = {}

    def reserve(self, limits: Sequence[Limit], *, now_us: int) -> Slot:
        """Take one from each limit at a moment in microseconds, or tell how long to wait."""
        arrivals = {limit.key: max(self._arrivals.get(limit.key, 0), now_us) for limit in limits}
        intervals = {limit.key: self._interval_us(limit, now_us=now_us) for limit in limits}
        waits = [
            arrivals[limit.key] - (limit.burst - 1) * intervals[limit.key] - now_us
            for limit in limits
        ]
        wait = timedelta(microseconds=max(0, *waits))
        if wait > HORIZON:
            return Slot(is_reserved=False, wait=wait)
        self._forget_before(now_us)
        for limit in limits:
            self._arrivals[limit.key] = arrivals[limit.key] + intervals[limit.key]
        return Slot(is_reserved=True, wait=wait)

    def slow_down(self, limit: Limit, *, now_us: int) -> None:
        """Halve a limit's rate for a while."""
        self._slow_until[limit.key] = now_us + round(SLOW_FOR.total_seconds() * 1_000_000)

    def _interval_us(self, limit: Limit, *, now_us: int) -> int:
        is_slow = self._slow_until.get(limit.key, 0) > now_us
        return limit.interval_us * 2 if is_slow else limit.interval_us

    def _forget_before(self, now_us: int) -> None:
        if len(self._arrivals) > 10_000:
            self._arrivals = {k: at for k, at in self._arrivals.items() if at > now_us}
