"""A picture cannot be used."""

from uuid import UUID

from services.orders.media.faults import Fault
from services.orders.work import Work
from shared.contracts.orders.catalogue import ImageState


async def refuse_picture(work: Work, fault: Fault, *, image_id: UUID) -> bool:
    """Write down that and why an image is refused; False when it was decided before.

    Raises:
        Nothing: an image that is gone or decided stays as it is.
    """
    image = await work.media.find(image_id, lock=True)
    if image is None or image.state is not ImageState.WAITING:
        return False
    image.state, image.reason = ImageState.REFUSED, fault.value
    await work.session.flush()
    return True
