"""Voice notes: fetched from notifications, heard by the provider, or honestly refused."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Response

from services.conversation.dialogue.intents import Transcript, VoiceNote
from services.conversation.model.errors import TranscriptionUnavailable
from services.conversation.model.transcriber import Transcriber
from shared.process import Process
from tests.conversation.model.conftest import IMPATIENT_S, PATIENT_S, MakeCalls
from tests.conversation.model.test_spending import spent
from tests.support.model_server import SOUND, Heard, ModelServer, Mood

NOTE = VoiceNote(media_id="77")


@pytest.fixture
async def media(process: Process) -> AsyncIterator[dict[str, bytes]]:
    """Files of the channel, as notifications gives them."""
    files = {"77": SOUND}
    app = FastAPI()

    @app.get("/internal/media/{media_id}")
    async def download(media_id: str) -> Response:
        if media_id in files:
            return Response(files[media_id], media_type="application/octet-stream")
        problem = {"code": "media_not_found", "status": 404, "params": {}}
        return Response(httpx.Response(404, json=problem).content, status_code=404)

    usual = process.http
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as process.http:
        yield files
    process.http = usual


@pytest.fixture
def transcriber(media: dict[str, bytes], process: Process, make_calls: MakeCalls) -> Transcriber:
    del media
    notifications = process.client("notifications")
    return Transcriber(make_calls(), notifications, model="whisper-1", budget_s=PATIENT_S)


async def refused(transcriber: Transcriber, note: VoiceNote = NOTE) -> str:
    with pytest.raises(TranscriptionUnavailable) as refusal:
        await transcriber.transcribe(note)
    return str(refusal.value.params["reason"])


async def test_a_voice_note_is_written_down_in_whatever_language_it_is(
    transcriber: Transcriber, server: ModelServer, process: Process
) -> None:
    server.transcript = " Nazali na Moungali,\n tinda ngai\x00 coursier "
    server.usage = {"type": "duration", "seconds": 12}

    transcript = await transcriber.transcribe(NOTE)

    assert transcript == Transcript(text="Nazali na Moungali, tinda ngai coursier")
    assert server.heard == [Heard("whisper-1", None, "note.ogg", "audio/ogg", SOUND)]
    assert await spent(process) == [("2026-11-21", 1, 0, 0, 1_200)]


@pytest.mark.parametrize("file", [b"", b"\x89PNG\r\n", b"%PDF-1.7", b"Oggs"])
async def test_what_is_no_sound_is_not_sent(
    file: bytes, transcriber: Transcriber, server: ModelServer, media: dict[str, bytes]
) -> None:
    media["77"] = file

    assert await refused(transcriber) == "not_audio"
    assert server.heard == []


async def test_a_note_that_is_gone_is_said_to_be(
    transcriber: Transcriber, server: ModelServer
) -> None:
    assert await refused(transcriber, VoiceNote(media_id="78")) == "not_there"
    assert server.heard == []


@pytest.mark.parametrize(
    ("mood", "reason", "cost"),
    [
        (Mood.RIGHT, "silent", 2),
        (Mood.DOWN, "broken", 0),
        (Mood.GARBLED, "unreadable", 2),
    ],
)
async def test_what_cannot_be_heard_is_refused_once(
    mood: Mood,
    reason: str,
    cost: int,
    transcriber: Transcriber,
    server: ModelServer,
    process: Process,
) -> None:
    server.mood = mood

    assert await refused(transcriber) == reason
    assert len(server.heard) == 1
    assert await spent(process) == [("2026-11-21", 1, 0, 0, cost)]


async def test_a_slow_model_is_not_waited_for(
    media: dict[str, bytes], process: Process, make_calls: MakeCalls, server: ModelServer
) -> None:
    del media
    server.mood = Mood.SLOW
    notifications = process.client("notifications")
    hearing = Transcriber(make_calls(), notifications, model="whisper-1", budget_s=IMPATIENT_S)

    async with asyncio.timeout(PATIENT_S):
        assert await refused(hearing) == "too_slow"
    assert await spent(process) == [("2026-11-21", 1, 0, 0, 2)]


async def test_files_that_the_provider_refuses_stop_nobody_else(
    transcriber: Transcriber, server: ModelServer
) -> None:
    server.mood = Mood.PICKY
    assert [await refused(transcriber) for _ in range(6)] == ["broken"] * 6

    server.mood, server.transcript = Mood.RIGHT, "bonjour"

    assert await transcriber.transcribe(NOTE) == Transcript(text="bonjour")
