"""Token buckets in Redis: one round trip, Redis' own clock, keys that expire by themselves.

For traffic only. Limits of one-time codes, promotions and money live in PostgreSQL.
"""

import math
from dataclasses import dataclass
from typing import Final

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from gateway.rates import Rate

log = structlog.get_logger()

_PREFIX: Final = "rate:"
# KEYS[1] the bucket; ARGV[1] its size; ARGV[2] the seconds in which it fills.
# Answers whether a token was there, and how many there are now, in thousandths.
_TAKE: Final = """
local size, period = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1]) or size, tonumber(bucket[2]) or now
tokens = math.min(size, tokens + math.max(0, now - at) * size / period)
local taken = 0
if tokens >= 1 then
  tokens = tokens - 1
  taken = 1
end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(period * 1000))
return {taken, math.floor(tokens * 1000)}
"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a bucket said: `remaining` tokens, full again in `reset_s`, one back in `retry_s`."""

    rate: Rate
    is_granted: bool
    remaining: int
    reset_s: int
    retry_s: int


class Buckets:
    """The buckets of the platform, by key."""

    def __init__(self, redis: Redis) -> None:
        self._take = redis.register_script(_TAKE)
        self._is_away = False

    async def take(self, key: str, rate: Rate) -> Allowance | None:
        """Take one token; None when Redis is away, and the request goes through unlimited."""
        arguments = [str(rate.count), str(rate.period_s)]
        try:
            taken, thousandths = await self._take(keys=[_PREFIX + key], args=arguments)
        except (RedisError, OSError) as error:
            self._note_away(error)
            return None
        if self._is_away:
            self._is_away = False
            log.info("rate limits back")
        return _allowance(rate, is_granted=bool(taken), tokens=thousandths / 1000)

    def _note_away(self, error: Exception) -> None:
        """Say it once, not at every request."""
        if not self._is_away:
            self._is_away = True
            log.warning("rate limits off, Redis is away", error=repr(error))


def _allowance(rate: Rate, *, is_granted: bool, tokens: float) -> Allowance:
    s_per_token = rate.period_s / rate.count
    return Allowance(
        rate=rate,
        is_granted=is_granted,
        remaining=int(tokens),
        reset_s=math.ceil((rate.count - tokens) * s_per_token),
        retry_s=max(1, math.ceil((1 - tokens) * s_per_token)),
    )
