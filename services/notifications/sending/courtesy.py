"""Read ticks and "typing…": shown soon or not at all. Bounded, in memory, allowed to be lost."""

import asyncio
from collections import OrderedDict
from typing import Final

from services.notifications.channels.channel import Courteous

CAPACITY: Final = 200
CALLS_AT_ONCE: Final = 4


class CourtesyQueue:
    """Messages to show as read, newest kept; once answered, no more typing is shown."""

    def __init__(self) -> None:
        self._answered: OrderedDict[str, bool] = OrderedDict()
        self._arrived = asyncio.Event()

    def received(self, message_id: str) -> None:
        """Ask for the ticks and for typing; beyond 200 the oldest are forgotten."""
        self._answered.setdefault(message_id, False)
        if len(self._answered) > CAPACITY:
            self._answered.popitem(last=False)
        self._arrived.set()

    def answered(self, message_id: str) -> None:
        """An answer is on its way: typing would be shown after it."""
        if message_id in self._answered:
            self._answered[message_id] = True

    async def run(self, channel: Courteous) -> None:
        """Show courtesies until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(CALLS_AT_ONCE):
                tasks.create_task(self._show(channel))

    async def _show(self, channel: Courteous) -> None:
        while True:
            while self._answered:
                message_id, is_answered = self._answered.popitem(last=False)
                if is_answered:
                    await channel.mark_read(message_id)
                else:
                    await channel.show_typing(message_id)
            self._arrived.clear()
            await self._arrived.wait()
