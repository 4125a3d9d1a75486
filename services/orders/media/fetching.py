"""Fetches the bytes of a picture, outside of any transaction: from an address, from a channel."""

import asyncio
from typing import Final, assert_never

import httpx

from services.orders.container import Container
from services.orders.media.developing import MOST_BYTES
from services.orders.media.faults import Fault, PictureRefused
from services.orders.media.models import SourceKind
from shared.errors import Invalid, NotFound, UpstreamFailed
from shared.web.outbound import AddressRefused

_TIMEOUT_S: Final = 20.0  # of the whole answer, however slowly it drips


async def fetch(container: Container, *, kind: SourceKind, source: str) -> bytes:
    """Fetch a picture; whatever is not a refusal may be tried again.

    `source` is a channel's media id or a URL, as `kind` says.

    Raises:
        PictureRefused: it will never be had, or is too large.
        UpstreamFailed: the other side is broken for now.
        httpx.HTTPError: the network is.
        TimeoutError: the answer took too long.
    """
    match kind:
        case SourceKind.URL:
            return await _from_address(container.outbound, source)
        case SourceKind.CHANNEL:
            return await _from_channel(container, source)
        case SourceKind.BYTES:
            raise PictureRefused(Fault.NOT_THERE)  # those are kept at once and never wait
        case _ as never:
            assert_never(never)


async def _from_address(outbound: httpx.AsyncClient, url: str) -> bytes:
    try:
        async with asyncio.timeout(_TIMEOUT_S), outbound.stream("GET", url) as response:
            _check(response)
            return await _read(response)
    except AddressRefused as error:
        raise PictureRefused(Fault.ADDRESS) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise PictureRefused(Fault.ADDRESS) from error


def _check(response: httpx.Response) -> None:
    if response.is_redirect:
        raise PictureRefused(Fault.REDIRECTED)
    if response.is_server_error or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        reason = f"HTTP {response.status_code}"
        raise UpstreamFailed(upstream="the picture's address", reason=reason)
    if response.status_code != httpx.codes.OK:
        raise PictureRefused(Fault.NOT_THERE)


async def _read(response: httpx.Response) -> bytes:
    """Read until the end or the limit, whichever is first; a promised length is not believed."""
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > MOST_BYTES:
            raise PictureRefused(Fault.TOO_LARGE)
    return bytes(content)


async def _from_channel(container: Container, media_id: str) -> bytes:
    client = container.process.client("notifications")
    try:
        return await client.get_bytes(
            "/internal/media/{media_id}", timeout_s=_TIMEOUT_S, media_id=media_id
        )
    except (NotFound, Invalid) as error:
        raise PictureRefused(Fault.NOT_THERE) from error
