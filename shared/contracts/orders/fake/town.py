"""Who lives around the fake: how drivers and shops come in, and a small town of them."""

from typing import Final

from shared.contracts.orders.api import DriverCard, Vehicle
from shared.contracts.orders.catalogue import ImageState, Merchant, ShelfProduct
from shared.contracts.orders.fake.state import FakeDriver, FakeProduct, State
from shared.values.ids import new_id
from shared.values.place import Place

MIREILLE: Final = "+242065550301"
GROCER: Final = "+242055550303"
CEDRIC: Final = "+242065550201"
TRESOR: Final = "+242065550202"
POTO_POTO: Final = Place(
    label="Chez Mireille, Poto-Poto",
    latitude=-4.2590,
    longitude=15.2790,
    quartier="Poto-Poto",
    city="Brazzaville",
)
MOUNGALI: Final = Place(
    label="Alimentation Moungali, Moungali",
    latitude=-4.2480,
    longitude=15.2640,
    quartier="Moungali",
    city="Brazzaville",
)
_DISHES: Final = (
    ("Poulet mayo", 3_500, 20, "Plats"),
    ("Saka-saka au poisson fumé", 2_500, 8, "Plats"),
    ("Jus de gingembre", 1_000, 3, "Boissons"),
)
_GROCERIES: Final = (
    ("Riz 25 kg", 15_000, 10, "Épicerie"),
    ("Huile végétale 1 L", 1_800, 12, "Épicerie"),
    ("Œufs plateau de 30", 3_500, 0, "Frais"),
)


def add_driver(state: State, phone: str, *, name: str, city: str, at: Place | None) -> None:
    """Approve a driver, on duty."""
    card = DriverCard(name=name, phone=phone, vehicle=Vehicle.MOTORBIKE.label)
    state.drivers[phone] = FakeDriver(card, city, place=at)


def add_merchant(state: State, phone: str, *, name: str, place: Place, kind: str) -> Merchant:
    """Open a shop; the place names its city."""
    merchant = Merchant(
        id=new_id(),
        name=name,
        kind=kind,
        place=place,
        phone=phone,
        hours="8h–21h, tous les jours",
        is_open=True,
    )
    state.merchants[merchant.id] = merchant
    return merchant


def add_product(
    state: State, merchant: Merchant, name: str, *, price: int, stock: int, category: str
) -> ShelfProduct:
    """Put a product with a picture on a shop's shelf."""
    identity = new_id()
    product = ShelfProduct(
        id=identity,
        name=name,
        description="",
        price=price,
        category=category,
        stock=stock,
        reserved=0,
        low_stock_threshold=5,
        is_active=True,
        image_state=ImageState.READY,
        image_url=f"http://127.0.0.1:8000/api/media/{identity}/large.jpg",
    )
    state.products[identity] = FakeProduct(product, merchant.id)
    return product


def settle_in(state: State) -> None:
    """Let two shops and two drivers of Brazzaville in, named as in the demo."""
    for phone, name, place in ((CEDRIC, "Cédric Loemba", MOUNGALI), (TRESOR, "Trésor Ngoma", None)):
        add_driver(state, phone, name=name, city="Brazzaville", at=place)
    shops = (
        (MIREILLE, "Chez Mireille", "Restaurant", POTO_POTO, _DISHES),
        (GROCER, "Alimentation Moungali", "Alimentation", MOUNGALI, _GROCERIES),
    )
    for phone, name, kind, place, products in shops:
        shop = add_merchant(state, phone, name=name, place=place, kind=kind)
        for product, price, stock, category in products:
            add_product(state, shop, product, price=price, stock=stock, category=category)
