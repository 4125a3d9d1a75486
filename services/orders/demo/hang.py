"""Gives each demo product without a picture its drawing."""

import asyncio
from uuid import UUID, uuid5

from sqlalchemy import select, update

from services.orders.catalogue.models import ProductRow
from services.orders.demo.pictures import picture_of
from services.orders.media.developing import Developed
from services.orders.media.models import SourceKind
from services.orders.work import Work
from shared.contracts.orders.catalogue import ImageState


async def hang_pictures(work: Work, product_ids: list[UUID]) -> None:
    """Draw what is missing, in a thread, and let the products show it."""
    without = select(ProductRow.id, ProductRow.name, ProductRow.category).where(
        ProductRow.id.in_(product_ids), ProductRow.image_id.is_(None)
    )
    bare = [(row.id, row.name, row.category) for row in await work.session.execute(without)]
    if not bare:
        return
    drawn = await asyncio.to_thread(_draw, bare)
    images = [_image(product_id, picture, work=work) for product_id, picture in drawn.items()]
    for picture in drawn.values():
        await work.media.keep(picture, at=work.now)
    await work.media.add_new(images)
    rows = [{"id": product_id, "image_id": _id(product_id)} for product_id in drawn]
    await work.session.execute(update(ProductRow), rows)


def _draw(bare: list[tuple[UUID, str, str]]) -> dict[UUID, Developed]:
    return {product_id: picture_of(name, category=category) for product_id, name, category in bare}


def _image(product_id: UUID, picture: Developed, *, work: Work) -> dict[str, object]:
    return {
        "id": _id(product_id),
        "state": ImageState.READY,
        "source_kind": SourceKind.BYTES,
        "source": "demo",
        "sha256": picture.sha256,
        "created_at": work.now,
    }


def _id(product_id: UUID) -> UUID:
    return uuid5(product_id, "picture")
