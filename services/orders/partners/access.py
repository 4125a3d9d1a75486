"""Who a request acts for: a partner by its API key, or the operator for one partner."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Request

from services.orders.deps import ContainerDep
from services.orders.partners.credentials import API_KEY_PREFIX, hashed
from services.orders.partners.models import PartnerRow
from shared.errors import NotAuthenticated
from shared.web.deps import admin_caller

_LONGEST_KEY: Final = 200


async def calling_partner(request: Request, container: ContainerDep) -> PartnerRow:
    """Tell which partner calls, by `Authorization: Bearer ttk_…`.

    In a transaction of its own: some of what partners ask for takes a look at the road before the
    one that answers.

    Raises:
        NotAuthenticated: there is no key, nobody has this one, or its partner is disabled.
    """
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    is_one = key.startswith(API_KEY_PREFIX) and len(key) <= _LONGEST_KEY and key.isascii()
    if scheme.lower() != "bearer" or not is_one:
        raise NotAuthenticated
    async with container.begin() as work:
        partner = await work.partners.find_by_api_key_hash(hashed(key))
    if partner is None or not partner.is_enabled:
        raise NotAuthenticated
    return partner


async def act_as_caller(
    request: Request, partner: Annotated[PartnerRow, Depends(calling_partner)]
) -> None:
    """Act for the partner that calls."""
    request.state.partner = partner


async def act_for_partner(request: Request, partner_id: UUID, container: ContainerDep) -> None:
    """Act for the partner the path names, as the operator does.

    Raises:
        NotAuthenticated: it is not the operator.
        PartnerNotFound: there is no such partner.
    """
    admin_caller(request)
    async with container.begin() as work:
        request.state.partner = await work.partners.get(partner_id)


def acting_partner(request: Request) -> PartnerRow:
    """Give the partner that one of the two ways in has found.

    The routers say which way: endpoints are the same for a partner and for who supports it. A path
    that is no partner's id leaves the way in unasked, and this is still called.

    Raises:
        NotAuthenticated: no way in has found a partner.
    """
    partner: PartnerRow | None = getattr(request.state, "partner", None)
    if partner is None:
        raise NotAuthenticated
    return partner


CallingPartner = Annotated[PartnerRow, Depends(calling_partner)]
ActingPartner = Annotated[PartnerRow, Depends(acting_partner)]
