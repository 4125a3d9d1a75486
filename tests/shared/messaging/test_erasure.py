"""What was said of a person is found page by page, and only what was said before."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text

from services.conversation.models import messaging
from shared.db.database import Database
from shared.messaging import erasure
from shared.messaging.erasure import drop_lanes, forget_mentions
from shared.values.ids import new_id

MARKS = ["242065550101", "COUR-1"]
LOG, ANSWERS, ITEMS = messaging.event_log, messaging.idempotent_answer, messaging.lane_item


def said(number: int, phone: str) -> dict[str, Any]:
    body = {"n": number, "phone": phone}
    return {"event_id": new_id(), "name": "x", "correlation_id": "c", "body": body}


def answered(key: str, **answer: str) -> dict[str, Any]:
    return {"key": key, "request_hash": "h", "answer": answer}


def waiting(lane: str, *, parked_at: datetime | None) -> dict[str, Any]:
    item = {"lane": lane, "kind": "k", "payload": {"of": "COUR-1"}, "correlation_id": "c"}
    return {**item, "parked_at": parked_at}


async def test_pages_of_every_table_forget_and_the_future_stays(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "STEP", 4)
    now = datetime.now(UTC)
    log = [said(n, "+242065550101" if n % 3 == 0 else "+242065550999") for n in range(1, 26)]
    answers = [answered("duty:+242065550101:k"), answered("m", ref="COUR-1"), answered("other")]
    items = [waiting("wa:1", parked_at=now), waiting("wa:2", parked_at=None)]
    async with database.transaction() as session:
        for table, rows in ((LOG, log), (ANSWERS, answers), (ITEMS, items)):
            await session.execute(insert(table), rows)
        before = (await session.scalars(select(func.now()))).one()
    async with database.transaction() as session:
        await session.execute(insert(LOG), [said(99, "+242065550101")])

    for _ in range(2):
        await forget_mentions(database, messaging, marks=MARKS, before=before)

    async with database.transaction() as session:
        kept = sorted(int(body["n"]) for body in await session.scalars(select(LOG.c.body)))
        assert kept == [*(n for n in range(1, 26) if n % 3), 99]
        assert (await session.scalars(select(ANSWERS.c.key))).all() == ["other"]
        assert (await session.scalars(select(ITEMS.c.lane))).all() == ["wa:2"]


async def test_only_a_lane_at_rest_is_dropped(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO conversation.lane (key, ready_at, leased_until) VALUES"
                " ('rests', 'infinity', '-infinity'), ('waits', now(), '-infinity'),"
                " ('is held', 'infinity', now() + interval '10 s'), ('others', 'infinity', now())"
            )
        )
        await drop_lanes(session, messaging, ["rests", "waits", "is held"])
        left = await session.scalars(select(messaging.lane.c.key).order_by(messaging.lane.c.key))
        assert left.all() == ["is held", "others", "waits"]
