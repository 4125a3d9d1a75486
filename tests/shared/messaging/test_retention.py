"""Old keys and events are forgotten; those that Meta may still repeat are not."""

from sqlalchemy import insert, select, text

from shared.db.database import Database
from shared.messaging.retention import forget
from tests.shared.messaging.conftest import Town


async def test_keys_are_kept_for_nine_days(database: Database, town: Town) -> None:
    async with database.transaction() as session:
        await session.execute(insert(town.tables.inbox_key), [{"key": "old"}, {"key": "young"}])
        aged = "UPDATE town.inbox_key SET received_at = now() - interval '%s' WHERE key = '%s'"
        await session.execute(text(aged % ("9 days 1 minute", "old")))
        await session.execute(text(aged % ("8 days 23 hours", "young")))

    assert await forget(database, town.tables) == 1

    async with database.transaction() as session:
        assert (await session.scalars(select(town.tables.inbox_key.c.key))).all() == ["young"]
