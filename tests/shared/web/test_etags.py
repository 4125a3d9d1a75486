"""What is polled and has not changed is not sent again."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Response

from shared.web.etags import Etags

app = FastAPI()
app.add_middleware(Etags)
shelf = {"rice": 3}


@app.get("/api/shelf")
async def read_shelf() -> dict[str, int]:
    return shelf


@app.get("/api/picture")
async def read_picture() -> Response:
    return Response(b"JPEG", media_type="image/jpeg", headers={"etag": '"own"'})


@app.get("/internal/shelf")
async def read_internal() -> dict[str, int]:
    return shelf


@app.post("/api/shelf")
async def change_shelf() -> dict[str, int]:
    return shelf


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        yield client


async def test_the_second_look_costs_no_body(http: httpx.AsyncClient) -> None:
    first = await http.get("/api/shelf")
    tag = first.headers["etag"]

    again = await http.get("/api/shelf", headers={"if-none-match": f'"other", W/{tag}'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert first.headers["cache-control"] == "no-cache"


async def test_a_change_is_sent_whole(http: httpx.AsyncClient) -> None:
    tag = (await http.get("/api/shelf")).headers["etag"]
    shelf["rice"] = 2

    again = await http.get("/api/shelf", headers={"if-none-match": tag})

    assert (again.status_code, again.json()) == (200, {"rice": 2})


@pytest.mark.parametrize(
    ("method", "path", "tag"),
    [
        ("GET", "/api/picture", '"own"'),
        ("GET", "/internal/shelf", None),
        ("POST", "/api/shelf", None),
        ("GET", "/api/nothing", None),
    ],
)
async def test_other_answers_pass_as_they_are(
    http: httpx.AsyncClient, method: str, path: str, tag: str | None
) -> None:
    assert (await http.request(method, path)).headers.get("etag") == tag
