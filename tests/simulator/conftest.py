"""One simulator on a clock moved by hand, and a platform that records what it is told."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from pydantic import SecretStr

from shared.values.clock import ManualClock
from simulator.app import create_app
from simulator.settings import DemoPerson, SimulatorSettings

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
AWA = "242065550101"
DIDIER = "242066660202"
STRANGER = "242069999999"
NUMBER = "106540352242922"
ACCOUNT = "102290129340398"
SECRET = "an app secret of the tests"  # noqa: S105 - signs nothing but these tests' webhooks

JPEG = b"\xff\xd8\xff\xe0 a small picture"

Json = dict[str, Any]


@dataclass
class Platform:
    """The receiving side; answers the statuses queued in `answers`, then 200."""

    bodies: list[bytes] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def payloads(self) -> list[Json]:
        """Every notification, parsed."""
        return [json.loads(body) for body in self.bodies]

    @property
    def values(self) -> list[Json]:
        """Every change's value, in order of arrival."""
        return [
            change["value"]
            for payload in self.payloads
            for entry in payload["entry"]
            for change in entry["changes"]
        ]

    @property
    def messages(self) -> list[Json]:
        """Every inbound message, in order of arrival."""
        return [item for value in self.values for item in value.get("messages", [])]

    @property
    def statuses(self) -> list[Json]:
        """Every status, in order of arrival."""
        return [item for value in self.values for item in value.get("statuses", [])]

    def application(self) -> FastAPI:
        """Build the receiver."""
        app = FastAPI()

        @app.get("/webhooks/meta")
        async def verify(request: Request) -> Response:
            return Response(request.query_params["hub.challenge"])

        @app.post("/webhooks/meta")
        async def receive(request: Request) -> Response:
            self.bodies.append(await request.body())
            self.signatures.append(request.headers["x-hub-signature-256"])
            return Response(status_code=self.answers.pop(0) if self.answers else 200)

        return app


@dataclass
class Web:
    """What is behind links: answers by address; keeps what was asked for."""

    answers: dict[str, httpx.Response | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer with what the test put there, or with a small picture."""
        self.asked.append(str(request.url))
        answer = self.answers.get(str(request.url)) or picture()
        if isinstance(answer, Exception):
            raise answer
        return answer


def picture(
    content: bytes = JPEG, *, mime_type: str = "image/jpeg", status: int = 200
) -> httpx.Response:
    """Make the answer to a picture's address."""
    return httpx.Response(status, content=content, headers={"content-type": mime_type})


class Phones:
    """What tests do with the simulator, over its HTTP interfaces only."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def say(self, phone: str, **said: object) -> str:
        """Act as a person and return the wamid."""
        answer = await self.http.post(f"/sim/contacts/{phone}/messages", json=said)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def graph(self, **body: object) -> httpx.Response:
        """POST a body to the messages endpoint."""
        return await self.http.post(
            f"/v26.0/{NUMBER}/messages", json={"messaging_product": "whatsapp", **body}
        )

    async def send(self, **body: object) -> str:
        """Send a message that must be accepted and return its wamid."""
        answer = await self.graph(**body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["messages"][0]["id"])

    async def text(self, to: str, words: str = "Bonjour") -> httpx.Response:
        """Send a text."""
        return await self.graph(to=to, type="text", text={"body": words})

    async def chat(self, phone: str) -> list[Json]:
        """List a chat."""
        answer = await self.http.get(f"/sim/contacts/{phone}/messages")
        return list(answer.json()["messages"])

    async def oracle(self) -> list[Json]:
        """List the accepted sends."""
        return list((await self.http.get("/sim/oracle")).json()["sends"])

    async def chaos(self, **trouble: object) -> None:
        """Put trouble in force."""
        assert (await self.http.put("/sim/chaos", json=trouble)).status_code == 200

    async def advance(self, seconds: float) -> None:
        """Move time and let the platform hear what became due."""
        await self.http.post("/sim/clock", json={"advance_s": seconds})
        await self.settle()

    async def settle(self) -> None:
        """Wait until the platform has heard everything that is due."""
        assert (await self.http.post("/sim/settle")).json()["settled"] is True


@pytest.fixture
def platform() -> Platform:
    """A platform that takes everything."""
    return Platform()


@pytest.fixture
def web() -> Web:
    """A web where every address is a picture, until told otherwise."""
    return Web()


@pytest.fixture
async def phones(platform: Platform, web: Web) -> AsyncIterator[Phones]:
    """A running simulator with two people, on a clock that stands still."""
    settings = SimulatorSettings(
        simulator_people=(
            DemoPerson(phone=AWA, name="Awa"),
            DemoPerson(phone=DIDIER, name="Didier", role="driver"),
        ),
        simulator_delivered_after_ms=0,
        simulator_read_after_ms=None,
        whatsapp_app_secret=SecretStr(SECRET),
        public_url="https://toktok.test",
        simulator_gateway_url="http://gateway:8000",
    )
    app = create_app(
        settings,
        clock=ManualClock(START),
        webhook_transport=httpx.ASGITransport(platform.application()),
        link_transport=httpx.MockTransport(web.handle),
    )
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://simulator",
            headers={"Authorization": "Bearer simulator-api-token"},
        ) as http,
    ):
        yield Phones(http)


def error_of(answer: httpx.Response) -> tuple[int, int]:
    """Give HTTP status and Meta's code of a refused call."""
    return answer.status_code, int(answer.json()["error"]["code"])
