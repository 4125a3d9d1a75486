"""A web server of strangers and a channel's media store, for pictures to come from."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from uuid import UUID

import httpx
from fastapi import FastAPI, Response

from services.orders.catalogue.pictures import picture_lanes
from services.orders.container import Container
from services.orders.media.use_cases.take_in_picture import PictureSource, take_in_picture
from shared.web.outbound import make_outbound
from tests.orders.catalogue.market import MIREILLE, product_id
from tests.orders.town import Town

HOST = "127.0.0.1"


@dataclass
class Stranger:
    """Answers each path with the bytes given for it, and remembers who asked."""

    answers: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://{HOST}:{self.port}{path}"

    def put(self, path: str, body: bytes, *, head: str = "HTTP/1.1 200 OK") -> str:
        start = f"{head}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        self.answers[path] = start.encode() + body
        return self.url(path)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        path = request.split()[1].decode()
        self.asked.append(path)
        writer.write(self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
        writer.close()


@dataclass(frozen=True)
class Gallery:
    """The small market, a stranger's server that may be called, and the channel's media."""

    town: Town
    container: Container
    stranger: Stranger
    channel: dict[str, bytes]

    async def give(self, source: PictureSource, *, to: str = "Poulet mayo") -> UUID:
        """Give a product of the market a new picture."""
        product = await product_id(self.town, to, phone=MIREILLE)
        async with self.container.begin() as work:
            image_id = await take_in_picture(work, source)
            row = (await work.catalogue.lock_products([product]))[product]
            row.new_image_id = image_id
        return image_id

    async def settle(self) -> None:
        """Let the pictures be fetched, however often they are tried again."""
        pull = "UPDATE orders.lane_item SET available_at = now() WHERE available_at > now()"
        ready = "UPDATE orders.lane SET ready_at = now() WHERE key LIKE 'image:%'"
        left = "SELECT id FROM orders.lane_item WHERE lane LIKE 'image:%'"
        worker = asyncio.create_task(picture_lanes(self.container).run())
        try:
            async with asyncio.timeout(20):
                while await self.town.rows(left):
                    async with self.container.process.database.transaction() as session:
                        connection = await session.connection()
                        for statement in (pull, ready):
                            await connection.exec_driver_sql(statement)
                    self.container.process.database.wakeups.wake("lanes:orders:image:")
                    await asyncio.sleep(0.02)
        finally:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)
        await self.town._free_lanes()


@asynccontextmanager
async def open_gallery(town: Town) -> AsyncIterator[Gallery]:
    """Serve both sources; the stranger's host is trusted, everything else is as ever."""
    stranger, media = Stranger(), dict[str, bytes]()
    server = await asyncio.start_server(stranger.serve, HOST, 0)
    stranger.port = server.sockets[0].getsockname()[1]
    trusted = frozenset({HOST})
    outbound = make_outbound(trusted_hosts=trusted)
    terms = replace(town.container.terms, trusted_hosts=trusted)
    container = replace(town.container, outbound=outbound, terms=terms)
    usual = container.process.http
    container.process.http = httpx.AsyncClient(transport=httpx.ASGITransport(_channel(media)))
    try:
        yield Gallery(town, container, stranger, media)
    finally:
        await container.process.http.aclose()
        container.process.http = usual
        await outbound.aclose()
        server.close()
        await server.wait_closed()


def _channel(media: dict[str, bytes]) -> FastAPI:
    """Answer as the notifications service does for a channel's media."""
    app = FastAPI()

    @app.get("/internal/media/{media_id}")
    async def get_media(media_id: str) -> Response:
        if media_id not in media:
            problem = {"code": "not_found", "status": 404, "params": {}}
            return Response(httpx.Response(404, json=problem).content, status_code=404)
        return Response(media[media_id], media_type="image/jpeg")

    return app
