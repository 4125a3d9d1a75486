"""The office has brought the cash of a hand-over to the bank."""

from uuid import UUID

from services.orders.cash.views import describe_receipt
from services.orders.work import Work
from shared.contracts.orders.cash import BankDeposit, CashKind, HandoverReceipt, HandoverState
from shared.contracts.orders.errors import HandoverAlreadyBanked, HandoverNotConfirmed


async def bank_handover(work: Work, deposit: BankDeposit, *, handover_id: UUID) -> HandoverReceipt:
    """Note the bank's reference of a confirmed hand-over; the same one twice changes nothing.

    Raises:
        HandoverNotFound: there is no such hand-over.
        HandoverNotConfirmed: its cash was never counted.
        HandoverAlreadyBanked: it was banked under another reference.
    """
    driver_id = (await work.cash.get_handover(handover_id)).driver_id
    driver = await work.drivers.lock(driver_id)
    handover = await work.cash.get_handover(handover_id, lock=True)
    if handover.state is HandoverState.OPEN:
        raise HandoverNotConfirmed(handover_id=handover_id)
    if handover.bank_reference not in (None, deposit.bank_reference):
        raise HandoverAlreadyBanked(handover_id=handover_id)
    if handover.state is HandoverState.CONFIRMED:
        handover.banked_at, handover.bank_reference = work.now, deposit.bank_reference
        await work.cash.add_entry(
            {
                "driver_id": driver.id,
                "kind": CashKind.BANKED,
                "amount": handover.amount,
                "handover_id": handover.id,
                "at": work.now,
            }
        )
    return await describe_receipt(work, handover, driver=driver)
