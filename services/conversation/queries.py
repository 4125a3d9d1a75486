"""Reads for operators: what was set aside, and who waits for a person."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.models import HumanRequest, Quarantined


class QuarantinedOut(BaseModel):
    """An update we could not read."""

    key: str
    reason: str
    body: dict[str, object]
    correlation_id: str
    received_at: datetime


class HumanRequestOut(BaseModel):
    """Somebody who waits for a person."""

    id: UUID
    contact_id: UUID
    asked_at: datetime


class QuarantinedPage(BaseModel):
    """Newest first."""

    items: list[QuarantinedOut]


class HumanRequestPage(BaseModel):
    """Who waits longest comes first."""

    items: list[HumanRequestOut]


async def list_quarantined(
    session: AsyncSession, *, before: datetime | None, limit: int
) -> QuarantinedPage:
    """List what was set aside, newest first, from `before` back."""
    query = select(Quarantined).order_by(Quarantined.received_at.desc()).limit(limit)
    if before is not None:
        query = query.where(Quarantined.received_at < before)
    rows = (await session.scalars(query)).all()
    return QuarantinedPage(
        items=[QuarantinedOut.model_validate(row, from_attributes=True) for row in rows]
    )


async def list_human_requests(session: AsyncSession, *, limit: int) -> HumanRequestPage:
    """List the open requests for a person."""
    query = select(HumanRequest).where(HumanRequest.answered_at.is_(None))
    rows = (await session.scalars(query.order_by(HumanRequest.asked_at).limit(limit))).all()
    return HumanRequestPage(
        items=[HumanRequestOut.model_validate(row, from_attributes=True) for row in rows]
    )
