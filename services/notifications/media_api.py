"""Files of the channel for our other services: the pictures people send to the chat."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from services.notifications.deps import MediaDep
from shared.web.deps import internal_caller

router = APIRouter(
    prefix="/internal/media", tags=["media"], dependencies=[Depends(internal_caller)]
)

MediaId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,200}$", examples=["1003383421387256"])]


@router.get(
    "/{media_id}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The bytes."}},
)
async def download(media_id: MediaId, media: MediaDep) -> Response:
    """Give the bytes of a file that somebody sent, as its sender typed it; 16 MB at most.

    404 when Meta does not have it (any more), 422 when it is too large, 502 when Meta breaks, 503
    while the channel is off.
    """
    file = await media.download(media_id)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return Response(file.content, media_type=file.mime_type, headers=headers)
