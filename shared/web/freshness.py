"""Refusals of what no longer holds carry what would hold now: a fresh quote, a fresh cart.

The refusing transaction rolls back with all it did, so the fresh offer is made in one of its own,
at the edge, after it.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import BaseModel

from shared.errors import AppError

Answer = TypeVar("Answer")


async def with_fresh(
    attempt: Callable[[], Awaitable[Answer]],
    *,
    stale: tuple[type[AppError], ...],
    name: str,
    renew: Callable[[], Awaitable[BaseModel]],
) -> Answer:
    """Attempt a command; when it is refused as stale, add the renewed offer to the refusal.

    Both callables open and commit their own transaction (`container.begin()`). The offer is the
    parameter `name` of the refusal, as JSON.

    Raises:
        AppError: the refusal with its fresh offer, any other refusal as it is, or why there is
            nothing to offer any more.
    """
    try:
        return await attempt()
    except stale as refusal:
        offer = await renew()
        params = {**refusal.params, name: offer.model_dump(mode="json")}
        raise type(refusal)(**params) from refusal
