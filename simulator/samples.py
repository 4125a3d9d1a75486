"""A small honest file of each kind, for people who send just any: a parcel, a page, a smile."""

import base64
import struct
import zlib
from typing import Final

_WIDTH: Final = 240
_WALL, _FLOOR = b"\xe9\xe3\xd6", b"\xcf\xc4\xb0"
_BOX, _TAPE = b"\xb9\x86\x4f", b"\xe6\xcf\xa4"


def _parcel(ground: bytes) -> bytes:
    """Draw a line through the parcel, with its upright tape."""
    return ground * 55 + _BOX * 55 + _TAPE * 20 + _BOX * 55 + ground * 55


_BANDS: Final = (
    (50, _WALL * _WIDTH),
    (30, _parcel(_WALL)),
    (12, _WALL * 55 + _TAPE * 130 + _WALL * 55),
    (28, _parcel(_WALL)),
    (30, _parcel(_FLOOR)),
    (30, _FLOOR * _WIDTH),
)
"""A parcel on the floor: how many lines, and each one's pixels."""


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def _png() -> bytes:
    """Write the drawing as PNG (ISO/IEC 15948): eight bits of RGB, no filter."""
    header = struct.pack(">IIBBBBB", _WIDTH, sum(count for count, _ in _BANDS), 8, 2, 0, 0, 0)
    rows = b"".join((b"\x00" + line) * count for count, line in _BANDS)
    parts = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_OGG: Final = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01\x38\x01\x80\xbb" + bytes(5)
_WEBP: Final = base64.b64decode(
    "UklGRgIBAABXRUJQVlA4TPUAAAAvX8AXEAqIbRtJkiK6/FO4wGZ2Xa7q+x+jdKP/K6D0fwLyefr6k9MgnoLi"
    "fhj2wrQPxj0wb4C9Gy2taGpEWxsae9DcgPbHY8AiRixhyALGPBaDihj1SAx7IMY9DgPbvLBbsrsmyPdattcq"
    "LPZetPdvl31Uso/WMRMfKOgfQPsA8jcAN6hv6AS7S+XuUunR+/tMpsoHSmbK+2ed6zJRDhMJRihznEiwQRkT"
    "TDCJBguk8cEAn4goQxu1iCK0MaMEs6hAhjqVMkCAPrUFwENUprrENMdLt1h2imuf+HaJc4+Y+8XfLS2d0tYl"
    "rR3SvipDqjLsM/k8BQA="
)

SAMPLES: Final[dict[str, tuple[str, bytes]]] = {
    "image": ("image/png", _png()),
    "audio": ("audio/ogg; codecs=opus", _OGG),
    "document": ("application/pdf", _PDF),
    "video": ("video/mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"),
    "sticker": ("image/webp", _WEBP),
}
"""Kind → MIME type as webhooks write it, and bytes."""
