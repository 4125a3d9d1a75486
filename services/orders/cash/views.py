"""How a driver's cash is told: to the driver, and to the office."""

from typing import Final

from services.orders.cash.journal import in_hand
from services.orders.cash.models import CashHandoverRow
from services.orders.drivers.models import DriverRow
from services.orders.work import Work
from shared.contracts.orders.cash import CashAccount, CashEntry, Handover, HandoverReceipt
from shared.values.codes import MOST_TRIES

NEWEST: Final = 20


async def describe_account(work: Work, driver: DriverRow) -> CashAccount:
    """Tell a driver what is in hand, the hand-over that was begun, and the newest lines."""
    held = await in_hand(work, [driver.id])
    begun = await work.cash.find_open_handover(driver.id, most_tries=MOST_TRIES, now=work.now)
    return CashAccount(
        in_hand=held[driver.id],
        ceiling=work.terms.cash_ceiling,
        handover=_handover(begun) if begun else None,
        entries=[
            CashEntry(kind=entry.kind, amount=entry.amount, reference=entry.reference, at=entry.at)
            for entry in await work.cash.list_entries(driver.id, limit=NEWEST)
        ],
    )


async def describe_receipt(
    work: Work, handover: CashHandoverRow, *, driver: DriverRow
) -> HandoverReceipt:
    """Tell the office how far a hand-over is."""
    held = await in_hand(work, [driver.id])
    return HandoverReceipt(
        id=handover.id,
        driver=driver.card,
        amount=handover.amount,
        state=handover.state,
        in_hand=held[driver.id],
        confirmed_at=handover.confirmed_at,
        banked_at=handover.banked_at,
        bank_reference=handover.bank_reference,
    )


def _handover(begun: CashHandoverRow) -> Handover:
    return Handover(id=begun.id, amount=begun.amount, code=begun.code, expires_at=begun.expires_at)
