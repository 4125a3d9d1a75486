"""The live feed of the browser phone: numbered events, replayed after a lost connection.

Carries screens only: the truth is in the chats, and a reader that fell too far behind starts over.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

KEPT_EVENTS: Final = 2_000
KEPT_FOR_A_READER: Final = 500


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """Something a screen shows: `kind` is message, person, typing or reset."""

    number: int
    kind: str
    data: dict[str, object]


class Live:
    """Everybody who is watching, and the last events."""

    def __init__(self) -> None:
        self._kept: deque[LiveEvent] = deque(maxlen=KEPT_EVENTS)
        self._number = 0
        self._readers: set[asyncio.Queue[LiveEvent | None]] = set()
        self._is_open = True
        self._is_followed = False

    @property
    def has_viewers(self) -> bool:
        """Whether a browser phone is open."""
        return bool(self._readers)

    @property
    def is_followed(self) -> bool:
        """Whether a browser phone ever was open, and may come back for what it missed."""
        return self._is_followed

    @property
    def number(self) -> int:
        """The number of the newest event."""
        return self._number

    def publish(self, kind: str, data: dict[str, object]) -> None:
        """Tell every screen; a reader that does not keep up is dropped and reconnects."""
        self._number += 1
        event = LiveEvent(self._number, kind, data)
        self._kept.append(event)
        for reader in tuple(self._readers):
            if reader.qsize() >= KEPT_FOR_A_READER:
                self._readers.discard(reader)
                reader.put_nowait(None)
            else:
                reader.put_nowait(event)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self._is_open = False
        for reader in tuple(self._readers):
            reader.put_nowait(None)

    async def read(self, after: int | None) -> AsyncIterator[LiveEvent]:
        """Give what came after an event, then what comes, until closed or too slow.

        A number this process no longer (or never) had begins with a `reset`.
        """
        if not self._is_open:
            return
        self._is_followed = True
        queue: asyncio.Queue[LiveEvent | None] = asyncio.Queue()
        for event in self._missed(after):
            queue.put_nowait(event)
        self._readers.add(queue)
        try:
            while (event_or_end := await queue.get()) is not None:
                yield event_or_end
        finally:
            self._readers.discard(queue)

    def _missed(self, after: int | None) -> list[LiveEvent]:
        if after is None or after == self._number:
            return []
        oldest = self._kept[0].number if self._kept else self._number + 1
        if after > self._number or after < oldest - 1:
            return [LiveEvent(self._number, "reset", {})]
        return [event for event in self._kept if event.number > after]
