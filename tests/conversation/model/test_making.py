"""What the settings make of the models: somebody to ask, or nothing at all."""

import subprocess
import sys

import pytest
from pydantic import SecretStr

from services.conversation.container import make_container
from services.conversation.model.provider import find_provider
from services.conversation.settings import ConversationSettings

WITHOUT_A_KEY = """
import sys
from services.conversation.app import create_app
from services.conversation.container import make_container
from services.conversation.settings import ConversationSettings
from services.conversation.worker import run

settings = ConversationSettings()
container = make_container(settings)
create_app(settings, container)
assert not container.has_model and not container.has_transcription
assert run is not None
assert not [name for name in sys.modules if name.split(".")[0] in ("openai", "httpx2")]
"""


def test_without_a_key_the_library_is_not_even_imported() -> None:
    environ = {"OPENAI_API_KEY": "", "OPENAI_TRANSCRIPTION_MODEL": "whisper-1"}

    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", WITHOUT_A_KEY], env=environ, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_the_environment_names_whom_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", "or-key")
    monkeypatch.setenv("OPENROUTER_MODEL", "mistralai/mistral-small")
    router = find_provider(ConversationSettings())
    monkeypatch.setenv("OPENAI_API_KEY", "sk-key")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://models.internal/v1")
    monkeypatch.setenv("OPENAI_MODEL", "")
    own = find_provider(ConversationSettings())

    assert router is not None
    assert own is not None
    assert (router.base_url, router.model, router.api_key.get_secret_value()) == (
        "https://openrouter.ai/api/v1",
        "mistralai/mistral-small",
        "or-key",
    )
    assert (own.base_url, own.model) == ("http://models.internal/v1", "gpt-4o-mini")
    assert own.api_key.get_secret_value() == "sk-key"
    assert "sk-key" not in repr(own)


@pytest.mark.parametrize(
    ("hearing", "budget", "found"),
    [
        (None, 1.0, (True, False)),
        ("whisper-1", 1.0, (True, True)),
        ("whisper-1", 0, (False, False)),
    ],
)
async def test_hearing_is_asked_for_and_no_money_is_no_model(
    hearing: str | None, budget: float, found: tuple[bool, bool]
) -> None:
    container = make_container(
        ConversationSettings(
            openai_api_key=SecretStr("sk-key"),
            openai_transcription_model=hearing,
            model_daily_budget_usd=budget,
        )
    )

    async with container.process.running():
        assert (container.has_model, container.has_transcription) == found
