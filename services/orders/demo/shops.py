"""The demo's merchants and products as rows. Stocks follow the seed, all else is written down."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from services.orders.demo.places import place_of
from shared.local.people import MERCHANTS, Person

LOW_STOCK: Final = 5
# The first shop is the one that a visitor orders from: it never runs out at once.
ALWAYS_THERE: Final = 8
_KINDS: Final = {
    "restaurant": ("Restaurant", "11h–22h, tous les jours"),
    "pharmacy": ("Pharmacie", "8h–21h, garde le dimanche"),
    "grocery": ("Alimentation", "7h–21h, tous les jours"),
    "bakery": ("Boulangerie", "6h–20h, tous les jours"),
    "electronics": ("Téléphonie", "9h–19h, du lundi au samedi"),
    "hardware": ("Quincaillerie", "8h–18h, du lundi au samedi"),
    "beauty": ("Beauté", "9h–20h, du mardi au dimanche"),
    "fashion": ("Mode", "9h–19h, du lundi au samedi"),
}


def merchant_rows(now: datetime) -> list[dict[str, object]]:
    """Make a row per merchant of the demo."""
    return [_merchant(person, now=now) for person in MERCHANTS]


def product_rows(now: datetime, *, seed: int) -> list[dict[str, object]]:
    """Make a row per product of the demo."""
    chance = Random(seed)  # noqa: S311 - demo stocks, nothing secret
    shops = {person.phone: person for person in MERCHANTS}
    return [
        {
            "id": _id(f"{line['phone']}/{line['name']}"),
            "merchant_id": _id(line["phone"]),
            "city": shops[line["phone"]].city.value,
            "shop": shops[line["phone"]].business,
            "name": line["name"],
            "description": line["description"],
            "price": int(line["price"]),
            "category": line["category"],
            "stock": max(
                chance.choice((0, 3, 8, 12, 25, 40, 60)),
                ALWAYS_THERE if line["phone"] == MERCHANTS[0].phone else 0,
            ),
            "low_stock_threshold": LOW_STOCK,
            "is_active": True,
            "created_at": now,
        }
        for line in _lines()
    ]


def _merchant(person: Person, *, now: datetime) -> dict[str, object]:
    kind, hours = _KINDS[person.activity]
    place = place_of(person.city, person.quartier)
    return {
        "id": _id(person.phone),
        "name": person.business,
        "kind": kind,
        "city": person.city.value,
        "quartier": person.quartier,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "phone": person.phone,
        "hours": hours,
        "is_open": True,
        "created_at": now,
    }


def _lines() -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / "products.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _id(name: str) -> UUID:
    """Give the same id to the same thing at every load."""
    return uuid5(NAMESPACE_URL, f"toktok:demo:{name}")
