"""Notifications for operators: channels, what was given up, sending it after all.

Under /internal until people log in as administrators; the gateway then serves it as
/api/notifications.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.notifications.deps import SettingsDep, WorkDep
from services.notifications.queries import list_channels, list_given_up, list_sent, show
from services.notifications.use_cases.replay_given_up import replay_given_up
from services.notifications.use_cases.replay_notification import replay_notification
from shared.contracts.notifications.api import (
    ChannelStatus,
    NotificationOut,
    NotificationPage,
    ReplayAnswer,
    ReplayRequest,
    SentMessages,
)
from shared.web.deps import internal_caller

router = APIRouter(
    prefix="/internal/notifications",
    tags=["notifications"],
    dependencies=[Depends(internal_caller)],
)

recipients_router = APIRouter(
    prefix="/internal/recipients",
    tags=["notifications"],
    dependencies=[Depends(internal_caller)],
)


@recipients_router.get("/{contact_id}/messages")
async def sent_messages(contact_id: UUID, work: WorkDep) -> SentMessages:
    """List what a person was told, for the person's own copy."""
    return await list_sent(work, contact_id)


@router.get("/channels")
async def channels(work: WorkDep, settings: SettingsDep) -> list[ChannelStatus]:
    """Tell provider, state, window, rate and last error of each channel."""
    return await list_channels(work, settings)


@router.get("/dead")
async def dead(
    work: WorkDep,
    after: UUID | None = None,
    reason: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> NotificationPage:
    """List what was given up (dead, held, failed), oldest first, without its words."""
    return await list_given_up(work, after=after, reason=reason, limit=limit)


@router.post("/dead/replay")
async def replay_dead(request: ReplayRequest, work: WorkDep) -> ReplayAnswer:
    """Send up to 500 given-up notifications after all: every one, or those with one reason."""
    return ReplayAnswer(queued=await replay_given_up(work, reason=request.reason))


@router.post("/{notification_id}/replay")
async def replay(notification_id: UUID, work: WorkDep) -> NotificationOut:
    """Send one given-up notification after all."""
    notification = await replay_notification(work, notification_id)
    return await show(work, notification)
