"""The per-process things of the simulator, built once, and how they start over."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from shared.values.clock import Clock
from simulator.clock import Agenda, VirtualClock
from simulator.graph.links import LinkedFiles
from simulator.graph.media import MediaStore
from simulator.graph.rates import Rates
from simulator.graph.templates import Templates
from simulator.live import Live
from simulator.receipts import Receipts
from simulator.settings import SimulatorSettings
from simulator.webhooks.chaos import Chaos, Trouble
from simulator.webhooks.sender import WebhookSender
from simulator.world import World


@dataclass(frozen=True, slots=True)
class Simulator:
    """Everything one process knows; `refusals` counts Graph answers by error code."""

    settings: SimulatorSettings
    clock: VirtualClock
    agenda: Agenda
    live: Live
    trouble: Trouble
    media: MediaStore
    links: LinkedFiles
    templates: Templates
    rates: Rates
    world: World
    sender: WebhookSender
    receipts: Receipts
    refusals: Counter[int] = field(default_factory=Counter)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Deliver webhooks and run what is due, as long as the block lasts."""
        async with asyncio.TaskGroup() as group:
            tasks = (
                group.create_task(self.agenda.run(), name="agenda"),
                group.create_task(self.sender.run(), name="webhooks"),
            )
            try:
                yield
            finally:
                self.live.close()
                await self.links.aclose()
                for task in tasks:
                    task.cancel()

    def reset(self) -> None:
        """Start over: empty chats, calm, the machine's time; queued webhooks are dropped."""
        self.agenda.clear()
        self.sender.clear()
        self.clock.reset()
        self.trouble.set(Chaos())
        self.media.clear()
        self.links.clear()
        self.templates.clear()
        self.rates.clear()
        self.receipts.clear()
        self.refusals.clear()
        self.world.clear()


def build(
    settings: SimulatorSettings,
    *,
    clock: Clock | None = None,
    webhook_transport: httpx.AsyncBaseTransport | None = None,
    link_transport: httpx.AsyncBaseTransport | None = None,
) -> Simulator:
    """Put the process together; tests give a clock and transports of their own."""
    virtual = VirtualClock(clock)
    agenda = Agenda(virtual)
    live = Live()
    trouble = Trouble()
    media = MediaStore()
    world = World(live, people=settings.simulator_people)
    sender = WebhookSender(
        settings, clock=virtual, agenda=agenda, trouble=trouble, transport=webhook_transport
    )
    return Simulator(
        settings=settings,
        clock=virtual,
        agenda=agenda,
        live=live,
        trouble=trouble,
        media=media,
        links=LinkedFiles(
            media,
            virtual,
            public_url=settings.public_url.rstrip("/"),
            reached_at=settings.simulator_gateway_url.rstrip("/"),
            transport=link_transport,
        ),
        templates=Templates(),
        rates=Rates(
            messages_per_second=settings.simulator_messages_per_second,
            messaging_limit=settings.simulator_messaging_limit,
        ),
        world=world,
        sender=sender,
        receipts=Receipts(
            settings, clock=virtual, agenda=agenda, trouble=trouble, world=world, sender=sender
        ),
    )
