"""Whole lives: customers against the real engine, the real orders service and PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from bench.people.errands.parcel import SendParcel
from bench.people.handset import Handset
from bench.people.life import Life, customer, live
from bench.people.moves import Why
from bench.people.outcome import End, Outcome
from bench.people.personas import PERSONAS, Errand
from bench.people.report import verdict
from bench.people.town import Town, furnish, open_town
from bench.people.wishes import draw_parcel
from shared.contracts.orders.api import MissionStatus
from shared.local.engines import Engines
from shared.values.contact import ContactRef

SEED = 1


@pytest.fixture
async def town(engines: Engines, database_url: str, redis: Redis) -> AsyncIterator[Town]:
    """The demo's shops, over the real service."""
    del redis
    async with open_town(database_url, redis_url=engines.redis_url) as town:
        await furnish(town)
        yield town


def number_of(persona: str, errand: Errand) -> int:
    """Find the first customer who is like this and wants that."""
    at = next(at for at, one in enumerate(PERSONAS) if one.name == persona)
    numbers = range(at + len(PERSONAS), 100_000, len(PERSONAS))
    return next(number for number in numbers if customer(SEED, number)[1] is errand)


async def test_lives_end_with_what_was_wanted_in_the_database(town: Town) -> None:
    buttons = number_of("buttons only", Errand.COURIER_BUTTONS)
    browsing = number_of("buttons only", Errand.SHOP_BROWSING)
    cancelling = number_of("buttons only", Errand.CANCEL)

    by_buttons = await live(town, seed=SEED, number=buttons)
    assert (by_buttons.end, by_buttons.needed, by_buttons.why) == (End.DONE, 6, "")
    [mission] = await town.missions_of(customer(SEED, buttons)[0].phone.e164)
    assert (mission.status, mission.description) == (MissionStatus.PENDING, "Documents")

    assert (await live(town, seed=SEED, number=browsing)).end is End.DONE
    [(order, lines)] = await town.orders_of(customer(SEED, browsing)[0].phone.e164)
    assert order.subtotal == sum(line.unit_price * line.quantity for line in lines)

    assert (await live(town, seed=SEED, number=cancelling)).end is End.DONE
    [cancelled] = await town.missions_of(customer(SEED, cancelling)[0].phone.e164)
    assert cancelled.status is MissionStatus.CANCELLED


async def test_something_else_in_the_database_is_no_completion(town: Town) -> None:
    who, errand = customer(SEED, number_of("buttons only", Errand.COURIER_BUTTONS))
    parcel = SendParcel(who, draw_parcel(who.chance, country=who.country), errand)
    life = Life(who, Handset(town, ContactRef(phone=who.phone.e164, name="Awa")))
    assert await life.lead(parcel) is None
    assert await parcel.check(town) is None

    pinned = parcel.pinned.pop("dropoff")
    parcel.pinned["dropoff"] = (pinned[0] + 0.01, pinned[1])
    assert await parcel.check(town) == "dropoff"

    parcel.who = replace(who, number=who.number + 1)
    assert await parcel.check(town) == "0 missions"
    assert life.counts == {Why.NEEDED: 6, Why.WHIM: 1, Why.CORRECTION: 0}


def test_the_verdict_falls_when_a_target_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    done = Outcome(
        number=1,
        persona="terse",
        errand=Errand.COURIER_SENTENCE,
        end=End.DONE,
        needed=3,
        sent=3,
        answered=3,
        corrections=1,
        was_asked_thrice=False,
        why="",
        transcript=(),
    )
    crowd = [done] * 199

    assert verdict([*crowd, done]) == 0
    assert "MISSED" not in capsys.readouterr().out
    assert verdict([*crowd, replace(done, was_asked_thrice=True)]) == 1
    assert verdict([*crowd, *[replace(done, end=End.DEAD_END)] * 2]) == 1
    assert verdict([replace(done, needed=4)] * 200) == 1
    assert verdict([replace(done, answered=4)] * 200) == 1
    assert verdict([replace(done, corrections=2)] * 200) == 1
    assert verdict([*[done] * 190, *[replace(done, end=End.WRONG)] * 10]) == 1
