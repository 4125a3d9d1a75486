"""A person's lane, in which the person may be forgotten: what comes behind is somebody new's."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.conversation.channels.hearing import ANSWER, LONGEST_HOLD, MESSAGE
from services.conversation.dialogue.desk import Book
from services.conversation.repository import ContactGone
from services.conversation.use_cases.erase_contact import erase_contact
from services.conversation.use_cases.handle_messages import handle_messages
from services.conversation.work import Work
from shared.contracts.orders.calls import ERASE_PERSON
from shared.messaging.lane_worker import Defer
from shared.messaging.lanes import LaneItem

_NOW: Final = timedelta(0)


async def serve_person(
    work: Work, items: list[LaneItem], *, book: Book, trials: Collection[str] = ()
) -> Defer | None:
    """Take what waits; when orders has erased the person, end there and begin anew.

    Returns a `Defer` when somebody seems to be still writing; nothing was done then.
    """
    at = next((place for place, item in enumerate(items) if _erases(item)), None)
    if at is None:
        return await _take(work, items, book=book, trials=trials)
    before, behind = items[:at], [item for item in items[at + 1 :] if item.kind == MESSAGE]
    if behind and (left := behind[0].received_at + LONGEST_HOLD - work.now) > _NOW:
        return Defer(left)  # so that nothing of what follows the erasure has to be held back
    if before and (hold := await _take(work, before, book=book, trials=trials)) is not None:
        return hold
    await erase_contact(work, _contact_of(items[at]))
    return await _take(work, behind, book=book, trials=trials) if behind else None


async def _take(
    work: Work, items: list[LaneItem], *, book: Book, trials: Collection[str]
) -> Defer | None:
    """Take a turn; what was still on its way to somebody who is forgotten is dropped."""
    current = await _of_the_living(work, items)
    try:
        return await handle_messages(work, current, book=book, trials=trials)
    except ContactGone:
        return None


async def _of_the_living(work: Work, items: list[LaneItem]) -> list[LaneItem]:
    """Drop late answers to somebody else, where somebody new writes already."""
    late = {_contact_of(item) for item in items if item.kind != MESSAGE}
    if not late or not any(item.kind == MESSAGE for item in items):
        return items
    known = await work.contacts.list_known(late)
    return [one for one in items if one.kind == MESSAGE or _contact_of(one) in known]


def _erases(item: LaneItem) -> bool:
    answer = item.payload.get("answer")
    if item.kind != ANSWER or not isinstance(answer, dict):
        return False
    return answer.get("ask") == ERASE_PERSON.name and "refusal" not in answer


def _contact_of(item: LaneItem) -> UUID:
    return UUID(str(item.payload["contact_id"]))
