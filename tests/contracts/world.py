"""What the suite needs beside the contract, on the fake and on the service."""

from datetime import timedelta
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import select

from services.orders.catalogue.use_cases.register_merchant import Opening, register_merchant
from services.orders.missions.models import MissionRatingRow, MissionRow
from services.orders.people.applications.use_cases.approve_application import approve_application
from shared.contracts.call import Answer, Body, Call, Caller
from shared.contracts.orders.fake import FakeOrders
from shared.errors import AppError, IdempotencyKeyReused, Invalid
from shared.values.phone import PhoneNumber
from shared.values.place import Place
from tests.orders.town import Town

_ANY_CALL: Final = (Invalid, IdempotencyKeyReused)
_HOURS: Final = "11h–22h, tous les jours"


class World(Protocol):
    """Orders, and what happens around it."""

    orders: Caller

    async def add_driver(self, phone: str, *, at: Place) -> None:
        """Approve a driver, on duty at a place."""

    async def add_shop(self, phone: str, *, name: str, at: Place) -> UUID:
        """Open a restaurant; tells its id."""

    async def approve(self, application_id: UUID) -> None:
        """Let an applicant in, as an admin does."""

    async def newest_offer(self) -> UUID:
        """Let dispatch work, then tell the newest offer."""

    async def stars(self, reference: str) -> list[int]:
        """Tell the ratings kept of a mission."""

    async def settle(self) -> None:
        """Let everything that is due happen."""

    async def pass_time(self, by: timedelta) -> None:
        """Move the clock, and let everything that became due happen."""

    def advance(self, by: timedelta) -> None:
        """Move the clock only."""


class Declared:
    """Carries calls out, and lets no refusal pass that the contract does not declare."""

    def __init__(self, carrier: Caller) -> None:
        self._carrier = carrier

    async def call(
        self, call: Call[Body, Answer], body: Body, *, key: str | None = None, **path: str
    ) -> Answer:
        """Carry a call out.

        Raises:
            AppError: a refusal that the call declares, or one that any call may give.
            AssertionError: it gave another refusal.
        """
        try:
            return await self._carrier.call(call, body, key=key, **path)
        except AppError as refusal:
            if type(refusal) not in {*call.refusals, *_ANY_CALL}:
                raise AssertionError(f"{call.name} does not declare {refusal.code}") from refusal
            raise


class FakeWorld:
    """Around the fake, where all happens at once."""

    def __init__(self, fake: FakeOrders) -> None:
        self.fake = fake
        self.orders: Caller = Declared(fake)

    async def add_driver(self, phone: str, *, at: Place) -> None:
        self.fake.add_driver(phone, name="Livreur", at=at)

    async def add_shop(self, phone: str, *, name: str, at: Place) -> UUID:
        return self.fake.add_merchant(phone, name=name, place=at).id

    async def approve(self, application_id: UUID) -> None:
        self.fake.approve(application_id)

    async def newest_offer(self) -> UUID:
        return list(self.fake.offers)[-1]

    async def stars(self, reference: str) -> list[int]:
        ratings = self.fake.state.ratings.items()
        return [stars for (rated, _), stars in ratings if rated == reference]

    async def settle(self) -> None:
        return

    async def pass_time(self, by: timedelta) -> None:
        self.advance(by)

    def advance(self, by: timedelta) -> None:
        self.fake.now += by


class RealWorld:
    """Around the service, over ASGI."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.orders: Caller = Declared(town.orders)

    async def add_driver(self, phone: str, *, at: Place) -> None:
        await self.town.add_driver(phone, name="Livreur", at=at)

    async def add_shop(self, phone: str, *, name: str, at: Place) -> UUID:
        opening = Opening(
            name=name,
            kind="Restaurant",
            phone=PhoneNumber(phone),
            city="Brazzaville",
            place=at,
            hours=_HOURS,
        )
        async with self.town.container.begin() as work:
            return (await register_merchant(work, opening)).id

    async def approve(self, application_id: UUID) -> None:
        async with self.town.container.begin() as work:
            await approve_application(work, application_id=application_id)

    async def newest_offer(self) -> UUID:
        await self.town.settle()
        return UUID((await self.town.events("orders.offer_made.v1"))[-1]["offer"]["id"])

    async def stars(self, reference: str) -> list[int]:
        async with self.town.container.process.database.transaction() as session:
            query = select(MissionRatingRow.stars).join(MissionRow)
            found = await session.scalars(query.where(MissionRow.reference == reference))
            return list(found.all())

    async def settle(self) -> None:
        await self.town.settle()

    async def pass_time(self, by: timedelta) -> None:
        await self.town.pass_time(by)

    def advance(self, by: timedelta) -> None:
        self.town.clock.advance(by)
