"""Somebody who reads our log has gone past an erasure; when all have, the log is swept."""

from uuid import UUID

from services.orders.people.privacy.lane import Reader, sweep_item
from services.orders.work import Work


async def note_reader(work: Work, contact_id: UUID, *, reader: Reader) -> None:
    """Note that a reader has gone past; an erasure that is finished is nobody's business."""
    erasure = await work.erasures.find(contact_id, lock=True)
    if erasure is None:
        return
    match reader:
        case Reader.PARTNERS:
            erasure.partners_passed_at = work.now
        case Reader.SERVICES:
            erasure.services_passed_at = work.now
    if erasure.is_read_by_all:
        await work.lanes.put_many([sweep_item(contact_id)])
