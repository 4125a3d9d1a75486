"""Pictures to try: good ones, and those that somebody could send on purpose."""

import io
import struct
import zlib

from PIL import Image

ORIENTATION = 0x0112


def photo(
    kind: str = "JPEG", *, size: tuple[int, int] = (1_200, 600), orientation: int = 1
) -> bytes:
    """Make a picture, left half red and right half blue, with a place and a name in its EXIF."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x013B] = "Awa Mabiala"
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def odd_exif() -> bytes:
    """Make a JPEG on its side whose EXIF has words for a number: Pillow stumbles over it."""
    return photo(orientation=6).replace(b"\x01\x3b\x00\x02", b"\x01\x03\x00\x02", 1)


def see_through() -> bytes:
    """Make a PNG of which nothing is painted."""
    buffer = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(buffer, "PNG")
    return buffer.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Make a few hundred bytes that promise very many pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 10_000)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def open_jpeg(content: bytes) -> Image.Image:
    """Read what we made."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def is_red(picture: Image.Image, *, at: tuple[int, int]) -> bool:
    """Whether a pixel is of the left half of `photo`."""
    pixel = picture.getpixel(at)
    assert isinstance(pixel, tuple)
    return pixel[0] > 180 and pixel[2] < 60
