"""A whole running platform with people in it: what the journeys are told with."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

import asyncpg
import httpx

from shared.local.keys import load_keys
from shared.local.people import DRIVERS
from shared.local.stack import Stack
from tests.support.partner import Partner
from tests.support.phone import Json, Phone, Seen, eventually
from tests.support.stillness import at_rest, given_up

_SETTLED_WITHIN_S: Final = 30.0
_FIRST_NEWCOMER: Final = 242067770000


class Town:
    """The platform over a running `Stack`.

    Attributes:
        stack: to kill and restart programs.
        simulator, gateway: HTTP clients of the two doors.
        drivers: the demo's drivers, in the order of the demo; all have their window open.
        keys: the secrets of this platform, by the names of their variables.
    """

    def __init__(
        self,
        stack: Stack,
        *,
        simulator: httpx.AsyncClient,
        gateway: httpx.AsyncClient,
        database: asyncpg.Pool,
        keys: Mapping[str, str],
    ) -> None:
        self.stack = stack
        self.keys = keys
        self.simulator = simulator
        self.gateway = gateway
        self.database = database
        self.drivers = [Phone(simulator, driver.phone) for driver in DRIVERS]
        self._numbers = count(_FIRST_NEWCOMER)

    @classmethod
    @asynccontextmanager
    async def of(cls, folder: Path, **environ: str) -> AsyncIterator[Self]:
        """Start a platform of its own on free ports; `environ` wins over the defaults."""
        async with (
            Stack.temporary(folder, environ=environ) as stack,
            httpx.AsyncClient(base_url=stack.addresses.simulator, trust_env=False) as simulator,
            httpx.AsyncClient(base_url=stack.addresses.gateway, trust_env=False) as gateway,
            asyncpg.create_pool(_dsn(stack), min_size=1, max_size=4) as database,
        ):
            keys = load_keys(folder)
            town = cls(stack, simulator=simulator, gateway=gateway, database=database, keys=keys)
            await town._open()
            yield town

    async def _open(self) -> None:
        """Let every driver say hello, so that offers reach them as plain messages."""
        for driver, person in zip(self.drivers, DRIVERS, strict=True):
            await driver.is_known_as(person.name, role=person.role)
            await driver.text("Bonjour")
        await self.settle()
        for driver in self.drivers:
            await driver.has_seen_all()

    def phone(self, number: str) -> Phone:
        """Take the phone with this number; it becomes known when it first writes."""
        return Phone(self.simulator, number)

    def newcomer(self) -> Phone:
        """Take the phone of somebody who never wrote before."""
        return self.phone(str(next(self._numbers)))

    async def settle(self, *, within_s: float = _SETTLED_WITHIN_S) -> None:
        """Wait until the platform rests: no lane with work, every event consumed.

        Raises:
            AssertionError: it works on and on, or it gave something up.
        """
        readings: list[object] = []

        async def look() -> bool | None:
            async with self.database.acquire() as connection:
                readings.append(await at_rest(self.simulator, connection))
            is_still = len(readings) > 1 and readings[-1] is not None
            return True if is_still and readings[-1] == readings[-2] else None

        if await eventually(look, within_s=within_s) is None:
            raise AssertionError(f"the platform did not come to rest within {within_s:.0f} s")
        async with self.database.acquire() as connection:
            assert await given_up(connection) == []

    async def chaos(self, **trouble: object) -> None:
        """Put trouble in force (see the simulator's `Chaos`); none named is calm."""
        answer = await self.simulator.put("/sim/chaos", json=trouble)
        assert answer.is_success, answer.text

    async def oracle(self, *, after: int = 0) -> list[Json]:
        """List every send that the simulator accepted, in order."""
        sends: list[Json] = []
        while page := (await self._oracle_page(after + len(sends)))["sends"]:
            sends += page
        return sends

    async def _oracle_page(self, after: int) -> Json:
        answer = await self.simulator.get("/sim/oracle", params={"after": after, "limit": 10_000})
        answer.raise_for_status()
        page: Json = answer.json()
        return page

    async def query(self, sql: str, *values: object) -> list[Any]:
        """Ask the database directly, as no service could: for assertions only."""
        return list(await self.database.fetch(sql, *values))

    async def mission(self, reference: str) -> Json:
        """Give a mission's row."""
        [row] = await self.query("SELECT * FROM orders.mission WHERE reference = $1", reference)
        return dict(row)

    async def driver_asked(self, reference: str, *, but: Sequence[Phone] = ()) -> Phone:
        """Wait until a driver is offered this mission; `but` leaves out who was asked before.

        Raises:
            AssertionError: nobody is asked.
        """
        left_out = {phone.number for phone in but}

        async def look() -> Phone | None:
            for driver in self.drivers:
                if driver.number not in left_out and await _is_asked(driver, reference):
                    return driver
            return None

        driver = await eventually(look, within_s=_SETTLED_WITHIN_S)
        if driver is None:
            raise AssertionError(f"no driver was offered {reference}")
        assert isinstance(driver, Phone)
        return driver

    async def partner(self) -> Partner:
        """Take the demo's partner back end, with its secret."""
        [row] = await self.query("SELECT key, secret FROM orders.partner")
        return Partner(self.gateway, key=row["key"], secret=row["secret"])

    async def kill(self, name: str) -> float:
        """SIGKILL a program and bring it back; returns how long it was away, in seconds."""
        started = time.monotonic()
        await self.stack.processes.kill(name)
        await self.stack.processes.restart(name)
        return time.monotonic() - started


async def _is_asked(driver: Phone, reference: str) -> bool:
    return any(
        reference in message.text and message.offers("Accepter") is not None
        for message in await driver.received()
    )


def headlines(messages: Sequence[Seen]) -> list[str]:
    """Name messages by their first lines."""
    return [message.headline for message in messages]


def _dsn(stack: Stack) -> str:
    return urlsplit(stack.engines.database_url)._replace(scheme="postgresql").geturl()
