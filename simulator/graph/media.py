"""Media in memory: sizes and MIME types, ids, and download links that die after five minutes.

Limits: whatsapp-cloud-api.md, §4. Files behind a `link` are `links.py`'s.
"""

import base64
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex, token_urlsafe
from typing import Final

from simulator.graph.errors import GraphError

MEGABYTE: Final = 1024 * 1024
DOCUMENTS: Final = (
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "text/plain",
)
AUDIO: Final = ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")


@dataclass(frozen=True, slots=True)
class MediaLimit:
    """Types and bytes of one kind of media."""

    mime_types: tuple[str, ...]
    most_bytes: int


LIMITS: Final[dict[str, MediaLimit]] = {
    "image": MediaLimit(("image/jpeg", "image/png"), 5 * MEGABYTE),
    "video": MediaLimit(("video/mp4", "video/3gp", "video/3gpp"), 16 * MEGABYTE),
    "audio": MediaLimit(AUDIO, 16 * MEGABYTE),
    "document": MediaLimit(DOCUMENTS, 100 * MEGABYTE),
    "sticker": MediaLimit(("image/webp",), 500 * 1024),
}
UPLOADED_FOR: Final = timedelta(days=30)
INBOUND_FOR: Final = timedelta(days=7)
LINK_FOR: Final = timedelta(minutes=5)
MOST_KEPT_BYTES: Final = 256 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Media:
    """A file of the platform or of a person, until `expires_at`."""

    id: str
    content: bytes
    mime_type: str
    expires_at: datetime
    filename: str | None = None

    @property
    def sha256(self) -> bytes:
        """The digest; hex in the Graph API, base64 in webhooks (§4)."""
        return hashlib.sha256(self.content).digest()

    @property
    def sha256_base64(self) -> str:
        """The digest as webhooks write it."""
        return base64.b64encode(self.sha256).decode()


def base_type(mime_type: str) -> str:
    """Drop the parameters of a MIME type: `audio/ogg; codecs=opus` is `audio/ogg`."""
    return mime_type.partition(";")[0].strip().lower()


def kind_of(mime_type: str) -> str | None:
    """Tell which kind of message may carry a MIME type, or None."""
    wanted = base_type(mime_type)
    return next((kind for kind, limit in LIMITS.items() if wanted in limit.mime_types), None)


def refusal(kind: str, *, mime_type: str, size: int) -> str | None:
    """Say why a file may not travel as this kind of message, or None when it may."""
    limit = LIMITS[kind]
    if base_type(mime_type) not in limit.mime_types:
        allowed = ", ".join(limit.mime_types)
        return f"{kind} must be one of {allowed}; received {mime_type}."
    if not 0 < size <= limit.most_bytes:
        return f"{kind} must have 1 to {limit.most_bytes} bytes; received {size}."
    return None


class MediaStore:
    """Files by id and links by token; the oldest files go when memory is full."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, Media] = OrderedDict()
        self._links: dict[str, tuple[str, datetime]] = {}
        self._bytes = 0

    def add(
        self, content: bytes, *, mime_type: str, expires_at: datetime, filename: str | None = None
    ) -> Media:
        """Keep a file and give it an id."""
        number = str(int(token_hex(7), 16)).zfill(16)
        media = Media(number, content, mime_type, expires_at, filename)
        self._files[media.id] = media
        self._bytes += len(content)
        while self._bytes > MOST_KEPT_BYTES and len(self._files) > 1:
            self._bytes -= len(self._files.popitem(last=False)[1].content)
        return media

    def find(self, media_id: str, *, now: datetime) -> Media | None:
        """Look a file up; None when it never was or has expired."""
        media = self._files.get(media_id)
        return media if media is not None and now < media.expires_at else None

    def delete(self, media_id: str) -> None:
        """Forget a file."""
        media = self._files.pop(media_id, None)
        self._bytes -= len(media.content) if media else 0

    def new_link(self, media: Media, *, now: datetime) -> str:
        """Make a token that leads to a file for five minutes."""
        self._links = {token: link for token, link in self._links.items() if link[1] > now}
        token = token_urlsafe(24)
        self._links[token] = (media.id, now + LINK_FOR)
        return token

    def follow(self, token: str, *, now: datetime) -> Media | None:
        """Give the file behind a token, or None once it is over."""
        media_id, until = self._links.get(token, ("", now))
        return self.find(media_id, now=now) if now < until else None

    def clear(self) -> None:
        """Forget everything."""
        self._files.clear()
        self._links.clear()
        self._bytes = 0


def check_upload(kind: str, *, mime_type: str, size: int) -> None:
    """Refuse a file Meta would not take.

    Raises:
        GraphError: 100 for a type no message carries, 131053 for a size over the limit.
    """
    fitting = kind if kind in LIMITS else kind_of(mime_type)
    if fitting is None or base_type(mime_type) not in LIMITS[fitting].mime_types:
        raise GraphError(
            100, details=f"Param file must be of a supported type; received {mime_type}."
        )
    reason = refusal(fitting, mime_type=mime_type, size=size)
    if reason is not None:
        raise GraphError(131053, details=reason)
