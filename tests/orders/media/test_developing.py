"""From the bytes of strangers to two clean JPEGs: pure."""

import pytest

from services.orders.media.developing import MOST_BYTES, develop
from services.orders.media.faults import Fault, PictureRefused
from tests.orders.media.photos import bomb, is_red, odd_exif, open_jpeg, photo, see_through


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_small_twice(kind: str) -> None:
    developed = develop(photo(kind))
    large, thumb = open_jpeg(developed.large), open_jpeg(developed.thumb)
    assert (large.format, large.size, thumb.size) == ("JPEG", (800, 400), (240, 120))
    assert (developed.width, developed.height) == (800, 400)
    assert is_red(large, at=(100, 200))
    assert not is_red(large, at=(700, 200))


def test_a_small_picture_stays_small() -> None:
    assert open_jpeg(develop(photo(size=(90, 60))).large).size == (90, 60)


def test_a_picture_is_turned_as_the_camera_was_held_and_tells_nothing_else() -> None:
    developed = develop(photo(orientation=6))
    large = open_jpeg(developed.large)
    assert large.size == (400, 800)
    assert is_red(large, at=(200, 100))
    assert not is_red(large, at=(200, 700))
    assert dict(large.getexif()) == {}
    assert b"Awa" not in developed.large
    assert b"Exif" not in developed.large


def test_what_is_see_through_lies_on_white_paper() -> None:
    assert open_jpeg(develop(see_through()).large).getpixel((150, 150)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("original", "fault"),
    [
        (b"", Fault.WRONG_TYPE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.WRONG_TYPE),
        (b"%PDF-1.7", Fault.WRONG_TYPE),
        (b"GIF89a" + b"\x00" * 40, Fault.WRONG_TYPE),
        (photo("TIFF"), Fault.WRONG_TYPE),
        (photo("BMP"), Fault.WRONG_TYPE),
        (photo()[:400], Fault.BROKEN),
        (photo("PNG")[:300], Fault.BROKEN),
        (photo("WEBP")[:200], Fault.BROKEN),
        (odd_exif(), Fault.BROKEN),
        (bomb(50_000, 50_000), Fault.TOO_MANY_PIXELS),
        (bomb(7_000, 7_000), Fault.TOO_MANY_PIXELS),
        (bomb(10_000, 10_000), Fault.TOO_MANY_PIXELS),
        (bomb(3_000, 3_000), Fault.BROKEN),
        (photo() + b"\x00" * MOST_BYTES, Fault.TOO_LARGE),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else None,
)
def test_a_bad_picture_is_refused_for_its_reason(original: bytes, fault: Fault) -> None:
    with pytest.raises(PictureRefused) as refused:
        develop(original)
    assert refused.value.fault is fault


@pytest.mark.parametrize("fault", list(Fault))
def test_every_refusal_is_said_in_french(fault: Fault) -> None:
    assert fault.said
    assert fault.said != fault.value
