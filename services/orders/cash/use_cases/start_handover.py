"""A driver brings cash to the office."""

from services.orders.cash.journal import in_hand
from services.orders.cash.models import HANDOVER_HOLDS_FOR, CashHandoverRow
from services.orders.cash.views import describe_account
from services.orders.work import Work
from shared.contracts.orders.api import DriverCall
from shared.contracts.orders.cash import CashAccount
from shared.contracts.orders.errors import NothingToHandOver
from shared.values.codes import MOST_TRIES, new_code
from shared.values.ids import new_id


async def start_handover(work: Work, call: DriverCall) -> CashAccount:
    """Begin to hand over all that is in hand, with a code for half an hour.

    Starting again gives the same hand-over while it can be confirmed; what is collected meanwhile
    waits for the next one. A suspended driver hands over too.

    Raises:
        DriverNotFound: no driver who was ever approved has this phone.
        NothingToHandOver: there is nothing in hand.
    """
    driver = await work.drivers.get_ever_approved(call.driver_phone, lock=True)
    held = (await in_hand(work, [driver.id]))[driver.id]
    begun = await work.cash.find_open_handover(driver.id, most_tries=MOST_TRIES, now=work.now)
    if begun is None and held == 0:
        raise NothingToHandOver
    if begun is None:
        handover = CashHandoverRow(
            id=new_id(),
            driver_id=driver.id,
            amount=held,
            code=new_code(),
            tries=0,
            started_at=work.now,
            expires_at=work.now + HANDOVER_HOLDS_FOR,
        )
        work.cash.add_handover(handover)
    return await describe_account(work, driver)
