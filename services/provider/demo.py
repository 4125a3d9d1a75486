"""`python -m services.provider.demo`: loads the demo's artisans; loading twice adds nothing."""

import asyncio
import sys

from services.provider.container import make_container
from services.provider.settings import ProviderSettings
from services.provider.work import Work
from shared.local.people import PROVIDERS
from shared.settings import Environment


def main() -> None:
    """Load, and say what was new; refuses outside development.

    Raises:
        SystemExit: this is not a development environment.
    """
    settings = ProviderSettings()
    if settings.environment is not Environment.DEVELOPMENT:
        raise SystemExit("demo data is for development only")
    sys.stdout.write(f"provider: {asyncio.run(_load(settings))} artisans added\n")


async def load_demo(work: Work) -> int:
    """Add the demo's artisans, approved."""
    return await work.providers.add_new(
        [
            {
                "name": person.name,
                "phone": person.phone,
                "trade": person.activity,
                "city": person.city.value,
                "quartier": person.quartier,
                "approved": True,
            }
            for person in PROVIDERS
        ]
    )


async def _load(settings: ProviderSettings) -> int:
    container = make_container(settings)
    async with container.process.running(), container.process.database.transaction() as session:
        return await load_demo(container.open_work(session))


if __name__ == "__main__":
    main()
