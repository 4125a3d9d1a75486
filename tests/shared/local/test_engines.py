"""The engines start, keep or lose data as promised, and give way to given servers."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis

from shared.local.engines import Engines
from shared.local.errors import AlreadyRunning
from shared.local.spawn import ROOT
from tests.shared.local.conftest import engine_ports, processes_of


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        yield connection
    finally:
        await connection.close()


async def test_both_engines_answer(engines: Engines) -> None:
    async with _connected(engines.database_url) as connection:
        assert await connection.fetchval("SELECT current_database()") == "toktok"
    async with Redis.from_url(engines.redis_url) as redis:
        assert await redis.ping() is True


async def test_letters_of_every_language_are_compared_by_unicode_rules(engines: Engines) -> None:
    async with _connected(engines.database_url) as connection:
        assert await connection.fetchval("SELECT upper('déjà ŋgɔ́')") == "DÉJÀ ŊGƆ́"


async def test_the_extensions_we_use_are_there(engines: Engines) -> None:
    wanted = {"pg_trgm", "unaccent", "cube", "earthdistance", "btree_gist"}
    async with _connected(engines.database_url) as connection:
        rows = await connection.fetch("SELECT name FROM pg_available_extensions")
    assert wanted <= {row["name"] for row in rows}


async def test_strangers_on_the_machine_are_refused(engines: Engines) -> None:
    assert engines.postgres is not None
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(
            host="127.0.0.1",
            port=engines.postgres.port,
            user="postgres",
            password="guess",  # noqa: S106 - a wrong one, on purpose
        )


async def test_a_database_made_from_a_template_has_its_tables(engines: Engines) -> None:
    template = await engines.create_database("bakery")
    async with _connected(template) as connection:
        await connection.execute("CREATE TABLE bread AS SELECT 7 AS loaves")
    copy = await engines.create_database("bakery_copy", template="bakery")
    async with _connected(copy) as connection:
        assert await connection.fetchval("SELECT loaves FROM bread") == 7


@pytest.mark.parametrize("name", ["", "Bakery", "a;b", 'a"b', "1st", "a" * 64])
async def test_a_name_that_is_not_plain_is_refused(engines: Engines, name: str) -> None:
    with pytest.raises(ValueError, match="not a database name"):
        await engines.create_database(name)


async def test_temporary_engines_leave_neither_files_nor_processes() -> None:
    async with Engines.temporary({}) as engines:
        folder = engines._folder
        assert len(processes_of(folder)) >= 2
    assert not folder.exists()
    assert processes_of(folder) == []


async def test_given_urls_win_and_nothing_is_started(engines: Engines) -> None:
    plain = engines.database_url.replace("postgresql+asyncpg", "postgres")
    environ = {"DATABASE_URL": plain, "REDIS_URL": engines.redis_url}
    async with Engines.temporary(environ) as given:
        assert given.database_url == engines.database_url
        assert given.redis_url == engines.redis_url
        assert (given.postgres, given.valkey) == (None, None)
        assert processes_of(given._folder) == []


async def test_databases_made_on_a_given_server_are_dropped(engines: Engines) -> None:
    environ = {"DATABASE_URL": engines.database_url, "REDIS_URL": engines.redis_url}
    async with Engines.temporary(environ) as given:
        guest = await given.create_database("guest")
        async with _connected(guest) as connection:
            assert await connection.fetchval("SELECT current_database()") == "guest"
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(guest.replace("+asyncpg", ""))


async def test_data_at_home_survives_a_restart_and_a_kill(tmp_path: Path) -> None:
    environ = {"TOKTOK_HOME": str(tmp_path / "home"), **engine_ports()}
    async with Engines.at_home(environ) as first, _connected(first.database_url) as connection:
        await connection.execute("CREATE TABLE bread AS SELECT 7 AS loaves")
    async with Engines.at_home(environ) as second:
        assert second.postgres is not None
        await second.postgres.kill()
        await second.postgres.start()
        async with _connected(second.database_url) as connection:
            assert await connection.fetchval("SELECT loaves FROM bread") == 7


async def test_valkey_is_empty_and_reachable_after_a_kill() -> None:
    async with Engines.temporary({}) as engines, Redis.from_url(engines.redis_url) as redis:
        await redis.set("bread", "7")
        assert engines.valkey is not None
        await engines.valkey.kill()
        await engines.valkey.start()
        async with Redis.from_url(engines.redis_url) as again:
            assert await again.get("bread") is None


async def test_a_second_start_on_the_same_folder_is_told_who_is_there(tmp_path: Path) -> None:
    environ = {"TOKTOK_HOME": str(tmp_path), **engine_ports()}
    async with Engines.at_home(environ):
        with pytest.raises(AlreadyRunning) as refusal:
            async with Engines.at_home(environ):
                pytest.fail("two servers on one folder")
    assert str(refusal.value) == (
        f"{tmp_path} is in use by process {os.getpid()}. "
        f"Stop it (Ctrl-C there, or `kill -INT {os.getpid()}`), "
        "or set TOKTOK_HOME to another folder."
    )


def test_home_is_a_folder_that_git_ignores() -> None:
    assert Engines.at_home({})._folder == ROOT / ".toktok"
    assert ".toktok/" in (ROOT / ".gitignore").read_text().splitlines()
