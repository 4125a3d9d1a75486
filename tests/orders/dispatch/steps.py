"""What drivers do in these tests, and what they were asked."""

from uuid import UUID

from sqlalchemy import text

from shared.contracts.call import Nothing
from shared.contracts.orders.api import Driver, DriverCall, DutyRequest, Job, Mission
from shared.contracts.orders.calls import (
    ACCEPT_OFFER,
    CHANGE_DUTY,
    DECLINE_OFFER,
    LIST_JOBS,
    TAKE_JOB,
)
from shared.values.place import Place
from tests.orders.town import CEDRIC, Town, new_key

MADE, CLOSED = "orders.offer_made.v1", "orders.offer_closed.v1"
OPENED, EXHAUSTED = "orders.job_opened.v1", "orders.dispatch_exhausted.v1"


async def asked(town: Town) -> list[str]:
    """Tell who was asked alone, oldest first."""
    return [event["offer"]["driver"]["phone"] for event in await town.events(MADE)]


async def closed(town: Town) -> list[tuple[str, str]]:
    """Tell whose offer ended without them, and why."""
    events = await town.events(CLOSED)
    return [(event["offer"]["driver"]["phone"], event["reason"]) for event in events]


async def told_of_open_job(town: Town) -> list[list[str]]:
    """Tell who was told of each open job, nearest first."""
    return [[driver["phone"] for driver in event["drivers"]] for event in await town.events(OPENED)]


async def newest_offer(town: Town) -> UUID:
    return UUID((await town.events(MADE))[-1]["offer"]["id"])


async def accept(town: Town, offer_id: UUID, *, by: str = CEDRIC) -> Mission:
    call = DriverCall(driver_phone=by)
    return await town.orders.call(ACCEPT_OFFER, call, key=new_key(), offer_id=str(offer_id))


async def decline(town: Town, offer_id: UUID, *, by: str = CEDRIC) -> None:
    call = DriverCall(driver_phone=by)
    await town.orders.call(DECLINE_OFFER, call, key=new_key(), offer_id=str(offer_id))


async def take(town: Town, reference: str, *, by: str = CEDRIC) -> Mission:
    call = DriverCall(driver_phone=by)
    return await town.orders.call(TAKE_JOB, call, key=new_key(), reference=reference)


async def jobs(town: Town, *, of: str = CEDRIC) -> list[Job]:
    return (await town.orders.call(LIST_JOBS, Nothing(), phone=of)).jobs


async def come(town: Town, *, who: str = CEDRIC, at: Place | None = None) -> Driver:
    duty = DutyRequest(is_on_duty=True, place=at)
    return await town.orders.call(CHANGE_DUTY, duty, key=new_key(), phone=who)


async def leave(town: Town, *, who: str = CEDRIC) -> Driver:
    duty = DutyRequest(is_on_duty=False)
    return await town.orders.call(CHANGE_DUTY, duty, key=new_key(), phone=who)


async def change(town: Town, statement: str, **values: object) -> None:
    """Make the world different from what the calls can make it."""
    async with town.container.process.database.transaction() as session:
        await session.execute(text(statement), values)


async def hold_cash(town: Town, amount: int, *, who: str = CEDRIC) -> None:
    """Put other people's cash into a driver's hands."""
    await change(
        town,
        "INSERT INTO orders.cash_purse (driver_id, in_hand)"
        " SELECT id, :amount FROM orders.driver WHERE phone = :phone",
        amount=amount,
        phone=who,
    )


async def ask_cash(town: Town, mission: Mission, amount: int) -> None:
    """Let a mission bring cash."""
    await change(
        town,
        "UPDATE orders.mission SET cash_to_collect = :amount WHERE id = :id",
        amount=amount,
        id=mission.id,
    )
