"""Each program gets the environment that ties it to the others."""

import json
from pathlib import Path

import pytest

from shared.local.programs import Addresses, Wiring, is_module

_ADDRESSES = Addresses(
    8000,
    8900,
    {"conversation": 8101, "orders": 8102, "notifications": 8103, "provider": 8104},
)


def _wiring(**environ: str) -> Wiring:
    return Wiring(
        addresses=_ADDRESSES,
        database_url="postgresql+asyncpg://one",
        redis_url="redis://two",
        keys={"SERVICE_TOKEN_SECRET": "three"},
        environ=environ,
    )


def test_the_programs_start_with_the_simulator_and_end_with_the_gateway() -> None:
    assert [(server.name, server.arguments) for server in _wiring().servers()] == [
        ("simulator", ("simulator",)),
        ("conversation", ("services.conversation", "all")),
        ("orders", ("services.orders", "all")),
        ("notifications", ("services.notifications", "all")),
        ("provider", ("services.provider", "all")),
        ("gateway", ("gateway",)),
    ]


def test_a_service_knows_its_port_its_engines_and_its_neighbours() -> None:
    orders = _wiring().servers()[2]
    assert orders.environ == {
        "ENVIRONMENT": "development",
        "HOST": "127.0.0.1",
        "PORT": "8102",
        "DATABASE_URL": "postgresql+asyncpg://one",
        "REDIS_URL": "redis://two",
        "SERVICE_TOKEN_SECRET": "three",
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "CONVERSATION_URL": "http://127.0.0.1:8101",
        "ORDERS_URL": "http://127.0.0.1:8102",
        "NOTIFICATIONS_URL": "http://127.0.0.1:8103",
        "PROVIDER_URL": "http://127.0.0.1:8104",
        "WHATSAPP_ENABLED": "true",
        "WHATSAPP_BUSINESS_ACCOUNT_ID": "102290129340398",
        "SIMULATOR_ACCOUNT_ID": "102290129340398",
        "SUPPORT_PHONE": "+242065550901",
        "ORDERS_PROMO": "sample",
        "OUTBOUND_TRUSTED_HOSTS": "127.0.0.1",
        "WHATSAPP_API_URL": "http://127.0.0.1:8900/v26.0",
        "WHATSAPP_PHONE_NUMBER_ID": "106540352242922",
        "PYTHONUNBUFFERED": "1",
    }
    assert orders.ready_url == "http://127.0.0.1:8102/health/ready"


def test_the_simulator_calls_the_gateway_and_shows_whom_an_order_concerns_first() -> None:
    simulator = _wiring().servers()[0]
    assert simulator.environ["SIMULATOR_WEBHOOK_URL"] == "http://127.0.0.1:8000/webhooks/meta"
    shown = json.loads(simulator.environ["SIMULATOR_PEOPLE"])
    assert shown[:4] == [
        {"phone": "+242065550101", "name": "Awa Mabiala", "role": "client"},
        {"phone": "+242065550301", "name": "Mireille Nkounkou", "role": "merchant"},
        {"phone": "+242065550201", "name": "Cédric Loemba", "role": "driver"},
        {"phone": "+242065550202", "name": "Trésor Ngoma", "role": "driver"},
    ]


def test_the_seed_and_optional_keys_pass_through() -> None:
    environ = _wiring(DEMO_SEED="7", OPENAI_API_KEY="mine").migrations().environ
    assert (environ["DEMO_SEED"], environ["OPENAI_API_KEY"]) == ("7", "mine")


def test_a_demo_never_reaches_the_real_whatsapp() -> None:
    real = "https://graph.facebook.com/v26.0"
    environ = _wiring(WHATSAPP_API_URL=real).servers()[3].environ
    assert environ["WHATSAPP_API_URL"] == "http://127.0.0.1:8900/v26.0"


@pytest.mark.parametrize(
    ("path", "is_found"),
    [
        ("town/hall.py", True),
        ("town/hall/__main__.py", True),
        ("town/hall/__init__.py", False),
        ("town/other.py", False),
    ],
)
def test_a_module_is_found_when_python_could_run_it(
    tmp_path: Path, path: str, *, is_found: bool
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text("raise AssertionError('looking must not import')\n")
    assert is_module("town.hall", path=[str(tmp_path)]) is is_found
