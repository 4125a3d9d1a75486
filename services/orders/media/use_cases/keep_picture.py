"""A fetched picture is kept, and its image is ready."""

from uuid import UUID

from services.orders.media.developing import Developed
from services.orders.work import Work
from shared.contracts.orders.catalogue import ImageState


async def keep_picture(work: Work, developed: Developed, *, image_id: UUID) -> None:
    """Keep the sizes, once for the same bytes, and mark the image ready.

    Raises:
        Nothing: an image that is gone or decided stays as it is.
    """
    image = await work.media.find(image_id, lock=True)
    if image is None or image.state is not ImageState.WAITING:
        return
    await work.media.keep(developed, at=work.now)
    image.state, image.sha256 = ImageState.READY, developed.sha256
    await work.session.flush()
