"""Pictures for everybody who has their address."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response

from services.orders.deps import ContainerDep
from services.orders.media.queries import serve_when_ready
from services.orders.media.sizes import Size

router = APIRouter(prefix="/api/media", tags=["catalogue"])


@router.get(
    "/{image_id}/{size}.jpg",
    response_class=Response,
    responses={
        200: {"content": {"image/jpeg": {}}, "description": "The picture."},
        304: {"description": "The caller has it already."},
    },
)
async def get_picture(
    image_id: UUID,
    size: Size,
    container: ContainerDep,
    if_none_match: Annotated[str | None, Header(max_length=1_000)] = None,
) -> Response:
    """Show a picture: `large` is 800 pixels at most, `thumb` 240. It never changes."""
    return await serve_when_ready(
        container.begin, image_id=image_id, size=size, known=if_none_match
    )
