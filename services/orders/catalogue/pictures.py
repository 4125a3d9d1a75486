"""The lane of pictures as products want it: a ready one is shown, a refused one is told."""

from uuid import UUID

from services.orders.catalogue.views import describe_merchant, describe_shelf
from services.orders.container import Container
from services.orders.media.faults import Fault
from services.orders.media.lane import PictureLane
from services.orders.media.use_cases.take_in_picture import PREFIX
from services.orders.models import messaging
from services.orders.work import Work
from shared.contracts.orders.events import ProductImageRefused
from shared.messaging.lane_worker import LaneWorker


def picture_lanes(container: Container) -> LaneWorker:
    """Make the worker of the pictures' lanes; two at a time, for decoding takes a core."""
    lane = PictureLane(container, on_ready=show_picture, on_refused=tell_refusal)
    database = container.process.database
    return LaneWorker(database, messaging, lane.serve, prefix=PREFIX, concurrency=2)


async def show_picture(work: Work, image_id: UUID) -> None:
    """Let the products that wait for a picture show it."""
    await work.catalogue.show_new_image(image_id)


async def tell_refusal(work: Work, image_id: UUID, fault: Fault) -> None:
    """Tell the merchant why a product's picture cannot be used; the old one stays."""
    rows = await work.catalogue.list_by_new_image(image_id)
    shops = await work.catalogue.find_merchants({row.merchant_id for row in rows})
    told = await describe_shelf(work, rows)
    await work.outbox.add(
        *(
            ProductImageRefused(
                occurred_at=work.now,
                merchant=describe_merchant(shops[row.merchant_id]),
                product=product,
                reason=fault.said,
            )
            for row, product in zip(rows, told, strict=True)
        )
    )
