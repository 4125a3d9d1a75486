"""A model server, and what a process of conversation makes of it."""

from collections.abc import AsyncIterator, Callable

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from services.conversation.dialogue.intents import ModelQuestion
from services.conversation.model.breaker import Breaker
from services.conversation.model.calling import ModelCalls
from services.conversation.model.provider import find_provider
from services.conversation.model.spending import Spending
from services.conversation.settings import ConversationSettings
from shared.local.engines import Engines
from shared.process import Process
from shared.values.clock import ManualClock
from tests.support.model_server import ModelServer

# Nothing waits this long but a test on a busy machine; what must be cut off is cut off quickly.
PATIENT_S, IMPATIENT_S = 30.0, 0.2

MakeCalls = Callable[..., ModelCalls]

TEXT = "je dois faire partir un carton de savon chez Marie a talangay 06 123 45 67, ca vaut 5 mille"
QUESTION = ModelQuestion(
    text=TEXT,
    errands={"courier": "send a parcel", "marketplace": "buy something"},
    fields={
        "dropoff": "where it goes, e.g. Moungali",
        "contact_phone": "the receiver's phone, e.g. 06 123 45 67",
        "declared_value": "what it is worth, e.g. 5000",
        "description": "what it is, e.g. un carton",
        "contact_name": "who receives it, e.g. Marie",
    },
    asking="dropoff",
    country="CG",
    language="fr",
)


@pytest.fixture(scope="session")
async def served() -> AsyncIterator[ModelServer]:
    async with ModelServer.running() as server:
        yield server


@pytest.fixture
def server(served: ModelServer) -> ModelServer:
    """The model server, as new."""
    served.reset()
    return served


@pytest.fixture(scope="session")
async def the_process(
    engines: Engines, template: str, served: ModelServer
) -> AsyncIterator[tuple[ConversationSettings, Process]]:
    """One process over one database: these tests are many, and leave little behind."""
    name = "models"
    settings = ConversationSettings(
        database_url=SecretStr(await engines.create_database(name, template=template)),
        redis_url=SecretStr(engines.redis_url),
        openai_api_key=SecretStr("sk-of-the-tests"),
        openai_base_url=served.url,
        openai_transcription_model="whisper-1",
        model_price_per_1m_input=0,
        model_price_per_1m_output=2,
    )
    process = Process(settings, name="conversation")
    async with process.running():
        yield settings, process
    await engines.drop_database(name)


@pytest.fixture
async def process(the_process: tuple[ConversationSettings, Process]) -> Process:
    """The process, with nothing spent and nothing waiting."""
    process = the_process[1]
    async with process.database.statement() as connection:
        for table in ("model_spend", "lane_item", "lane", "inbox_key"):
            await connection.execute(text(f"DELETE FROM conversation.{table}"))  # noqa: S608 - ours
    return process


@pytest.fixture
def make_calls(
    the_process: tuple[ConversationSettings, Process],
    process: Process,
    server: ModelServer,
    clock: ManualClock,
) -> MakeCalls:
    """Make the calls of a process, with a breaker and a cap of the test's own."""
    del server
    provider = find_provider(the_process[0])
    assert provider is not None

    def make(
        *, breaker: Breaker | None = None, cap_micro_usd: int = 1_000_000, at_once: int = 4
    ) -> ModelCalls:
        spending = Spending(process.database, clock, cap_micro_usd=cap_micro_usd)
        return ModelCalls(process, provider, spending=spending, at_once=at_once, breaker=breaker)

    return make
