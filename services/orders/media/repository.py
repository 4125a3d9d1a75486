"""SQL of pictures: rows by key, bytes only when asked for."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.media.developing import Developed
from services.orders.media.models import ImageRow, PictureRow
from services.orders.media.sizes import Size
from shared.contracts.orders.catalogue import ImageState


class MediaRepository:
    """Pictures by id."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, image: ImageRow) -> None:
        """Add a picture."""
        self._session.add(image)
        await self._session.flush()

    async def find(self, image_id: UUID, *, lock: bool = False) -> ImageRow | None:
        """Find a picture."""
        query = select(ImageRow).where(ImageRow.id == image_id)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def list_states(self, image_ids: Collection[UUID]) -> dict[UUID, ImageState]:
        """Tell where pictures stand, those that exist."""
        if not image_ids:
            return {}
        query = select(ImageRow.id, ImageRow.state).where(ImageRow.id.in_(image_ids))
        return {row.id: row.state for row in await self._session.execute(query)}

    async def keep(self, picture: Developed, *, at: datetime) -> None:
        """Keep the sizes of a picture, once for the same bytes."""
        kept = insert(PictureRow).values(
            sha256=picture.sha256,
            width=picture.width,
            height=picture.height,
            large=picture.large,
            thumb=picture.thumb,
            created_at=at,
        )
        await self._session.execute(kept.on_conflict_do_nothing())

    async def add_new(self, images: list[dict[str, object]]) -> None:
        """Add the pictures whose id is not there yet."""
        await self._session.execute(insert(ImageRow).values(images).on_conflict_do_nothing())

    async def find_sha256(self, image_id: UUID) -> str | None:
        """Find the name of the bytes of a ready picture."""
        return await self._session.scalar(select(ImageRow.sha256).where(ImageRow.id == image_id))

    async def read(self, sha256: str, size: Size) -> bytes | None:
        """Read one size of a picture."""
        column = PictureRow.large if size is Size.LARGE else PictureRow.thumb
        return await self._session.scalar(select(column).where(PictureRow.sha256 == sha256))
