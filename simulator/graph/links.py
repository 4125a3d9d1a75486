"""Files that messages link to, fetched as Meta does: by plain HTTP, once per address in a while.

Meta answers first and fetches then; here the call waits for the file, so that a chat keeps its
order. What cannot be had is told later all the same (whatsapp-cloud-api.md, §4: 131053).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import httpx

from simulator.clock import VirtualClock
from simulator.graph.media import LIMITS, UPLOADED_FOR, Media, MediaStore, base_type, refusal
from simulator.graph.rules import MEDIA_TYPES, Body, items

CACHED_FOR: Final = timedelta(minutes=10)
TIMEOUT_S: Final = 5.0
MOST_KNOWN: Final = 1_000
_SCHEMES: Final = ("http://", "https://")
_PLACES: Final = ("{}", "interactive.header.{}", "template.components[].parameters[].{}")
_BEGINNINGS: Final = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a link led to: a file, or why there is none; asked again after `until`."""

    media: Media | None
    reason: str | None
    until: datetime


def files_of(body: Body) -> list[tuple[str, Body]]:
    """List the files a message carries, by id or by link, with their kinds."""
    return [
        (kind, media)
        for kind in MEDIA_TYPES
        for place in _PLACES
        for media in items(body, place.format(kind))
    ]


class LinkedFiles:
    """Fetches files and knows for ten minutes what each address gave."""

    def __init__(
        self,
        store: MediaStore,
        clock: VirtualClock,
        *,
        public_url: str = "",
        reached_at: str = "",
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._public_url, self._reached_at = public_url, reached_at
        self._http = httpx.AsyncClient(transport=transport, timeout=TIMEOUT_S, trust_env=False)
        self._known: dict[tuple[str, str], Fetched] = {}

    async def bring(self, body: Body) -> None:
        """Fetch what a message links to, unless it is known; never fails."""
        for kind, media in files_of(body):
            link = str(media.get("link"))
            if link.startswith(_SCHEMES) and self.find(kind, link) is None:
                self._remember(kind, link, await self._fetch(kind, link))

    def find(self, kind: str, link: str) -> Fetched | None:
        """Tell what an address gave lately."""
        known = self._known.get((kind, link))
        return known if known is not None and self._clock.now() < known.until else None

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    def _remember(self, kind: str, link: str, found: Media | str) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.pop(next(iter(self._known)))
        media, reason = (found, None) if isinstance(found, Media) else (None, found)
        until = self._clock.now() + CACHED_FOR
        self._known[kind, link] = Fetched(media, reason, until)

    async def _fetch(self, kind: str, link: str) -> Media | str:
        """Read a file no further than its kind allows; a text says why there is none."""
        try:
            async with self._http.stream("GET", self._here(link)) as answer:
                if answer.status_code != httpx.codes.OK:
                    return f"Downloading media from weblink failed: http {answer.status_code}."
                content = await _read(answer, most=LIMITS[kind].most_bytes)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return f"Downloading media from weblink failed: {type(error).__name__}."
        mime_type = answer.headers.get("content-type", "")
        reason = refusal(kind, mime_type=mime_type, size=len(content))
        if reason is not None:
            return reason
        if not content.startswith(_BEGINNINGS.get(base_type(mime_type), b"")):
            return f"{kind} does not hold {base_type(mime_type)}, as its Content-Type says."
        expires_at = self._clock.now() + UPLOADED_FOR
        return self._store.add(content, mime_type=base_type(mime_type), expires_at=expires_at)

    def _here(self, link: str) -> str:
        """Name our own public address as it is reached from here."""
        if not self._reached_at or not link.startswith(f"{self._public_url}/"):
            return link
        return self._reached_at + link.removeprefix(self._public_url)


async def _read(answer: httpx.Response, *, most: int) -> bytes:
    content = bytearray()
    async for chunk in answer.aiter_bytes():
        content += chunk
        if len(content) > most:
            break
    return bytes(content)
