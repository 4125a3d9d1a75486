"""The database of one process: a pool, and transactions that wake others once committed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import orjson
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from shared.messaging.wakeups import Wakeups

_WAKES: Final = "wakes"

# Two cores keep few statements busy; waiting here is cheaper than in PostgreSQL.
POOL_SIZE: Final = 16


class Database:
    """Opens the transactions of a process. Nothing else commits (architecture.md, rule 4)."""

    def __init__(
        self, url: SecretStr | str, *, wakeups: Wakeups, name: str, pool_size: int = POOL_SIZE
    ) -> None:
        raw = url.get_secret_value() if isinstance(url, SecretStr) else url
        self.wakeups = wakeups
        self.engine = _engine(raw, name=name, pool_size=pool_size)
        self._alone = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction; commit when the block ends, then send the wake-ups it asked for."""
        async with self._sessions() as session:
            async with session.begin():
                yield session
            for channel in session.info.get(_WAKES, ()):
                self.wakeups.wake(channel)

    @asynccontextmanager
    async def statement(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection on which each statement is a transaction of its own.

        For reads, and for the lone statements of messaging: it saves the round trips of BEGIN and
        COMMIT. What belongs together needs `transaction()`.
        """
        async with self._alone.connect() as connection:
            yield connection

    async def is_reachable(self) -> bool:
        """Answer a trivial query; raises whatever the driver raises."""
        async with self.statement() as connection:
            return bool((await connection.execute(text("SELECT true"))).scalar())

    async def dispose(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def wake_after_commit(session: AsyncSession, channel: str) -> None:
    """Ask for a wake-up on a channel once this transaction is committed."""
    session.info.setdefault(_WAKES, set()).add(channel)


def _engine(url: str, *, name: str, pool_size: int) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,  # an overflowing pool opens and closes a connection a statement
        pool_timeout=10,
        pool_use_lifo=True,  # few warm connections: their statements are prepared already
        hide_parameters=True,  # an error's text goes to the logs: no phone, no code
        pool_pre_ping=False,  # lanes retry, requests answer 503: a ping per checkout costs more
        connect_args={
            "timeout": 10,
            "command_timeout": 30,
            # Our statements are short and indexed: planning each anew costs more than it finds.
            "server_settings": {
                "application_name": name,
                "jit": "off",
                "plan_cache_mode": "force_generic_plan",
            },
        },
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
    )


def _dumps(value: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own signature
    return orjson.dumps(value).decode()
