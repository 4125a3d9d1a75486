"""The sizes that pictures are kept and served in, and where the public finds them. Pure."""

from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Size(StrEnum):
    """What a picture is for: looking at it, or telling it in a list."""

    LARGE = "large"
    THUMB = "thumb"

    @property
    def pixels(self) -> int:
        """The longer side at most."""
        return 800 if self is Size.LARGE else 240


class _Published(Protocol):
    @property
    def public_url(self) -> str: ...


def image_url(terms: _Published, image_id: UUID | None, *, size: Size = Size.LARGE) -> str | None:
    """Tell where the public finds a picture; None for none."""
    if image_id is None:
        return None
    return f"{terms.public_url}/api/media/{image_id}/{size.value}.jpg"
