"""Somebody gave a picture: it gets an id now and is fetched a moment later."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.orders.media.faults import Fault
from services.orders.media.models import ImageRow, SourceKind
from services.orders.work import Work
from shared.contracts.orders.catalogue import ImageState
from shared.contracts.orders.errors import ImageRefused
from shared.values.ids import new_id
from shared.web.outbound import AddressRefused, check_url

PREFIX: Final = "image:"
FETCH: Final = "fetch"


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Where a picture is: a channel's media id, or an address."""

    kind: SourceKind
    source: str

    @classmethod
    def of_channel(cls, media_id: str) -> "PictureSource":
        """Name a picture that a person sent on a channel."""
        return cls(SourceKind.CHANNEL, media_id)

    @classmethod
    def of_url(cls, url: str) -> "PictureSource":
        """Name a picture on the web."""
        return cls(SourceKind.URL, url)


async def take_in_picture(work: Work, source: PictureSource) -> UUID:
    """Take a picture in and give its id; it is fetched, checked and resized in its own lane.

    Raises:
        ImageRefused: the address is one we would never connect to.
    """
    if source.kind is SourceKind.URL:
        _check(source.source, work=work)
    image = ImageRow(
        id=new_id(),
        state=ImageState.WAITING,
        reason=None,
        source_kind=source.kind,
        source=source.source,
        sha256=None,
        created_at=work.now,
    )
    await work.media.add(image)
    await work.lanes.put(f"{PREFIX}{image.id}", kind=FETCH, payload={"image_id": str(image.id)})
    return image.id


def _check(url: str, *, work: Work) -> None:
    """Refuse what can be told at once; what a name leads to is judged when we connect."""
    try:
        check_url(url, trusted_hosts=work.terms.trusted_hosts)
    except AddressRefused as error:
        raise ImageRefused(reason=Fault.ADDRESS.value) from error
