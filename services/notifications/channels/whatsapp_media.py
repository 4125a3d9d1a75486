"""Files that people sent over WhatsApp, fetched from Meta by id (whatsapp-cloud-api.md, 4).

Two steps: the id gives an address that lives five minutes, the address gives the bytes. The token
is only ever sent to the Graph API itself and to Meta's file host.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from shared.contracts.notifications.errors import MediaNotFound, MediaTooLarge
from shared.errors import UpstreamFailed

TIMEOUT_S: Final = 10.0
LIMIT_BYTES: Final = 16 * 1024 * 1024
FILE_HOSTS: Final = frozenset({"lookaside.fbsbx.com"})
# Meta's file host refuses the usual names of HTTP libraries.
_HEADERS: Final = {"User-Agent": "TokTok/1.0"}
_ADDRESSES_TRIED: Final = 2
_UNKNOWN_OBJECT_CODE: Final = 100

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file as Meta has it; the type is the sender's word and nobody else's."""

    content: bytes
    mime_type: str


class _Described(BaseModel):
    model_config = ConfigDict(extra="ignore")

    url: str
    mime_type: str


class WhatsAppMedia:
    """Downloads by media id, over the channel's own client."""

    def __init__(self, graph: httpx.AsyncClient) -> None:
        self._graph = graph

    async def download(self, media_id: str) -> MediaFile:
        """Fetch a file, ten seconds and 16 MB at most.

        Raises:
            MediaNotFound: Meta has no such file.
            MediaTooLarge: it is over 16 MB.
            UpstreamFailed: Meta broke, or sent us to a host that is not its own.
        """
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await self._fetch(media_id)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise _failed(type(error).__name__) from error

    async def _fetch(self, media_id: str) -> MediaFile:
        for _ in range(_ADDRESSES_TRIED):  # an address may have died meanwhile: ask for another
            described = await self._describe(media_id)
            self._check_host(described.url)
            content = await self._read(media_id, described.url)
            if content is not None:
                return MediaFile(content, described.mime_type)
        raise MediaNotFound(media_id=media_id)

    async def _describe(self, media_id: str) -> _Described:
        answer = await self._graph.get(f"/{media_id}", headers=_HEADERS)
        if answer.status_code == httpx.codes.NOT_FOUND or _is_unknown(answer):
            raise MediaNotFound(media_id=media_id)
        if not answer.is_success:
            raise _failed(f"status {answer.status_code}")
        try:
            return _Described.model_validate_json(answer.content)
        except ValidationError as error:
            raise _failed("unreadable answer") from error

    def _check_host(self, address: str) -> None:
        url, graph = httpx.URL(address), self._graph.base_url
        is_graph = (url.scheme, url.netloc) == (graph.scheme, graph.netloc)
        if not is_graph and not (url.scheme == "https" and url.netloc.decode() in FILE_HOSTS):
            _log.error("media_on_foreign_host", host=url.host)
            raise _failed("the file is on a host that is not Meta's")

    async def _read(self, media_id: str, address: str) -> bytes | None:
        """Read the bytes; None when the address leads nowhere any more."""
        async with self._graph.stream("GET", address, headers=_HEADERS) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if answer.status_code != httpx.codes.OK:
                raise _failed(f"status {answer.status_code}")
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > LIMIT_BYTES:
                    raise MediaTooLarge(media_id=media_id, limit_bytes=LIMIT_BYTES)
        return bytes(content)


def _is_unknown(answer: httpx.Response) -> bool:
    """Read Meta's "no such object": code 100 in a refusal (whatsapp-cloud-api.md, 5)."""
    if not answer.is_client_error:
        return False
    try:
        error = answer.json().get("error", {})
    except (ValueError, AttributeError):
        return False
    return isinstance(error, dict) and error.get("code") == _UNKNOWN_OBJECT_CODE


def _failed(reason: str) -> UpstreamFailed:
    return UpstreamFailed(upstream="whatsapp", reason=reason)
