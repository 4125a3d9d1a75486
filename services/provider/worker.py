"""The worker of provider: it has nothing to consume yet, and only stays healthy."""

import asyncio

from services.provider.container import Container, make_container
from services.provider.settings import ProviderSettings


async def run(settings: ProviderSettings, container: Container | None = None) -> None:
    """Run until cancelled, over a given container or one of its own."""
    held = container or make_container(settings)
    async with held.process.running():
        await asyncio.Event().wait()
