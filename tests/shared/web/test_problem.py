"""Failures of the database: what passes by itself is 503 and tried again, the rest is a bug."""

import httpx
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.db.database import Database
from shared.local.engines import Engines
from shared.messaging.wakeups import Wakeups
from shared.web.problem import add_problem_handlers

_FAIL = "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{sqlstate}'; END $$"


async def answer_to(sqlstate: str, *, database_url: str, redis_url: str) -> httpx.Response:
    """Ask a service whose database answers with an error."""
    app = FastAPI()
    add_problem_handlers(app)
    redis: Redis = Redis.from_url(redis_url)
    database = Database(database_url, wakeups=Wakeups(redis), name="test")

    @app.get("/")
    async def ask() -> None:
        async with database.transaction() as session:
            await session.execute(text(_FAIL.format(sqlstate=sqlstate)))

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as http:
        answer = await http.get("/")
    await database.dispose()
    await redis.aclose()
    return answer


@pytest.mark.parametrize(
    ("sqlstate", "status", "code"),
    [
        ("40P01", 503, "unavailable"),  # deadlock
        ("57P01", 503, "unavailable"),  # the server is stopping
        ("53300", 503, "unavailable"),  # too many connections
        ("55P03", 503, "unavailable"),  # a lock not had in time
        ("22P05", 500, "internal_error"),  # a value no column can hold
        ("23514", 500, "internal_error"),  # a rule of ours that was broken
    ],
)
async def test_what_passes_by_itself_may_be_tried_again(
    database_url: str, engines: Engines, sqlstate: str, status: int, code: str
) -> None:
    answer = await answer_to(sqlstate, database_url=database_url, redis_url=engines.redis_url)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers.get("retry-after") == ("1" if status == 503 else None)


async def test_an_error_of_the_database_does_not_tell_its_values(
    database_url: str, engines: Engines
) -> None:
    redis: Redis = Redis.from_url(engines.redis_url)
    database = Database(database_url, wakeups=Wakeups(redis), name="test")
    query = text("SELECT 1 / CAST(:zero AS int), CAST(:code AS text)")
    async with database.statement() as connection:
        with pytest.raises(DBAPIError) as failed:
            await connection.execute(query, {"zero": 0, "code": "4821"})
    assert "4821" not in str(failed.value)
    await database.dispose()
    await redis.aclose()
