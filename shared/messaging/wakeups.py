"""Wake-ups over Redis pub/sub: debounced, saying only who sent them, and allowed to be lost.

Whoever waits also looks again every second, so a lost wake costs a second, never a message. Inside
one process a wake needs no Redis at all.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from shared.values.ids import new_id

log = structlog.get_logger()

_PREFIX = "wake:"
_RECONNECT_S = 0.5


class Wakeups:
    """The wakes of one process. `run()` must be running for wakes to reach other processes."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._me = new_id().bytes
        self._to_send: set[str] = set()
        self._something_to_send = asyncio.Event()
        self.is_stopping = False

    def stop(self) -> None:
        """End every wait: the process is about to stop and nobody should wait for a long poll."""
        self.is_stopping = True
        self._wake_all()

    def wake(self, channel: str) -> None:
        """Wake everybody who waits on the channel, here at once and elsewhere through Redis."""
        self._wake_here(channel)
        self._to_send.add(channel)
        self._something_to_send.set()

    def listen(self, channel: str) -> "Listener":
        """Start listening; wakes between two waits are kept, as one."""
        return Listener(self._waiting[channel])

    def _wake_here(self, channel: str) -> None:
        for event in self._waiting.get(channel, ()):
            event.set()

    async def run(self) -> None:
        """Carry wakes to and from Redis until cancelled; without Redis, keep trying."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._publish())
            tasks.create_task(self._subscribe())

    async def _publish(self) -> None:
        while not _is_cancelled():
            await self._something_to_send.wait()
            self._something_to_send.clear()
            channels, self._to_send = self._to_send, set()
            try:
                async with self._redis.pipeline(transaction=False) as pipe:
                    for channel in channels:
                        await pipe.publish(_PREFIX + channel, self._me)
                    await pipe.execute()
            except (RedisError, OSError) as error:
                log.warning("wake-ups not published", error=repr(error))

    async def _subscribe(self) -> None:
        while not _is_cancelled():
            with suppress(RedisError, OSError):
                async with self._redis.pubsub() as pubsub:
                    await pubsub.psubscribe(_PREFIX + "*")
                    self._wake_all()
                    if _is_cancelled():
                        return
                    async for message in pubsub.listen():
                        if message["type"] == "pmessage" and message["data"] != self._me:
                            self._wake_here(message["channel"].decode().removeprefix(_PREFIX))
            log.warning("wake-ups lost their Redis, looking again")
            await asyncio.sleep(_RECONNECT_S)

    def _wake_all(self) -> None:
        """After a reconnection nobody knows what was missed."""
        for channel in list(self._waiting):
            self._wake_here(channel)


class Listener:
    """One waiting place on a channel; use as a context manager."""

    def __init__(self, place: set[asyncio.Event]) -> None:
        self._place = place
        self._event = asyncio.Event()

    def __enter__(self) -> "Listener":
        """Start being woken."""
        self._place.add(self._event)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop being woken."""
        self._place.discard(self._event)

    async def wait(self, at_most_s: float) -> bool:
        """Wait for a wake, at most this long; tell whether one came."""
        try:
            async with asyncio.timeout(at_most_s):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


def _is_cancelled() -> bool:
    """Whether this task was cancelled: the Redis client may make an error of its own of it."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
