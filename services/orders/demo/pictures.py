"""Draws a picture per demo product: a colour and a shape by category, the name below. Pure.

The same product gets the same picture at every load, in about 15 ms.
"""

import hashlib
import textwrap
from collections.abc import Callable
from random import Random
from typing import Final
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont

from services.orders.media.developing import Developed, as_jpeg
from services.orders.media.sizes import Size

_WIDTH, _HEIGHT = 800, 600
_MIDDLE: Final = (400, 240)
_LINE: Final = 30  # characters of the name on one line
# Strokes in shares of the letters' size, from the middle above a letter.
_ACCENTS: Final = {
    "\u0301": ((-0.05, 0.06), (0.08, -0.06)),
    "\u0300": ((-0.08, -0.06), (0.05, 0.06)),
    "\u0302": ((-0.1, 0.05), (0, -0.06), (0.1, 0.05)),
    "\u0308": ((-0.1, 0), (0.1, 0)),
}
_INK: Final = (45, 41, 38)
_PAPER: Final = (255, 252, 245)

Colour = tuple[int, int, int]
Draw = ImageDraw.ImageDraw
Shape = Callable[[Draw, Random, Colour], None]
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def picture_of(name: str, *, category: str) -> Developed:
    """Draw a product."""
    chance = Random(name)  # noqa: S311 - colours, nothing secret
    background, accent, shape = _STYLES.get(category, _STYLES["Épicerie"])
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _shade(background, chance))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((170, 10, 630, 470), fill=_lighter(background))
    shape(draw, chance, _shade(accent, chance))
    _write(draw, name)
    thumb = picture.copy()
    thumb.thumbnail((Size.THUMB.pixels, Size.THUMB.pixels), reducing_gap=2.0)
    return Developed(
        sha256=hashlib.sha256(picture.tobytes()).hexdigest(),
        width=_WIDTH,
        height=_HEIGHT,
        large=as_jpeg(picture),
        thumb=as_jpeg(thumb),
    )


def _write(draw: Draw, name: str) -> None:
    draw.rectangle((0, 488, _WIDTH, _HEIGHT), fill=_PAPER)
    lines = textwrap.wrap(name, _LINE)[:2]
    size = 48 if len(lines) == 1 else 40
    font = ImageFont.load_default(size)
    for number, line in enumerate(lines):
        _write_line(draw, line, y=544 + 48 * number - 24 * (len(lines) - 1), font=font, size=size)


def _write_line(draw: Draw, line: str, *, y: int, font: _Font, size: int) -> None:
    """Write a line in the middle; the font that comes with Pillow has no accents, we draw them."""
    letters = [normalize("NFD", letter) for letter in line.replace("Œ", "Oe").replace("œ", "oe")]
    plain = "".join(letter[0] for letter in letters)
    left = (_WIDTH - font.getlength(plain)) / 2
    draw.text((left, y), plain, fill=_INK, font=font, anchor="lm")
    for at, letter in enumerate(letters):
        stroke = _ACCENTS.get(letter[1:])
        if stroke is None:
            continue
        middle = left + (font.getlength(plain[:at]) + font.getlength(plain[: at + 1])) / 2
        height = y - size * (0.62 if letter[0].isupper() else 0.44)
        points = [(middle + size * dx, height + size * dy) for dx, dy in stroke]
        draw.line(points, fill=_INK, width=max(3, size // 14), joint="curve")


def _shade(colour: Colour, chance: Random) -> Colour:
    """Vary a colour a little, so that two of a kind can be told apart."""
    red, green, blue = (max(0, min(255, part + chance.randint(-18, 18))) for part in colour)
    return (red, green, blue)


def _lighter(colour: Colour) -> Colour:
    red, green, blue = (part + (255 - part) // 3 for part in colour)
    return (red, green, blue)


def _plate(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    draw.ellipse((x - 190, y - 150, x + 190, y + 150), fill=(255, 255, 255))
    draw.ellipse((x - 150, y - 115, x + 150, y + 115), fill=(240, 236, 228))
    greens, golden = (98, 139, 72), (232, 178, 72)
    for tone, count in ((colour, 7), (golden, 5), (greens, 6)):
        for _ in range(count):
            left, top = x + chance.randint(-105, 60), y + chance.randint(-80, 30)
            wide, high = chance.randint(34, 64), chance.randint(24, 46)
            draw.ellipse((left, top, left + wide, top + high), fill=_shade(tone, chance))


def _bottle(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    draw.rounded_rectangle((x - 62, y - 60, x + 62, y + 180), 34, fill=colour)
    draw.polygon(((x - 62, y - 28), (x - 24, y - 110), (x + 24, y - 110), (x + 62, y - 28)), colour)
    draw.rectangle((x - 24, y - 160, x + 24, y - 108), fill=colour)
    draw.rounded_rectangle((x - 30, y - 182, x + 30, y - 152), 8, fill=_INK)
    draw.rectangle((x - 62, y + 20, x + 62, y + 110), fill=_PAPER)
    for _ in range(3):
        left, top = x + chance.randint(-48, 20), y + chance.randint(30, 76)
        draw.ellipse((left, top, left + 26, top + 26), fill=_shade(colour, chance))


def _box(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    lid = ((x - 150, y - 70), (x, y - 130), (x + 150, y - 70), (x, y - 10))
    draw.polygon(lid, _lighter(colour))
    draw.polygon(((x - 150, y - 70), (x, y - 10), (x, y + 160), (x - 150, y + 100)), colour)
    side = _shade((colour[0] * 3 // 4, colour[1] * 3 // 4, colour[2] * 3 // 4), chance)
    draw.polygon(((x + 150, y - 70), (x, y - 10), (x, y + 160), (x + 150, y + 100)), side)
    draw.polygon(((x - 120, y), (x - 30, y + 38), (x - 30, y + 92), (x - 120, y + 54)), _PAPER)


def _medicine(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    draw.rounded_rectangle((x - 160, y - 100, x + 160, y + 110), 22, fill=(255, 255, 255))
    draw.rectangle((x - 160, y + 40, x + 160, y + 74), fill=colour)
    draw.rectangle((x - 22, y - 78, x + 22, y + 22), fill=colour)
    draw.rectangle((x - 50, y - 50, x + 50, y - 6), fill=colour)
    for at in range(3):
        left = x - 110 + 80 * at + chance.randint(-8, 8)
        draw.rounded_rectangle((left, y + 126, left + 66, y + 156), 15, fill=_lighter(colour))


def _bag(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    draw.arc((x - 70, y - 170, x + 70, y - 10), 180, 360, fill=_INK, width=14)
    draw.polygon(
        ((x - 130, y - 90), (x + 130, y - 90), (x + 160, y + 160), (x - 160, y + 160)), colour
    )
    for row in range(4):
        for column in range(5):
            left, top = x - 120 + 52 * column, y - 66 + 54 * row
            draw.ellipse((left, top, left + 26, top + 26), fill=_shade(_lighter(colour), chance))


def _loaf(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    draw.rounded_rectangle((x - 200, y - 60, x + 200, y + 90), 75, fill=colour)
    for at in range(4):
        left = x - 140 + 78 * at + chance.randint(-6, 6)
        draw.line((left, y + 40, left + 50, y - 32), fill=_lighter(colour), width=16)


def _device(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    draw.rounded_rectangle((x - 95, y - 180, x + 95, y + 180), 26, fill=_INK)
    draw.rounded_rectangle((x - 82, y - 160, x + 82, y + 160), 12, fill=colour)
    for row in range(4):
        for column in range(3):
            left, top = x - 62 + 46 * column, y - 130 + 56 * row
            tile = (left, top, left + 34, top + 34)
            draw.rounded_rectangle(tile, 8, fill=_shade(_lighter(colour), chance))


def _tool(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    slant = chance.randint(-20, 20)
    draw.line((x - 110, y + 150, x + 70 + slant, y - 70), fill=(164, 112, 62), width=36)
    head = ((x, y - 120), (x + 60, y - 170), (x + 170, y - 40), (x + 112, y + 6))
    draw.polygon(head, colour)


def _bulb(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    draw.ellipse((x - 110, y - 170, x + 110, y + 50), fill=colour)
    draw.polygon(((x - 92, y), (x + 92, y), (x + 44, y + 90), (x - 44, y + 90)), colour)
    for row in range(3):
        top = y + 92 + 26 * row
        draw.rounded_rectangle((x - 44, top, x + 44, top + 20), 8, fill=_shade(_INK, chance))


def _tap(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    draw.rectangle((x - 150, y - 30, x + 90, y + 30), fill=colour)
    draw.arc((x - 10, y - 30, x + 170, y + 150), 270, 360, fill=colour, width=60)
    draw.rectangle((x + 110, y + 56, x + 170, y + 96), fill=colour)
    draw.rectangle((x - 46, y - 100, x - 14, y - 30), fill=_shade(colour, chance))
    draw.rounded_rectangle((x - 110, y - 130, x + 50, y - 96), 16, fill=_shade(colour, chance))
    draw.ellipse((x + 122, y + 120, x + 158, y + 170), fill=(92, 160, 214))


def _fruit(draw: Draw, chance: Random, colour: Colour) -> None:
    x, y = _MIDDLE
    for left, top in ((-150, -20), (20, -30), (-70, -130), (-60, 50)):
        box = (x + left, y + top, x + left + 140, y + top + 130)
        draw.ellipse(box, fill=_shade(colour, chance))
        stem = (x + left + 70, y + top + 12, x + left + 84, y + top - 22)
        draw.line(stem, fill=(84, 110, 52), width=10)


_FOOD, _WARM, _FRESH = (246, 196, 124), (240, 208, 160), (190, 222, 170)
_BLUE, _PINK, _GREY = (168, 206, 232), (244, 190, 204), (200, 206, 214)
_STYLES: Final[dict[str, tuple[Colour, Colour, Shape]]] = {
    "Plats": (_FOOD, (178, 92, 44), _plate),
    "Accompagnements": (_FOOD, (222, 184, 96), _plate),
    "Boissons": (_BLUE, (196, 72, 58), _bottle),
    "Épicerie": (_WARM, (196, 124, 62), _box),
    "Frais": (_FRESH, (226, 188, 120), _fruit),
    "Fruits": (_FRESH, (232, 172, 46), _fruit),
    "Légumes": (_FRESH, (208, 66, 48), _fruit),
    "Pains": (_WARM, (196, 136, 70), _loaf),
    "Viennoiseries": (_WARM, (208, 146, 72), _loaf),
    "Gâteaux": (_PINK, (150, 92, 60), _box),
    "Santé": (_BLUE, (58, 150, 108), _medicine),
    "Hygiène": (_BLUE, (72, 132, 190), _bottle),
    "Bébé": (_PINK, (122, 164, 206), _box),
    "Téléphones": (_GREY, (72, 118, 196), _device),
    "Accessoires": (_GREY, (124, 92, 168), _box),
    "Matériaux": (_GREY, (142, 138, 130), _box),
    "Outils": (_GREY, (92, 104, 118), _tool),
    "Plomberie": (_BLUE, (132, 146, 158), _tap),
    "Électricité": (_GREY, (236, 190, 62), _bulb),
    "Soins": (_PINK, (206, 132, 96), _bottle),
    "Cheveux": (_PINK, (92, 66, 54), _bag),
    "Parfums": (_PINK, (190, 120, 176), _bottle),
    "Pagnes": (_FOOD, (40, 112, 128), _bag),
    "Vêtements": (_FOOD, (160, 62, 82), _bag),
}
