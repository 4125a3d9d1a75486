"""Pictures as people gave them, and what is kept of their bytes. One-row rules only."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.catalogue import ImageState


class SourceKind(StrEnum):
    """Where a picture comes from: a channel's media id, an address, or our own drawing."""

    CHANNEL = "channel"
    URL = "url"
    BYTES = "bytes"


class PictureRow(Base):
    """The kept sizes of one picture; the same bytes are kept once, whoever gave them.

    Attributes:
        sha256: of the bytes as they came, in hexadecimal.
        width: of `large`, in pixels.
        height: of `large`, in pixels.
        large: JPEG, 800 pixels at most.
        thumb: JPEG, 240 pixels at most.
    """

    __tablename__ = "picture"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    large: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    thumb: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


class ImageRow(Base):
    """Somebody's picture: waiting to be fetched, ready, or refused for a `reason`."""

    __tablename__ = "image"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[ImageState] = mapped_column(word(ImageState))
    reason: Mapped[str | None]
    source_kind: Mapped[SourceKind] = mapped_column(word(SourceKind))
    source: Mapped[str]
    sha256: Mapped[str | None] = mapped_column(ForeignKey("orders.picture.sha256"))
    created_at: Mapped[datetime]
