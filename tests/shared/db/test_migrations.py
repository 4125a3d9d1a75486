"""What the migrations build is what the models say, and going back a version is possible."""

import asyncio

import pytest
from alembic import command

from shared.db.migrations import _config, services_with_migrations

# Our own column type of PostgreSQL's xid8 is written by us and never read back by reflection.
pytestmark = pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")


@pytest.mark.parametrize("service", services_with_migrations())
async def test_models_and_migrations_agree(service: str, database_url: str) -> None:
    await asyncio.to_thread(command.check, _config(service, database_url))


async def test_the_newest_version_of_orders_can_be_undone_and_done_again(
    database_url: str,
) -> None:
    config = _config("orders", database_url)

    await asyncio.to_thread(command.downgrade, config, "0005")
    await asyncio.to_thread(command.upgrade, config, "head")

    await asyncio.to_thread(command.check, config)
