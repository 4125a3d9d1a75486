"""Programs are killed while people talk: nothing is lost, nothing comes twice, order is kept."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import pytest

from tests.support.errands import reference_in
from tests.support.phone import Phone, Seen, eventually
from tests.support.town import Town

pytestmark = pytest.mark.journey

SEED: Final = 20261121
PEOPLE: Final = 6
# A killed worker's lanes are free again after the lease of 10 s (architecture.md, Durability).
PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person does, and a word of the one reply it must get."""

    does: str
    reply: str
    is_tap: bool = False


ERRAND: Final = (
    Turn("Envoyer un colis", "Où récupérer le colis"),
    Turn("Moungali", "Où le livrer"),
    Turn("Talangaï", "Qui le livreur doit-il appeler"),
    Turn("Marie 06 123 45 67", "Que contient le colis"),
    Turn("chaussures, 15 000", "VOTRE ENVOI"),
    Turn("Confirmer", "C’EST CONFIRMÉ", is_tap=True),
    Turn("statut", "VOTRE COURSE"),
    Turn("Annuler", "Annuler la course", is_tap=True),
    Turn("Oui, annuler", "est annulée", is_tap=True),
)
SCRIPT: Final = (Turn("Bonjour", "Que puis-je faire"), *ERRAND, *ERRAND)
CALLED_OFF: Final = "*COURSE ANNULÉE*"
EXHAUSTED: Final = "AUCUN LIVREUR"
SLOW: Final = "⏳"


@dataclass(slots=True)
class Talks:
    """How many turns all people together have finished."""

    finished: int = 0
    references: dict[str, list[str]] = field(default_factory=dict)

    async def reach(self, turns: int) -> None:
        """Wait until so many turns are finished.

        Raises:
            AssertionError: the talks are stuck.
        """

        async def look() -> bool | None:
            return True if self.finished >= turns else None

        assert await eventually(look, within_s=PATIENCE_S), f"stuck at turn {self.finished}"


async def test_killed_programs_and_an_emptied_redis_lose_nothing_and_repeat_nothing(
    hasty_town: Town,
) -> None:
    town, talks, dice = hasty_town, Talks(), random.Random(SEED)  # noqa: S311 - a replayable run
    print(f"seed {SEED}")  # noqa: T201 - replays the run
    people = [town.newcomer() for _ in range(PEOPLE)]
    before = len(await town.oracle())

    async with asyncio.TaskGroup() as tasks:
        for person in people:
            tasks.create_task(_talk(person, talks))
        tasks.create_task(_kill_in_the_middle(town, talks, dice))
    await town.settle(within_s=PATIENCE_S)

    sends = Counter(send["phone"] for send in (await town.oracle())[before:])
    for person in people:
        received = await person.received()
        assert sends[person.number] == len(received)
        _check_replies(received)
        _check_news(received, talks.references[person.number])
        assert await _missions_of(town, person) == sorted(talks.references[person.number])


async def _talk(person: Phone, talks: Talks) -> None:
    """Go through the script, each turn as soon as the one before is answered."""
    talks.references[person.number] = []
    for turn in SCRIPT:
        await (person.tap(turn.does) if turn.is_tap else person.text(turn.does))
        reply = await person.sees(turn.reply, within_s=PATIENCE_S)
        if turn.does == "Confirmer":
            talks.references[person.number].append(reference_in(reply))
        talks.finished += 1


async def _kill_in_the_middle(town: Town, talks: Talks, dice: random.Random) -> None:
    """Kill one program after the other, each at a turn that the dice choose."""
    kills: list[Callable[[], Awaitable[object]]] = [
        lambda: town.kill("conversation"),
        lambda: town.kill("notifications"),
        lambda: town.kill("orders"),
        lambda: _empty_redis(town),
    ]
    last = PEOPLE * len(SCRIPT) * 2 // 3
    for at, kill in zip(sorted(dice.sample(range(5, last), len(kills))), kills, strict=True):
        await talks.reach(at)
        await kill()


async def _empty_redis(town: Town) -> None:
    valkey = town.stack.engines.valkey
    assert valkey is not None
    await valkey.kill()
    await valkey.start()


def _check_replies(received: Sequence[Seen]) -> None:
    """One reply for each turn, in the order of the turns."""
    replies = [one.text for one in received if not _is_news(one) and not one.text.startswith(SLOW)]
    assert len(replies) == len(SCRIPT), [text.split("\n")[0] for text in replies]
    for reply, turn in zip(replies, SCRIPT, strict=True):
        assert turn.reply in reply, (turn, reply)


def _check_news(received: Sequence[Seen], references: Sequence[str]) -> None:
    """Each mission's end is told once; that nobody took it, once at most."""
    news = [one for one in received if _is_news(one)]
    for reference in references:
        told = Counter(one.headline for one in news if reference in one.text)
        assert told[CALLED_OFF] == 1, (reference, told)
        assert max(told.values()) == 1, (reference, told)


def _is_news(message: Seen) -> bool:
    return message.headline == CALLED_OFF or EXHAUSTED in message.headline


async def _missions_of(town: Town, person: Phone) -> list[str]:
    rows = await town.query(
        "SELECT reference FROM orders.mission WHERE client_phone = $1 ORDER BY reference",
        f"+{person.number}",
    )
    return [row["reference"] for row in rows]
