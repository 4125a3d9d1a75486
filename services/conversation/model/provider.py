"""Who is asked, with which models, at which prices; and the client, opened when first needed."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import SecretStr

from services.conversation.settings import ConversationSettings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

OPENROUTER_URL: Final = "https://openrouter.ai/api/v1"


@dataclass(frozen=True, slots=True)
class Prices:
    """In US dollars: a million tokens read, a million written, a minute heard."""

    per_million_read: float
    per_million_written: float
    per_minute: float

    def of_tokens(self, *, read: int, written: int) -> int:
        """Price a call in millionths of a dollar, rounded up."""
        return math.ceil(read * self.per_million_read + written * self.per_million_written)

    def of_seconds(self, seconds: float) -> int:
        """Price heard speech in millionths of a dollar, rounded up."""
        return math.ceil(seconds / 60 * self.per_minute * 1_000_000)


@dataclass(frozen=True, slots=True)
class Provider:
    """A server that speaks OpenAI's API. Without a `transcription_model` it hears nothing."""

    base_url: str
    api_key: SecretStr
    model: str
    transcription_model: str | None
    prices: Prices

    def open(self) -> "AsyncOpenAI":
        """Make the client; it tries once, because a person waits.

        Slow the first time (a second of imports): call it in a thread.
        """
        # 0.9 s and 15 MB that a process without a model should not pay.
        from openai import AsyncOpenAI  # noqa: PLC0415 - see above

        client = AsyncOpenAI(
            api_key=self.api_key.get_secret_value(), base_url=self.base_url, max_retries=0
        )
        _ = client.chat.completions, client.audio.transcriptions  # imported on first sight
        return client


def find_provider(settings: ConversationSettings) -> Provider | None:
    """Choose whom to ask: OpenAI's key wins over OpenRouter's; without either, nobody."""
    prices = Prices(
        per_million_read=settings.model_price_per_1m_input,
        per_million_written=settings.model_price_per_1m_output,
        per_minute=settings.transcription_price_per_minute,
    )
    hearing = settings.openai_transcription_model
    if settings.openai_api_key is not None:
        key, url = settings.openai_api_key, settings.openai_base_url
        return Provider(url, key, settings.openai_model, hearing, prices)
    if settings.openrouter_api_key is not None:
        key = settings.openrouter_api_key
        return Provider(OPENROUTER_URL, key, settings.openrouter_model, hearing, prices)
    return None
