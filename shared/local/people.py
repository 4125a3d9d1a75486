"""The people of the demo: who they are and where. What they own or sell is in each service's demo.

Invented names; numbers in the mobile ranges of Congo and Cameroon that no test should ever dial.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is to the platform."""

    CLIENT = "client"
    DRIVER = "driver"
    MERCHANT = "merchant"
    PROVIDER = "provider"
    ADMIN = "admin"


class City(StrEnum):
    """Where the demo takes place."""

    BRAZZAVILLE = "Brazzaville"
    POINTE_NOIRE = "Pointe-Noire"
    DOUALA = "Douala"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone.

    Attributes:
        phone: E.164.
        activity: a merchant's kind of shop or a provider's trade; empty for the others.
        business: the shop's name; empty for the others.
    """

    phone: str
    name: str
    role: Role
    city: City
    quartier: str
    activity: str = ""
    business: str = ""


def _client(phone: str, name: str, place: tuple[City, str]) -> Person:
    return Person(phone, name, Role.CLIENT, *place)


def _driver(phone: str, name: str, place: tuple[City, str]) -> Person:
    return Person(phone, name, Role.DRIVER, *place)


def _shop(phone: str, name: str, place: tuple[City, str], shop: tuple[str, str]) -> Person:
    return Person(phone, name, Role.MERCHANT, *place, *shop)


def _artisan(phone: str, name: str, place: tuple[City, str], trade: str) -> Person:
    return Person(phone, name, Role.PROVIDER, *place, trade)


_BZV, _PNR, _DLA = City.BRAZZAVILLE, City.POINTE_NOIRE, City.DOUALA

CLIENTS: Final = (
    _client("+242065550101", "Awa Mabiala", (_BZV, "Poto-Poto")),
    _client("+242055550102", "Junior Okemba", (_BZV, "Bacongo")),
    _client("+242065550103", "Prisca Tchicaya", (_PNR, "Tié-Tié")),
    _client("+237675550104", "Estelle Ngo Bassa", (_DLA, "Akwa")),
)

DRIVERS: Final = (
    _driver("+242065550201", "Cédric Loemba", (_BZV, "Moungali")),
    _driver("+242065550202", "Trésor Ngoma", (_BZV, "Ouenzé")),
    _driver("+242055550203", "Fabrice Itoua", (_BZV, "Bacongo")),
    _driver("+242065550204", "Rodrigue Makosso", (_PNR, "Lumumba")),
    _driver("+242055550205", "Destin Pambou", (_PNR, "Mpaka")),
    _driver("+237675550206", "Blaise Tchoumi", (_DLA, "Akwa")),
    _driver("+237675550207", "Hervé Mbarga", (_DLA, "Bonabéri")),
    _driver("+237695550208", "Aristide Kouam", (_DLA, "Deïdo")),
)

MERCHANTS: Final = (
    _shop(
        "+242065550301", "Mireille Nkounkou", (_BZV, "Poto-Poto"), ("restaurant", "Chez Mireille")
    ),
    _shop(
        "+242065550302",
        "Alphonse Samba",
        (_BZV, "Centre-ville"),
        ("pharmacy", "Pharmacie du Plateau"),
    ),
    _shop(
        "+242055550303", "Odile Massamba", (_BZV, "Moungali"), ("grocery", "Alimentation Moungali")
    ),
    _shop("+242065550304", "Serge Bouanga", (_BZV, "Bacongo"), ("bakery", "Boulangerie Total")),
    _shop("+242065550305", "Gloire Elenga", (_BZV, "Ouenzé"), ("electronics", "Gloire Phone")),
    _shop(
        "+242065550306", "Chantal Poaty", (_PNR, "Lumumba"), ("restaurant", "La Table de Chantal")
    ),
    _shop("+242055550307", "Guy-Roger Taty", (_PNR, "Tié-Tié"), ("hardware", "Quincaillerie Taty")),
    _shop("+242065550308", "Nadège Mavoungou", (_PNR, "Mpita"), ("beauty", "Nadège Beauté")),
    _shop("+237675550309", "Solange Ewane", (_DLA, "Akwa"), ("restaurant", "Le Ndolè d’Akwa")),
    _shop(
        "+237675550310", "Patrick Fotso", (_DLA, "Bonapriso"), ("pharmacy", "Pharmacie Bonapriso")
    ),
    _shop("+237695550311", "Clarisse Djomo", (_DLA, "Deïdo"), ("fashion", "Clarisse Pagnes")),
    _shop("+237675550312", "Emmanuel Nguimfack", (_DLA, "Bonabéri"), ("grocery", "Marché Frais")),
)

PROVIDERS: Final = (
    _artisan("+242065550401", "Parfait Moukoko", (_BZV, "Moungali"), "plumbing"),
    _artisan("+242065550402", "Ghislain Ondongo", (_BZV, "Ouenzé"), "electricity"),
    _artisan("+242055550403", "Bienvenue Malonga", (_BZV, "Bacongo"), "cleaning"),
    _artisan("+242065550404", "Armand Ngatsé", (_BZV, "Talangaï"), "air_conditioning"),
    _artisan("+242065550405", "Sylvie Bitemo", (_PNR, "Lumumba"), "hairdressing"),
    _artisan("+242055550406", "Jean-Claude Bayonne", (_PNR, "Mpaka"), "masonry"),
    _artisan("+242065550407", "Roland Goma", (_PNR, "Tié-Tié"), "electricity"),
    _artisan("+237675550408", "Thierry Essomba", (_DLA, "Akwa"), "plumbing"),
    _artisan("+237675550409", "Carine Mbella", (_DLA, "Bonapriso"), "painting"),
    _artisan("+237695550410", "Ibrahim Njoya", (_DLA, "Deïdo"), "carpentry"),
)

ADMINS: Final = (Person("+242065550901", "Béatrice Ngouabi", Role.ADMIN, _BZV, "Centre-ville"),)

PEOPLE: Final = (*CLIENTS, *DRIVERS, *MERCHANTS, *PROVIDERS, *ADMINS)
# The phones that the demo shows side by side: one errand seen by all whom it concerns.
SHOWN: Final = (
    CLIENTS[0],
    MERCHANTS[0],
    DRIVERS[0],
    DRIVERS[1],
    PROVIDERS[0],
    ADMINS[0],
    CLIENTS[1],
)
