"""The day itself: asking twice, reporting late and shuffled, an outage, a replay, closing time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from simulator.partner_day.api import Json, PartnerApi, Refused, new_webhook_id
from simulator.partner_day.listener import Listener
from simulator.partner_day.reconciliation import Books, differences

# Where a mission stands ends where its hardest fact says, in whatever order the reports come.
_STORIES: Final = (
    (("assignee", "arrive_recuperation", "recupere", "en_route_livraison", "livree"), "delivered"),
    (("assignee", "recupere", "probleme", "livree"), "delivered"),
    (("en_attente", "assignee", "annulee"), "cancelled"),
    (("assignee", "en_route_recuperation", "recupere"), "picked_up"),
)
_QUARTIERS: Final = (
    ("Poto-Poto", -4.2590, 15.2790),
    ("Bacongo", -4.2920, 15.2450),
    ("Moungali", -4.2480, 15.2640),
    ("Ouenzé", -4.2380, 15.2850),
    ("Talangaï", -4.2180, 15.2950),
)
_FORGERS: Final = "whsec_Zm9yZ2Vk"  # nobody's secret: what it signs must be refused
_AT_ONCE: Final = 6
_CLOCKS_DIFFER_BY: Final = timedelta(hours=1)
_TOLD_WITHIN_S: Final = 100.0


class DayFailed(Exception):
    """Something that must hold at once did not; the rest of the day would prove nothing."""


@dataclass
class Day:
    """One partner's day; `say` is told how it goes, `differences` is what was wrong."""

    api: PartnerApi
    listener: Listener
    chance: Random
    missions: int
    say: Callable[[str], None]
    look_every_s: float = 1.0
    _asked: dict[str, str] = field(default_factory=dict)
    _expected: dict[str, str] = field(default_factory=dict)

    async def run(self) -> list[str]:
        """Live through the day; return the differences at its end.

        Raises:
            DayFailed: a repetition was not one, or nothing was told for too long.
            Refused: the platform refused what it must take.
        """
        began = (datetime.now(UTC) - _CLOCKS_DIFFER_BY).isoformat()
        endpoint = await self.api.subscribe(self.listener.url)
        await self._ask_for(self.missions // 2)
        await self._report_own()
        await self._outage(endpoint)
        await self._ask_for(self.missions - len(self._asked))
        await self._close(endpoint)
        await self._replay(endpoint, since=began)
        books = await self._books(endpoint)
        await self.api.forget(endpoint)
        self._sum_up(books)
        return differences(books)

    async def _ask_for(self, count: int) -> None:
        numbers = range(len(self._asked) + 1, len(self._asked) + count + 1)
        await _all_of([self._ask(f"JOUR-{number:03d}") for number in numbers])
        self.say(f"{count} missions asked for, each twice at once and once more")

    async def _ask(self, external_id: str) -> None:
        job, key = self._job(external_id), UUID(int=self.chance.getrandbits(128)).hex
        twice = await asyncio.gather(*(self.api.ask(job, key=key) for _ in range(2)))
        once_more = await self.api.ask(job, key=key)
        references = {str(mission["reference"]) for mission in (*twice, once_more)}
        if len(references) != 1:
            raise DayFailed(f"{external_id} became several missions: {sorted(references)}")
        [self._asked[external_id]] = references
        try:
            await self.api.ask(job, key=key[::-1])
        except Refused as refused:
            if refused.code == "external_id_taken":
                return
            raise
        raise DayFailed(f"{external_id} was taken under a second key")

    def _job(self, external_id: str) -> Json:
        pickup, dropoff = self.chance.sample(_QUARTIERS, k=2)
        return {
            "external_id": external_id,
            "pickup": {"place": _place(pickup), "contact_name": "Entrepôt"},
            "dropoff": {"place": _place(dropoff), "contact_name": "Client"},
            "description": "Colis du jour",
            "declared_value": self.chance.randrange(1_000, 50_000, 500),
        }

    async def _report_own(self) -> None:
        """Post statuses of missions that live here: shuffled, doubled, one of them forged."""
        posts: list[tuple[str, str, str]] = []
        for number in range(1, len(_STORIES) * 3 + 1):
            words, end = _STORIES[number % len(_STORIES)]
            reference = f"EXT-{self.api.credentials.key[-12:]}-{number:03d}"
            self._expected[reference] = end
            posts += [(reference, word, new_webhook_id()) for word in words]
        shuffled = self.chance.sample(posts + posts, k=2 * len(posts))
        await _all_of([self._post(*one) for one in shuffled])
        reference, word, _ = posts[0]
        forged = await self.api.report(
            reference, word, webhook_id=new_webhook_id(), secret=_FORGERS
        )
        if forged != 401:
            raise DayFailed(f"a forged report was answered with {forged}")
        self.say(f"{len(shuffled)} statuses of own missions posted, shuffled and doubled")

    async def _post(self, reference: str, word: str, webhook_id: str) -> None:
        status = await self.api.report(reference, word, webhook_id=webhook_id)
        if status != 200:
            raise DayFailed(f"the report {reference} {word} was answered with {status}")

    async def _outage(self, endpoint: str) -> None:
        """Answer 503 first, then nothing at all, and come back; missions go on meanwhile."""
        await self._until_told(endpoint)
        tries = len(self.listener.told)
        self.listener.mood = 503
        await self._ask_for(max(1, self.missions // 4))
        await self._until(lambda: self._has_come(tries + 1), what="a try that meets the 503")
        self.listener.mood = 0
        self.say("endpoint down: it answered 503 and now says nothing")
        await self._until(lambda: self._has_come(tries + 2), what="a try that meets silence")
        await self._cancel_some()
        self.listener.mood = 204
        self.say("endpoint back; what it missed is coming")
        await self._until_told(endpoint)

    async def _has_come(self, count: int) -> bool:
        return len(self.listener.told) >= count

    async def _cancel_some(self) -> None:
        some = self.chance.sample(sorted(self._asked), k=len(self._asked) // 4)
        await _all_of([self._cancel(one) for one in some])
        self.say(f"{len(some)} missions called off while nobody listened")

    async def _cancel(self, external_id: str) -> None:
        try:
            await self.api.cancel(self._asked[external_id], reason="fin de journée")
        except Refused as refused:  # a driver was faster: that is a fact, not a failure
            if refused.code != "mission_not_cancellable":
                raise

    async def _close(self, endpoint: str) -> None:
        await _all_of([self._cancel(one) for one in self._asked])
        await self._until_told(endpoint)
        self.say("closing time: what no driver has is called off")

    async def _replay(self, endpoint: str, *, since: str) -> None:
        before = [one.id for one in self.listener.taken]
        queued = await self.api.replay(endpoint, since=since)
        await self._until_told(endpoint)
        again = {one.id for one in self.listener.taken[len(before) :]}
        if not set(before) <= again:
            raise DayFailed("a replay left webhooks out")
        self.say(f"{queued} webhooks replayed under the ids they had")

    async def _until_told(self, endpoint: str) -> None:
        await self._until(lambda: self._is_told(endpoint), what="every webhook")

    async def _is_told(self, endpoint: str) -> bool:
        """Whether everything that happened so far was told."""
        health = await self.api.endpoint(endpoint)
        heard = {(one.data["reference"], one.type) for one in self.listener.taken}
        owed = {
            (mission["reference"], f"mission.{entry['status']}")
            for mission in await self.api.missions()
            for entry in mission["timeline"]
        }
        return not health["pending"] and owed <= heard

    async def _until(self, holds: Callable[[], Awaitable[bool]], *, what: str) -> None:
        clock = asyncio.get_running_loop().time
        deadline = clock() + _TOLD_WITHIN_S
        while not await holds():
            if clock() > deadline:
                raise DayFailed(f"{what} did not come within {_TOLD_WITHIN_S:.0f} s")
            await asyncio.sleep(self.look_every_s)

    async def _books(self, endpoint: str) -> Books:
        reported = {one: str((await self.api.mission(one))["status"]) for one in self._expected}
        return Books(
            asked=self._asked,
            expected=self._expected,
            missions=await self.api.missions(),
            reported=reported,
            deliveries=await self.api.deliveries(endpoint),
            taken=list(self.listener.taken),
        )

    def _sum_up(self, books: Books) -> None:
        ids = {one.id for one in books.taken}
        refused = len(self.listener.told) - len(books.taken)
        self.say("")
        self.say(f"  missions asked for        {len(books.asked):>5}")
        self.say(f"  missions on the platform  {len(books.missions):>5}")
        self.say(f"  own missions reported     {len(books.expected):>5}")
        self.say(f"  webhooks owed             {len(books.deliveries):>5}")
        self.say(f"  webhooks taken, by id     {len(ids):>5}")
        self.say(f"  repeated by the replay    {len(books.taken) - len(ids):>5}")
        self.say(f"  turned away in the outage {refused:>5}")
        self.say(f"  forged                    {self.listener.forged:>5}")


def _place(quartier: tuple[str, float, float]) -> Json:
    name, latitude, longitude = quartier
    return {"label": name, "latitude": latitude, "longitude": longitude, "city": "Brazzaville"}


async def _all_of(jobs: Sequence[Awaitable[None]]) -> None:
    """Do all, six at once."""
    slots = asyncio.Semaphore(_AT_ONCE)

    async def one(job: Awaitable[None]) -> None:
        async with slots:
            await job

    async with asyncio.TaskGroup() as tasks:
        for job in jobs:
            tasks.create_task(one(job))
