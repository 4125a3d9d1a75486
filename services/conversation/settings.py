"""Settings of conversation."""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class ConversationSettings(ServiceSettings):
    """The environment of conversation.

    `SUPPORT_PHONE` (E.164), when set, is given to whoever asks for a person.
    `CONVERSATION_TRIALS` names the wordings under trial (dialogue/trials.py), separated by commas.

    Without `OPENAI_API_KEY` or `OPENROUTER_API_KEY` no model is asked. Prices are in US dollars and
    the defaults are gpt-4o-mini's and whisper-1's; `MODEL_DAILY_BUDGET_USD` is the cap of all
    processes together. `OPENAI_TRANSCRIPTION_MODEL` (whisper-1, say) has voice notes written down.
    """

    model_config = SettingsConfigDict(env_ignore_empty=True)

    support_phone: str | None = None
    lanes_at_once: Annotated[
        int, Field(ge=1, le=200, validation_alias="CONVERSATION_LANES_AT_ONCE")
    ] = 8
    trial_names: Annotated[str, Field(validation_alias="CONVERSATION_TRIALS")] = ""

    openai_api_key: SecretStr | None = None
    openai_model: str = "gpt-4o-mini"
    openai_base_url: str = "https://api.openai.com/v1"
    openai_transcription_model: str | None = None
    openrouter_api_key: SecretStr | None = None
    openrouter_model: str = "openai/gpt-4o-mini"
    model_daily_budget_usd: Annotated[float, Field(ge=0, le=10_000)] = 1.0
    model_price_per_1m_input: Annotated[float, Field(ge=0, le=10_000)] = 0.15
    model_price_per_1m_output: Annotated[float, Field(ge=0, le=10_000)] = 0.60
    transcription_price_per_minute: Annotated[float, Field(ge=0, le=100)] = 0.006

    @property
    def trials(self) -> frozenset[str]:
        """The wordings under trial."""
        return frozenset(filter(None, map(str.strip, self.trial_names.split(","))))
