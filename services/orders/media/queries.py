"""Pictures as bytes, or the word that the caller has them already."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final
from uuid import UUID

from fastapi import Response, status

from services.orders.media.sizes import Size
from services.orders.work import Work
from shared.contracts.orders.catalogue import ImageState
from shared.contracts.orders.errors import ImageNotFound

LOOKS: Final = 20
LOOK_AGAIN_S: Final = 0.2
_FOR_EVER: Final = "public, max-age=31536000, immutable"


async def serve_when_ready(
    begin: Callable[[], AbstractAsyncContextManager[Work]],
    *,
    image_id: UUID,
    size: Size,
    known: str | None,
) -> Response:
    """Serve a picture, waiting up to 4 s for one that is just being fetched.

    WhatsApp fetches a link the moment it is sent, and a driver's proof is sent at the same moment
    as it comes in. No transaction is held while waiting.

    Raises:
        ImageNotFound: there is no such picture, or it was refused, or it takes too long.
    """
    for _ in range(LOOKS):
        async with begin() as work:
            states = await work.media.list_states([image_id])
            if states.get(image_id) is not ImageState.WAITING:
                return await serve_picture(work, image_id=image_id, size=size, known=known)
        await asyncio.sleep(LOOK_AGAIN_S)
    raise ImageNotFound(image_id=image_id)


async def serve_picture(work: Work, *, image_id: UUID, size: Size, known: str | None) -> Response:
    """Give one size of a ready picture; 304 when `known`, the caller's If-None-Match, names it.

    Raises:
        ImageNotFound: there is no such picture, or it is not ready.
    """
    sha256 = await work.media.find_sha256(image_id)
    if sha256 is None:
        raise ImageNotFound(image_id=image_id)
    headers = {"ETag": f'"{sha256[:32]}-{size.value}"', "Cache-Control": _FOR_EVER}
    if known is not None and _names(known, headers["ETag"]):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    content = await work.media.read(sha256, size)
    headers["X-Content-Type-Options"] = "nosniff"
    return Response(content, media_type="image/jpeg", headers=headers)


def _names(known: str, etag: str) -> bool:
    """Compare weakly, as RFC 9110 (13.1.2) wants it for If-None-Match."""
    given = [one.strip().removeprefix("W/") for one in known.split(",")]
    return etag in given or "*" in given
