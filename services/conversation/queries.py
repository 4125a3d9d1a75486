"""Reads: what was set aside, who waits for a person of the team, and what a person may have."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.channels.meta_said import said_in
from services.conversation.desks.cards.data_copy import OwnData, Written
from services.conversation.dialogue.state import State
from services.conversation.models import Export, HumanRequest, Quarantined
from services.conversation.use_cases.keep_export import hashed
from services.conversation.work import Work
from shared.contracts.conversation.errors import ExportNotFound

MOST_TOLD: Final = 5_000


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


async def own_data_of(work: Work, contact_id: UUID) -> OwnData:
    """Tell all that is held here of a person.

    Raises:
        ContactGone: the person asked to be forgotten.
    """
    person = await work.contacts.get(contact_id)
    state = State.model_validate(person.state) if person.state else State()
    state.name, state.roles = state.name or person.name, list(person.roles)
    messages = await work.personal.list_messages(person.id, limit=MOST_TOLD)
    requests = await work.personal.list_human_requests(person.id)
    return OwnData(
        identifiers=(("contact_id", str(person.id)), *sorted(person.identifiers.items())),
        state=state,
        written=[Written(row.received_at, row.kind, _words(row.body)) for row in messages],
        asked_human_at=[row.asked_at for row in requests],
    )


async def export_called(work: Work, *, token: str) -> Export:
    """Find the copy behind a link.

    Raises:
        ExportNotFound: there is none, or its day is over.
    """
    export = await work.personal.find_export(hashed(token), at=work.now)
    if export is None:
        raise ExportNotFound
    return export


def _words(body: dict[str, Any]) -> str:
    said = said_in(body)
    return said.text or (said.place.label if said.place else "") or said.media_id
