"""What customers want: parcels between places of the gazetteer, dishes and goods of the demo.

All of it is drawn from a customer's own chance, so that a number wants the same thing every time.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from bench.people.phrases import Tongue
from bench.people.town import NOON
from services.conversation.understanding import normalise
from services.conversation.understanding.gazetteer import Entry, key_of, rows
from services.orders.demo.shops import merchant_rows, product_rows
from shared.contracts.orders.orders import PaymentMethod
from shared.values.phone import Country, PhoneNumber
from shared.values.place import Place, distance_m

_KINDS: Final = frozenset(
    {"quartier", "arrondissement", "market", "hospital", "roundabout", "stadium", "station"}
)
_NEAREST_M: Final = 900
_FARTHEST_M: Final = 25_000
_NAMES: Final = (
    "Marie", "Junior", "Prisca", "Trésor", "Grâce", "Rodrigue", "Chancelvie", "Dieuveil",
    "Merveille", "Arsène", "Nadège", "Fiston", "Clarisse", "Serge", "Estelle", "Blaise", "Mireille",
    "Hervé", "Solange", "Patrick", "Maman Odile", "Tonton Alphonse", "Jean Bosco", "Marie Louise",
    "Awa",
)  # fmt: skip
_GOODS: Final = (
    "des chaussures", "un sac", "des documents", "un téléphone", "des vêtements", "un gâteau",
    "des livres", "un carton", "un ordinateur", "des clés", "un pagne", "des médicaments",
)  # fmt: skip
GOODS_IN: Final[Mapping[Tongue, Mapping[str, str]]] = {
    Tongue.ENGLISH: dict(
        zip(
            _GOODS,
            (
                "shoes", "a bag", "documents", "a phone", "clothes", "a cake",
                "books", "a box", "a laptop", "keys", "a wax cloth", "medicine",
            ),
            strict=True,
        )
    ),
    Tongue.LINGALA: dict(
        zip(
            _GOODS,
            (
                "basapato", "saki", "mikanda", "telefone", "bilamba", "gateau",
                "babuku", "carton", "ordinateur", "bafungola", "liputa", "nkisi",
            ),
            strict=True,
        )
    ),
}  # fmt: skip
_VALUES: Final = (2_000, 2_500, 5_000, 7_500, 10_000, 12_000, 15_000, 25_000, 40_000, 80_000)
_CALLED: Final = {
    "Couches taille 3": "couches",
    "Œufs plateau de 30": "œufs",
    "Plantain régime": "plantain",
    "Poisson braisé bar": "poisson braisé",
    "Eau minérale Mayo 1,5 L": "eau minérale",
}
"""What people call a product whose label is not what they would say."""
_MEASURE: Final = re.compile(r"\s+(?:de\s+)?\d.*$")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel to send; `where` is the exact point of each end."""

    pickup: Entry
    dropoff: Entry
    name: str
    phone: PhoneNumber
    goods: str
    value: int

    @property
    def country(self) -> Country:
        """Where it happens."""
        return Country(self.pickup.country.value)


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the demo, and what people call it."""

    name: str
    called: str
    shop: str
    kind: str
    city: str


@dataclass(frozen=True, slots=True)
class Basket:
    """An order from one shop, brought to a place."""

    product: Product
    quantity: int
    address: Entry
    payment: PaymentMethod


def draw_parcel(chance: Random, *, country: Country) -> Parcel:
    """Want a parcel sent within one city."""
    city = draw_city(chance, country)
    near = [entry for entry in places(country) if entry.city == city]
    pickup = chance.choice(near)
    reachable = [one for one in near if _NEAREST_M < _metres(pickup, one) < _FARTHEST_M]
    return Parcel(
        pickup=pickup,
        dropoff=chance.choice(reachable),
        name=chance.choice(_NAMES),
        phone=draw_phone(chance, country),
        goods=chance.choice(_GOODS),
        value=chance.choice(_VALUES),
    )


def another_place(chance: Random, entry: Entry, *, but: Entry) -> Entry:
    """Think of another place in the same city."""
    near = [one for one in places(Country(entry.country.value)) if one.city == entry.city]
    far = [one for one in near if _NEAREST_M < _metres(but, one) < _FARTHEST_M and one != entry]
    return chance.choice(far)


def draw_city(chance: Random, country: Country) -> str:
    """Live somewhere."""
    if country is Country.CONGO:
        return chance.choice(("Brazzaville", "Brazzaville", "Pointe-Noire"))
    return chance.choice(("Douala", "Douala", "Yaoundé"))


def draw_phone(chance: Random, country: Country) -> PhoneNumber:
    """Know somebody's number."""
    if country is Country.CONGO:
        return PhoneNumber(f"+2420{chance.choice('456')}{chance.randrange(10**7):07d}")
    return PhoneNumber(f"+2376{chance.choice('79')}{chance.randrange(10**7):07d}")


def draw_basket(chance: Random, *, country: Country) -> Basket:
    """Want something from a shop of one's country."""
    product = chance.choice([one for one in products() if one.city in _CITIES[country]])
    near = [entry for entry in places(country) if entry.city == product.city]
    return Basket(
        product=product,
        quantity=chance.choice((1, 1, 1, 2, 2, 3)),
        address=chance.choice(near),
        payment=chance.choice(tuple(PaymentMethod)),
    )


_CITIES: Final = {
    Country.CONGO: ("Brazzaville", "Pointe-Noire"),
    Country.CAMEROON: ("Douala",),
}


@cache
def places(country: Country) -> tuple[Entry, ...]:
    """List the places people name: those whose name means one place in the country."""
    listed = [(entry, names) for entry, names in rows() if entry.country.value == country.value]
    names = [key_of(normalise(name).split()) for _, known in listed for name in known]
    return tuple(
        entry
        for entry, _ in listed
        if entry.kind in _KINDS and names.count(key_of(normalise(entry.name).split())) == 1
    )


@cache
def products() -> tuple[Product, ...]:
    """List what the demo sells under a name that is nobody else's in the shop."""
    shops = {str(row["id"]): row for row in merchant_rows(NOON)}
    return tuple(
        Product(
            name=str(row["name"]),
            called=_CALLED.get(str(row["name"]), _MEASURE.sub("", str(row["name"])).lower()),
            shop=str(row["shop"]),
            kind=str(shops[str(row["merchant_id"])]["kind"]),
            city=str(row["city"]),
        )
        for row in product_rows(NOON, seed=1)
    )


def _metres(one: Entry, other: Entry) -> float:
    return distance_m(_point(one), _point(other))


def _point(entry: Entry) -> Place:
    return Place(label=entry.name, latitude=entry.latitude, longitude=entry.longitude)
