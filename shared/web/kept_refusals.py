"""Refusals that leave a trace: a wrong guess is refused, and yet counted, once.

Any other refusal undoes its transaction. This one is stored as the outcome of its command, in the
transaction that counts it, and raised once that is committed: guesses made at the same time wait
for each other's lock and see each other's count, and a repeated request is one guess.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from shared.errors import AppError
from shared.messaging.tables import MessagingTables
from shared.web.idempotency import once

Answer = TypeVar("Answer", bound=BaseModel)


class RefusalKept(Exception):
    """Whoever opened the transaction commits it, and then raises `refusal`."""

    def __init__(self, refusal: AppError) -> None:
        self.refusal = refusal
        super().__init__(refusal.code)


class _Outcome(BaseModel):
    """What came of a command: its answer, or the parameters of its refusal."""

    answer: dict[str, object] | None = None
    refused: dict[str, object] | None = None


async def once_keeping(
    kept: type[AppError],
    session: AsyncSession,
    tables: MessagingTables,
    *,
    key: str,
    request: BaseModel,
    answer_type: type[Answer],
    produce: Callable[[], Awaitable[Answer]],
) -> Answer:
    """Do a command as `shared.web.idempotency.once` does, but keep one kind of refusal.

    Before it raises `kept`, `produce` writes nothing but what shall stay.

    Raises:
        RefusalKept: `produce` raised `kept`, now or when the key was first seen.
        AppError: any other refusal, rolled back as always.
        IdempotencyKeyReused: the key came with another request.
    """

    async def attempt() -> _Outcome:
        try:
            answer = await produce()
        except kept as refusal:
            return _Outcome(refused=refusal.params)
        return _Outcome(answer=answer.model_dump(mode="json"))

    outcome = await once(
        session, tables, key=key, request=request, answer_type=_Outcome, produce=attempt
    )
    if outcome.refused is not None:
        raise RefusalKept(kept(**outcome.refused))
    return answer_type.model_validate(outcome.answer)
