"""Commands that may be repeated: the answer is stored in the transaction of the effect."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.errors import IdempotencyKeyReused
from shared.messaging.tables import MessagingTables

Answer = TypeVar("Answer", bound=BaseModel)


async def once(
    session: AsyncSession,
    tables: MessagingTables,
    *,
    key: str,
    request: BaseModel,
    answer_type: type[Answer],
    produce: Callable[[], Awaitable[Answer]],
) -> Answer:
    """Do the command the first time its key is seen, and give the stored answer every other time.

    A second call with the key waits for the first one's transaction (the row is inserted before the
    work). A refusal raised by `produce` rolls back with everything else and is not stored.

    Raises:
        IdempotencyKeyReused: the key came with another request.
    """
    table = tables.idempotent_answer
    row = insert(table).values(key=key, request_hash=_digest(request)).on_conflict_do_nothing()
    is_first = (await session.execute(row.returning(table.c.key))).scalar() is not None
    if is_first:
        answer = await produce()
        stored = update(table).where(table.c.key == key)
        await session.execute(stored.values(answer=answer.model_dump(mode="json")))
        return answer
    known = await find_answer(session, tables, key=key, request=request, answer_type=answer_type)
    if known is None:
        raise RuntimeError("a key that was taken has an answer")
    return known


async def find_answer(
    session: AsyncSession,
    tables: MessagingTables,
    *,
    key: str,
    request: BaseModel,
    answer_type: type[Answer],
) -> Answer | None:
    """Find what a command was answered before; None when its key is new.

    For commands that ask others before their own transaction; `once` still decides.

    Raises:
        IdempotencyKeyReused: the key came with another request.
    """
    table = tables.idempotent_answer
    known = (await session.execute(select(table).where(table.c.key == key))).one_or_none()
    if known is None:
        return None
    if known.request_hash != _digest(request):
        raise IdempotencyKeyReused
    return answer_type.model_validate(known.answer)


def _digest(request: BaseModel) -> str:
    return hashlib.sha256(request.model_dump_json().encode()).hexdigest()
