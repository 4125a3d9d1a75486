"""How cash enters the journal from missions, and what drivers hold.

The journal is the truth: in hand = collected − handed over. Each mission declares and brings its
cash once, whatever is repeated. Whoever calls holds the mission's lock.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.orders.work import Work
from shared.contracts.orders.cash import CashKind
from shared.contracts.orders.events import CashCeilingPassed


@dataclass(frozen=True, slots=True)
class CashJob:
    """The cash of a mission: who brings it, how much (whole francs), for which mission."""

    driver_id: UUID
    mission_id: UUID
    reference: str
    amount: int


async def in_hand(work: Work, driver_ids: Collection[UUID]) -> dict[UUID, int]:
    """Tell what each of these drivers holds for others, in whole francs; 0 for most."""
    found = await work.cash.in_hand(driver_ids)
    return {driver_id: found.get(driver_id, 0) for driver_id in driver_ids}


async def declare(work: Work, job: CashJob) -> None:
    """Note that a driver has taken a job that brings cash; nothing is in hand yet."""
    await work.cash.add_entry(_entry(job, kind=CashKind.DECLARED, work=work))


async def collect(work: Work, job: CashJob) -> None:
    """Note that the cash of a delivered mission is with its driver.

    Tells when that takes the driver above the ceiling.
    """
    driver = await work.drivers.lock(job.driver_id)
    if not await work.cash.add_entry(_entry(job, kind=CashKind.COLLECTED, work=work)):
        return
    held = await work.cash.put_in(job.driver_id, amount=job.amount)
    ceiling = work.terms.cash_ceiling
    if held - job.amount <= ceiling < held:
        await work.outbox.add(
            CashCeilingPassed(
                occurred_at=work.now, driver=driver.card, in_hand=held, ceiling=ceiling
            )
        )


def _entry(job: CashJob, *, kind: CashKind, work: Work) -> dict[str, object]:
    return {
        "driver_id": job.driver_id,
        "kind": kind,
        "amount": job.amount,
        "mission_id": job.mission_id,
        "reference": job.reference,
        "at": work.now,
    }
