"""Has a voice note written down by the provider's transcription model."""

import asyncio
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, Field, ValidationError

from services.conversation.dialogue.intents import Transcript, VoiceNote
from services.conversation.model.audio import Sound, sound_of
from services.conversation.model.calling import Answered, Garbled, ModelCalls, Task
from services.conversation.model.errors import ModelUnavailable, Reason, TranscriptionUnavailable
from services.conversation.model.reading import clean
from services.conversation.model.spending import Cost
from shared.errors import AppError
from shared.web.client import ServiceClient

if TYPE_CHECKING:
    from openai import AsyncOpenAI

BUDGET_S: Final = 10.0
MOST_BYTES: Final = 2 * 1024 * 1024
LONGEST_TRANSCRIPT: Final = 4_096  # as much as a person may type in one message
_FETCH_S: Final = 10.0
_LEAST_BYTES_A_SECOND: Final = 1_000  # of speech; WhatsApp's own notes have 2,000


class _Usage(BaseModel):
    seconds: float | None = Field(default=None, ge=0, le=100_000)


class _Transcription(BaseModel):
    text: str
    usage: _Usage | None = None


class Transcriber:
    """Writes voice notes down; the channel's files come from notifications."""

    def __init__(
        self,
        calls: ModelCalls,
        notifications: ServiceClient,
        *,
        model: str,
        budget_s: float = BUDGET_S,
    ) -> None:
        self._calls = calls
        self._notifications = notifications
        self._model = model
        self._budget_s = budget_s

    async def transcribe(self, note: VoiceNote) -> Transcript:
        """Fetch a voice note and write down what is said in it, in whatever language it is.

        Raises:
            TranscriptionUnavailable: it could not be fetched, or not be heard.
        """
        content = await self._fetch(note)
        sound = sound_of(content)
        if sound is None or len(content) > MOST_BYTES:
            raise TranscriptionUnavailable(reason=Reason.NOT_AUDIO)
        text = await self._hear(content, sound)
        if not text:
            raise TranscriptionUnavailable(reason=Reason.SILENT)
        return Transcript(text=text)

    async def _fetch(self, note: VoiceNote) -> bytes:
        try:
            async with asyncio.timeout(_FETCH_S):
                return await self._notifications.get_bytes(
                    "/internal/media/{media_id}", timeout_s=_FETCH_S, media_id=note.media_id
                )
        except (AppError, TimeoutError) as error:
            raise TranscriptionUnavailable(reason=Reason.NOT_THERE) from error

    async def _hear(self, content: bytes, sound: Sound) -> str:
        async def ask(client: "AsyncOpenAI") -> Answered[str]:
            raw = await client.audio.transcriptions.with_raw_response.create(
                model=self._model, file=(sound.file_name, content, sound.mime_type)
            )
            try:
                heard = _Transcription.model_validate_json(raw.content)
            except ValidationError as error:
                raise Garbled from error
            return Answered(clean(heard.text)[:LONGEST_TRANSCRIPT], self._cost(heard))

        prices = self._calls.provider.prices
        highest = prices.of_seconds(len(content) / _LEAST_BYTES_A_SECOND)
        try:
            return await self._calls.make(
                Task.TRANSCRIBE, ask, highest_price=highest, budget_s=self._budget_s
            )
        except ModelUnavailable as error:
            raise TranscriptionUnavailable(**error.params) from error

    def _cost(self, heard: _Transcription) -> Cost | None:
        if heard.usage is None or heard.usage.seconds is None:
            return None  # tokens of sound have prices of their own, which nobody told us
        return Cost(self._calls.provider.prices.of_seconds(heard.usage.seconds))
