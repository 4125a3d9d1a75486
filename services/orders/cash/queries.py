"""Reads of cash: a driver's account, and who holds how much."""

from typing import Final

from services.orders.cash.models import CashHandoverRow
from services.orders.cash.views import describe_account
from services.orders.work import Work
from shared.contracts.orders.cash import CashAccount, CashHolder, CashHolderPage, OpenHandover
from shared.errors import Invalid
from shared.values.codes import MOST_TRIES
from shared.values.cursor import Position, read_cursor, write_cursor

PAGE: Final = 50


async def account_of(work: Work, *, phone: str) -> CashAccount:
    """Tell a driver's cash, to a suspended one too.

    Raises:
        DriverNotFound: no driver who was ever approved has this phone.
    """
    return await describe_account(work, await work.drivers.get_ever_approved(phone))


async def cash_holders(work: Work, *, after: str | None) -> CashHolderPage:
    """Tell who holds cash, most first, fifty a page.

    Raises:
        Invalid: the cursor is none of ours.
    """
    found = await work.cash.list_holders(after=_position(after), limit=PAGE + 1)
    ceiling = work.terms.cash_ceiling
    page = found[:PAGE]
    ids = [driver.id for driver, _held in page]
    begun = await work.cash.list_open_handovers(ids, most_tries=MOST_TRIES, now=work.now)
    more = len(found) > PAGE
    return CashHolderPage(
        holders=[
            CashHolder(
                driver=driver.card,
                in_hand=held,
                is_above_ceiling=held > ceiling,
                handover=_open(begun.get(driver.id)),
            )
            for driver, held in page
        ],
        ceiling=ceiling,
        next=write_cursor(Position(str(page[-1][1]), page[-1][0].id)) if more else None,
    )


def _open(handover: CashHandoverRow | None) -> OpenHandover | None:
    """Tell a hand-over to the office; the code is the driver's to show."""
    if handover is None:
        return None
    return OpenHandover(id=handover.id, amount=handover.amount, expires_at=handover.expires_at)


def _position(cursor: str | None) -> Position | None:
    if cursor is None:
        return None
    position = read_cursor(cursor)
    if not (position.name.isascii() and position.name.isdigit() and len(position.name) < 10):
        raise Invalid(reason="the cursor is not one of ours")
    return position
