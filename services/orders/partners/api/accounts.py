"""Partners' accounts, for the operator. What is secret is shown once, where it is made."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.orders.deps import WorkDep
from services.orders.models import messaging
from services.orders.partners.queries import get_partner, list_partners, reveal_secret
from services.orders.partners.use_cases.create_partner import create_partner
from services.orders.partners.use_cases.disable_partner import disable_partner
from services.orders.partners.use_cases.enable_partner import enable_partner
from services.orders.partners.use_cases.rotate_key import rotate_key
from services.orders.partners.use_cases.rotate_secret import rotate_secret
from shared.contracts.call import Nothing
from shared.contracts.orders.partners import (
    PartnerAccount,
    PartnerCredentials,
    PartnerDraft,
    PartnerPage,
)
from shared.web.deps import IdempotencyKey, admin_caller
from shared.web.idempotency import once

router = APIRouter(
    prefix="/api/admin/partners", tags=["partners: admin"], dependencies=[Depends(admin_caller)]
)

After = Annotated[str | None, Query(max_length=400)]


@router.post("", status_code=201)
async def create(draft: PartnerDraft, work: WorkDep) -> PartnerCredentials:
    """Take a partner on; its API key and webhook secret are in this answer and nowhere else.

    Not repeatable by key, because the answer is not kept: a repetition is refused by the name, and
    who lost the answer rotates both.
    """
    return await create_partner(work, draft)


@router.get("")
async def list_all(work: WorkDep, after: After = None) -> PartnerPage:
    """List partners by name."""
    return await list_partners(work, after=after)


@router.get("/{partner_id}")
async def get(partner_id: UUID, work: WorkDep) -> PartnerAccount:
    """Tell one partner."""
    return await get_partner(work, partner_id=partner_id)


@router.post("/{partner_id}/rotate-key")
async def change_key(partner_id: UUID, work: WorkDep) -> PartnerCredentials:
    """Replace the API key at once; the answer is the only place where the new one is shown."""
    return await rotate_key(work, partner_id=partner_id)


@router.post("/{partner_id}/rotate-secret")
async def change_secret(partner_id: UUID, key: IdempotencyKey, work: WorkDep) -> PartnerCredentials:
    """Make a new webhook secret; the old one signs and verifies beside it for 24 hours."""
    account = await once(
        work.session,
        messaging,
        key=f"partner-secret:{partner_id}:{key}",
        request=Nothing(),
        answer_type=PartnerAccount,
        produce=lambda: rotate_secret(work, partner_id=partner_id),
    )
    return await reveal_secret(work, account=account)


@router.post("/{partner_id}/disable")
async def disable(partner_id: UUID, work: WorkDep) -> PartnerAccount:
    """Shut a partner out: calls and webhooks are 401, it is told nothing; its missions go on."""
    return await disable_partner(work, partner_id=partner_id)


@router.post("/{partner_id}/enable")
async def enable(partner_id: UUID, work: WorkDep) -> PartnerAccount:
    """Let a partner in again, with the key and the secret it had."""
    return await enable_partner(work, partner_id=partner_id)
