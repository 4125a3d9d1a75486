"""`python -m services.orders.demo`: loads the demo data; `DEMO_SEED` picks stocks and positions."""

import asyncio
import sys

from pydantic import Field

from services.orders.container import make_container
from services.orders.demo.load import PARTNER_KEY, Loaded, load_demo
from services.orders.settings import OrdersSettings
from shared.settings import Environment


class DemoSettings(OrdersSettings):
    """The environment of the loader."""

    seed: int = Field(default=1, validation_alias="DEMO_SEED")


def main() -> None:
    """Load, and say what was new; refuses outside development.

    Raises:
        SystemExit: this is not a development environment.
    """
    settings = DemoSettings()
    if settings.environment is not Environment.DEVELOPMENT:
        raise SystemExit("demo data is for development only")
    loaded = asyncio.run(_load(settings))
    sys.stdout.write(
        f"orders: {loaded.merchants} merchants, {loaded.products} products and "
        f"{loaded.drivers} drivers added\n"
        f"orders: partner {PARTNER_KEY}, webhook secret {loaded.partner_secret}\n"
    )


async def _load(settings: DemoSettings) -> Loaded:
    container = make_container(settings)
    async with container.process.running(), container.process.database.transaction() as session:
        return await load_demo(container.open_work(session), seed=settings.seed)


if __name__ == "__main__":
    main()
