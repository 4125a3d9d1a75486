"""Migrations of every service: `python -m shared.db.migrations upgrade`.

Each service has `migrations/env.py` (one call of `run_env`) and `migrations/versions/`; its schema
and its version table are its own. An advisory lock lets any number of processes start at once.
"""

import argparse
import asyncio
import os
from pathlib import Path
from typing import Literal

from alembic import command, context
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from sqlalchemy import Connection, MetaData, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.db.base import UtcDateTime
from shared.messaging.tables import TransactionId

ROOT = Path(__file__).parents[2]
LOCK_TIMEOUT = "5s"
_DEFAULT_URL = "postgresql+asyncpg://postgres@127.0.0.1:5432/toktok"


def services_with_migrations() -> list[str]:
    """Name the services that own tables."""
    return sorted(path.parent.parent.name for path in ROOT.glob("services/*/migrations/env.py"))


def upgrade(service: str, *, url: str) -> None:
    """Bring one service's schema to its newest version."""
    command.upgrade(_config(service, url), "head")


def upgrade_all(url: str) -> None:
    """Bring every service's schema to its newest version."""
    for service in services_with_migrations():
        upgrade(service, url=url)


def run_env(metadata: MetaData) -> None:
    """Run alembic for one service; the whole of its migrations/env.py."""
    asyncio.run(_run_env(metadata))


async def _run_env(metadata: MetaData) -> None:
    url = context.config.get_main_option("sqlalchemy.url") or _DEFAULT_URL
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_migrate, metadata)
        await connection.commit()
    await engine.dispose()


def _migrate(connection: Connection, metadata: MetaData) -> None:
    schema = metadata.schema
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('toktok migrations'))"))
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_schemas=True,
        include_name=lambda name, kind, _parents: name == schema if kind == "schema" else True,
        version_table="alembic_version",
        version_table_schema=schema,
        compare_type=True,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()


def _render(kind: str, item: object, context_: AutogenContext) -> str | Literal[False]:
    """Write our own column types by name, and import them, in generated migrations."""
    if kind != "type" or not isinstance(item, UtcDateTime | TransactionId):
        return False
    name = type(item).__name__
    context_.imports.add(f"from {type(item).__module__} import {name}")
    return f"{name}()"


def _config(service: str, url: str) -> Config:
    folder = ROOT / "services" / service / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m shared.db.migrations")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("upgrade", help="bring every service's schema up to date")
    check = actions.add_parser("check", help="fail when models and migrations differ")
    check.add_argument("service", nargs="?")
    revision = actions.add_parser("revision", help="write a migration from the models")
    revision.add_argument("service")
    revision.add_argument("-m", "--message", required=True)
    options = parser.parse_args()
    url = os.environ.get("DATABASE_URL", _DEFAULT_URL)
    match options.action:
        case "upgrade":
            upgrade_all(url)
        case "check":
            for service in [options.service] if options.service else services_with_migrations():
                command.check(_config(service, url))
        case _:
            config = _config(options.service, url)
            command.revision(config, message=options.message, autogenerate=True)


if __name__ == "__main__":
    _main()
