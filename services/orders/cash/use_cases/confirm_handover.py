"""The office has counted a driver's cash."""

from typing import assert_never
from uuid import UUID

from services.orders.cash.models import CashHandoverRow
from services.orders.cash.views import describe_receipt
from services.orders.work import Work
from shared.contracts.orders.cash import CashKind, HandoverConfirmation, HandoverReceipt
from shared.contracts.orders.errors import CodeLocked, HandoverNotFound, WrongCode
from shared.contracts.orders.events import CashHandedOver
from shared.values.codes import MOST_TRIES, Look, look_at


async def confirm_handover(
    work: Work, confirmation: HandoverConfirmation, *, handover_id: UUID
) -> HandoverReceipt:
    """Take the cash of a hand-over from its driver, once, by the driver's code.

    Raises:
        HandoverNotFound: there is none, or its half hour is over.
        WrongCode: it is another code; the guess is counted.
        CodeLocked: five guesses were wrong; the driver starts again.
    """
    driver_id = (await work.cash.get_handover(handover_id)).driver_id
    driver = await work.drivers.lock(driver_id)
    handover = await work.cash.get_handover(handover_id, lock=True)
    if handover.confirmed_at is None and work.now >= handover.expires_at:
        raise HandoverNotFound(handover_id=handover_id)
    _check(handover, confirmation.code)
    if handover.confirmed_at is not None:
        return await describe_receipt(work, handover, driver=driver)
    handover.confirmed_at = work.now
    await work.cash.add_entry(
        {
            "driver_id": driver.id,
            "kind": CashKind.HANDED_OVER,
            "amount": handover.amount,
            "handover_id": handover.id,
            "at": work.now,
        }
    )
    left = await work.cash.take_out(driver.id, amount=handover.amount)
    await work.outbox.add(
        CashHandedOver(
            occurred_at=work.now,
            driver=driver.card,
            amount=handover.amount,
            in_hand=left,
            handover_id=handover.id,
        )
    )
    return await describe_receipt(work, handover, driver=driver)


def _check(handover: CashHandoverRow, code: str) -> None:
    match look_at(code, expected=handover.code, tries=handover.tries):
        case Look.RIGHT:
            return
        case Look.WRONG:
            handover.tries += 1
            left = MOST_TRIES - handover.tries
            raise WrongCode(handover_id=str(handover.id), tries_left=left)
        case Look.LOCKED:
            raise CodeLocked(reference=str(handover.id))
        case _ as never:
            assert_never(never)
