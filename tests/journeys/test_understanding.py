"""A model that helps, is slow, lies, attacks or is gone, and three languages, on real processes.

The stub model server plays OpenAI; the last test of this file kills it.
"""

import re
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any, Final

import pytest

from shared.values.language import Language
from tests.support.errands import FROM_BACONGO, FROM_OUENZE, accept, reference_in
from tests.support.model_server import ModelServer, Mood
from tests.support.phone import Phone, Seen
from tests.support.town import Town
from tests.support.wording import says

pytestmark = pytest.mark.journey

# No rule reads these; the model gives back words of theirs.
ODD: Final = "zzz gloubi boulga mon bidule roupille Talangaï trrr"
READING: Final = {
    "errand": "courier",
    "fields": {
        "dropoff": "Talangaï",
        "description": "mon bidule",
    },
}
BABBLE: Final = "zzz gloubi boulga trrr"
HONEST_WITHIN_S: Final = 5.0
"""2.5 s are the model's (conversation.md, Understanding); the rest is a busy machine's."""
IN_A_ROW: Final = 5
RESTING: Final = re.compile(r'model_calls_total\{outcome="resting",task="read"\} (\d+)')


@pytest.fixture(scope="module")
async def running() -> AsyncIterator[AsyncExitStack]:
    """What the model server runs in, so that it can be killed."""
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture(scope="module")
async def served(running: AsyncExitStack) -> ModelServer:
    return await running.enter_async_context(ModelServer.running())


@pytest.fixture
def model(served: ModelServer) -> ModelServer:
    """The model server, right and remembering nothing."""
    served.reset()
    return served


@pytest.fixture(scope="module")
async def town(
    tmp_path_factory: pytest.TempPathFactory, served: ModelServer
) -> AsyncIterator[Town]:
    """A platform that asks the stub what its rules do not understand."""
    asks = {
        "OPENAI_API_KEY": "sk-of-the-tests",
        "OPENAI_BASE_URL": served.url,
        "OPENAI_TRANSCRIPTION_MODEL": "whisper-1",
    }
    async with Town.of(tmp_path_factory.mktemp("reading"), **asks) as town:
        yield town


async def touch(phone: Phone, seen: Seen, does: str) -> None:
    """Touch the button of a message that does this, whatever its label says."""
    [option] = [one for one in seen.options if one.id.endswith(does)]
    await phone.does({"type": "tap", "id": option.id, "message_id": seen.id})


async def done_by_orders(town: Town) -> dict[str, Any]:
    """Count what a platform that obeyed a model would have done, and see who is on duty."""
    tables = ("mission", "marketplace_order", "offer", "application", "event_log")
    counts = {
        table: (await town.query(f"SELECT count(*) AS n FROM orders.{table}"))[0]["n"]  # noqa: S608 - ours
        for table in tables
    }
    duty = await town.query("SELECT phone, is_on_duty FROM orders.driver ORDER BY phone")
    return {**counts, "duty": [tuple(row) for row in duty]}


async def drafts(town: Town, phone: Phone) -> list[dict[str, Any]]:
    """Read what a person's drafts hold, the errand at hand last."""
    rows = await town.query(
        "SELECT jsonb_path_query(dialogue.state::jsonb, '$.stack[*].filled')::text AS filled "
        "FROM conversation.dialogue JOIN conversation.contact_identifier AS known "
        "USING (contact_id) WHERE known.value = $1",
        f"+{phone.number}",
    )
    return [row["filled"] for row in rows]


async def test_what_no_rule_reads_becomes_a_read_back_and_only_a_tap_makes_a_mission(
    town: Town, model: ModelServer
) -> None:
    model.readings[ODD] = READING
    client = town.newcomer()

    await client.text(ODD)
    await client.sees("Où récupérer le colis")
    await client.text("Moungali")
    await client.sees("Qui le livreur doit-il appeler")
    await client.text("Marie 06 123 45 67")
    recap = await client.sees("VOTRE ENVOI", "Moungali", "Talangaï", "mon bidule")
    await town.settle()
    assert model.said_by_user == [ODD]
    assert client.number not in str(model.asked)
    assert await _missions_of(town, client) == 0
    await touch(client, recap, "confirm:yes")

    reference_in(await client.sees("CONFIRMÉ"))
    assert await _missions_of(town, client) == 1


async def test_a_slow_model_is_not_waited_for_and_the_draft_goes_on(
    town: Town, model: ModelServer
) -> None:
    client = town.newcomer()
    await client.text("Envoyer un colis de Moungali vers Talangaï")
    await client.sees("Qui le livreur doit-il appeler")
    model.mood = Mood.SLOW

    began = time.monotonic()
    await client.text(BABBLE)
    await client.sees("Marie 06 123 45 67")

    assert time.monotonic() - began < HONEST_WITHIN_S
    assert model.said_by_user == [BABBLE]
    await client.text("Marie 06 123 45 67")
    await client.sees("Que contient le colis")
    await client.text("documents")
    await client.sees("VOTRE ENVOI", "Moungali", "Talangaï", "Marie 06 123 45 67")


@pytest.mark.parametrize("mood", [Mood.LYING, Mood.HOSTILE])
async def test_a_model_that_lies_or_attacks_changes_nothing_anywhere(
    town: Town, model: ModelServer, mood: Mood
) -> None:
    client, driver = town.newcomer(), town.drivers[-1]
    await client.text(FROM_BACONGO)
    await client.sees("VOTRE ENVOI")
    await driver.has_seen_all()
    await town.settle()
    model.mood = mood
    before = (await done_by_orders(town), await drafts(town, client), await drafts(town, driver))

    await client.text(BABBLE)
    await client.sees("Je n’ai pas compris")
    await driver.text(BABBLE)
    await driver.sees("Je n’ai pas compris")
    await town.settle()

    assert model.said_by_user == [BABBLE, BABBLE]
    assert len(before[1]) == 1
    after = (await done_by_orders(town), await drafts(town, client), await drafts(town, driver))
    assert after == before


async def test_voice_notes_are_written_down_shown_and_answered(
    town: Town, model: ModelServer
) -> None:
    client = town.newcomer()

    model.transcript = "Envoyer un colis de Bacongo"
    await client.does({"type": "audio"})
    await client.sees("🎙️ _Envoyer un colis de Bacongo_", "Où le livrer")
    model.transcript = "vers Talangaï"
    await client.does({"type": "audio", "voice": False})
    await client.sees("🎙️ _vers Talangaï_", "Qui le livreur doit-il appeler")

    assert [(one.model, one.content[:4]) for one in model.heard] == [("whisper-1", b"OggS")] * 2
    assert model.asked == []


@pytest.mark.parametrize(
    ("language", "hello", "sentence"),
    [
        (
            Language.ENGLISH,
            "Hello",
            "Send a parcel from Ouenzé to Talangaï for Marie 06 123 45 67, 5000",
        ),
        (
            Language.LINGALA,
            "Mbote, nalingi kotinda colis",
            "Uta Bacongo kino Talangaï pona Marie 06 123 45 67, 5000",
        ),
    ],
)
async def test_who_writes_a_language_is_answered_and_notified_in_it(
    town: Town, language: Language, hello: str, sentence: str
) -> None:
    client = town.newcomer()
    await client.text(hello)
    await client.gets(lambda _one: True, "an answer")
    await client.text(sentence)
    recap = await client.sees(says("conversation", "*VOTRE ENVOI*", language))
    await touch(client, recap, "confirm:yes")
    confirmed = await client.sees(says("conversation", "✅ *C’EST CONFIRMÉ*", language))

    await accept(town, reference_in(confirmed))

    headline = says("notifications", "COURSE ACCEPTÉE", language)
    assert headline != "COURSE ACCEPTÉE"
    await client.sees(headline)
    await town.settle()
    assert not any("COURSE ACCEPTÉE" in one.text for one in await client.received())


async def test_without_a_model_server_the_breaker_opens_and_the_rules_go_on(
    town: Town, model: ModelServer, running: AsyncExitStack
) -> None:
    del model
    await running.aclose()
    client = town.newcomer()
    for at in range(IN_A_ROW + 1):
        await client.text(f"{BABBLE} {at}")
        await client.sees("Je n’ai pas compris")

    url = town.stack.addresses.service("conversation") + "/metrics"
    found = RESTING.search((await town.simulator.get(url)).text)
    assert found is not None
    assert int(found[1]) >= 1
    await client.text(FROM_OUENZE)
    await client.sees("VOTRE ENVOI", "Ouenzé")


async def _missions_of(town: Town, client: Phone) -> int:
    rows = await town.query(
        "SELECT FROM orders.mission WHERE client_phone = $1", f"+{client.number}"
    )
    return len(rows)
