"""The four ways in: the operator's, the partners' own two, and their signed webhooks.

Endpoints are the same thing for a partner and for who supports it, so one router is mounted twice:
the mount says who must prove what.
"""

from typing import Final

from fastapi import APIRouter, Depends

from services.orders.partners.access import act_as_caller, act_for_partner
from services.orders.partners.api.accounts import router as accounts
from services.orders.partners.api.endpoints import router as endpoints
from services.orders.partners.api.missions import missions, quotes
from services.orders.partners.api.webhooks import router as webhooks

_own_endpoints: Final = APIRouter()
_own_endpoints.include_router(
    endpoints, prefix="/api/partners/endpoints", dependencies=[Depends(act_as_caller)]
)
_supported_endpoints: Final = APIRouter()
_supported_endpoints.include_router(
    endpoints,
    prefix="/api/admin/partners/{partner_id}/endpoints",
    dependencies=[Depends(act_for_partner)],
)

ROUTERS: Final = (webhooks, missions, quotes, _own_endpoints, accounts, _supported_endpoints)
