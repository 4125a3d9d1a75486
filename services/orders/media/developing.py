"""From the bytes of strangers to two clean JPEGs. Pure and slow: it belongs in a thread.

Nothing of the original file survives but its pixels: no EXIF, no place, no profile, no comment.
"""

import hashlib
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from services.orders.media.faults import Fault, PictureRefused
from services.orders.media.sizes import Size

MOST_BYTES: Final = 5_000_000
MOST_PIXELS: Final = 40_000_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITY: Final = 82
_PAPER: Final = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Developed:
    """A picture in the sizes we keep; `sha256` is of the bytes it came as."""

    sha256: str
    width: int
    height: int
    large: bytes
    thumb: bytes


def develop(original: bytes) -> Developed:
    """Check a picture and make its two sizes, upright, on white paper.

    Raises:
        PictureRefused: it is too large, of another type, a decompression bomb, or broken.
    """
    if len(original) > MOST_BYTES:
        raise PictureRefused(Fault.TOO_LARGE)
    large = _fitted(_upright(original), Size.LARGE)
    thumb = _fitted(large, Size.THUMB)
    return Developed(
        sha256=hashlib.sha256(original).hexdigest(),
        width=large.width,
        height=large.height,
        large=as_jpeg(large),
        thumb=as_jpeg(thumb),
    )


def as_jpeg(picture: Image.Image) -> bytes:
    """Write a picture as a small JPEG."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()


def _upright(original: bytes) -> Image.Image:
    """Decode no more than is needed, turn it as its camera was held, and keep only pixels."""
    try:
        with Image.open(io.BytesIO(original), formats=_FORMATS) as opened:
            _check_pixels(opened)
            twice = 2 * Size.LARGE.pixels
            opened.draft("RGB", (twice, twice))  # a JPEG is decoded at a fraction of its size
            opened.load()
            opened.thumbnail((twice, twice), reducing_gap=2.0)
            return _on_paper(ImageOps.exif_transpose(opened))
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(Fault.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise PictureRefused(Fault.WRONG_TYPE) from error
    except Exception as error:  # Pillow has many words for broken, struct.error among them
        raise PictureRefused(Fault.BROKEN) from error


def _check_pixels(opened: Image.Image) -> None:
    """Believe the header before anything is decoded."""
    if opened.width * opened.height > MOST_PIXELS:
        raise PictureRefused(Fault.TOO_MANY_PIXELS)


def _on_paper(picture: Image.Image) -> Image.Image:
    """Copy the pixels, and only them, onto a fresh white sheet."""
    paper = Image.new("RGB", picture.size, _PAPER)
    if picture.has_transparency_data:
        pixels = picture.convert("RGBA")
        paper.paste(pixels, mask=pixels.getchannel("A"))
    else:
        paper.paste(picture.convert("RGB"))
    return paper


def _fitted(picture: Image.Image, size: Size) -> Image.Image:
    copy = picture.copy()
    copy.thumbnail((size.pixels, size.pixels), Image.Resampling.LANCZOS)
    return copy
