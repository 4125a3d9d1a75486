"""A small market: a few shops in two cities, with shelves that the tests know by heart."""

from typing import Any
from uuid import UUID

from services.orders.catalogue.use_cases.add_product import add_product
from services.orders.catalogue.use_cases.register_merchant import Opening, register_merchant
from shared.contracts.orders.catalogue import ProductDraft
from shared.values.phone import PhoneNumber
from shared.values.place import Place
from tests.orders.town import Town

MIREILLE = "+242065550301"
ODILE = "+242055550303"
SOLANGE = "+237675550309"

_SHOPS = {
    MIREILLE: ("Chez Mireille", "Restaurant", "Brazzaville", (-4.26, 15.28)),
    ODILE: ("Alimentation Moungali", "Alimentation", "Brazzaville", (-4.25, 15.27)),
    SOLANGE: ("Le Ndolè d’Akwa", "Restaurant", "Douala", (4.05, 9.70)),
}
# Phone, name, category, price, stock, description.
_SHELVES: tuple[tuple[str, str, str, int, int, str], ...] = (
    (MIREILLE, "Poulet mayo", "Plats", 3_500, 10, "Avec bananes plantains"),
    (MIREILLE, "Poulet DG", "Plats", 4_500, 4, "Sauté aux légumes"),
    (MIREILLE, "Riz sauté", "Plats", 2_000, 0, "Avec du poulet fumé"),
    (MIREILLE, "Saka-saka", "Plats", 2_500, 6, "Feuilles de manioc"),
    (MIREILLE, "Jus de gingembre", "Boissons", 1_000, 12, "Pressé du jour"),
    (ODILE, "Riz parfumé 5 kg", "Épicerie", 5_500, 30, "De Thaïlande"),
    (ODILE, "Crevettes séchées", "Épicerie", 3_000, 8, "Sachet de 200 g"),
    (ODILE, "Œufs plateau de 30", "Frais", 3_500, 20, ""),
    (ODILE, "Poulet de chair", "Frais", 3_800, 5, "Prêt à cuire"),
    (ODILE, "Gâteaux secs", "Épicerie", 700, 50, ""),
    (SOLANGE, "Poulet DG", "Plats", 4_000, 9, "Aux plantains mûrs"),
    (SOLANGE, "Ndolè crevettes", "Plats", 3_500, 7, "Avec miondo"),
)


async def open_market(town: Town) -> None:
    """Register the shops and fill their shelves, one product a minute newer than the last."""
    async with town.container.process.database.transaction() as session:
        work = town.container.open_work(session)
        for phone, (name, kind, city, (latitude, longitude)) in _SHOPS.items():
            place = Place(label=name, latitude=latitude, longitude=longitude, city=city)
            opening = Opening(name, kind, PhoneNumber(phone), city, place, hours="8h–20h")
            await register_merchant(work, opening)
        for phone, name, category, price, stock, description in _SHELVES:
            draft = ProductDraft(
                merchant_phone=phone,
                name=name,
                category=category,
                price=price,
                stock=stock,
                description=description,
            )
            await add_product(work, draft)


async def product_id(town: Town, name: str, *, phone: str = MIREILLE) -> UUID:
    """Find a product by its name."""
    query = """
    SELECT product.id FROM orders.product JOIN orders.merchant ON merchant.id = merchant_id
    WHERE product.name = :name AND phone = :phone
    """
    [row] = await town.rows(query, name=name, phone=phone)
    return UUID(str(row["id"]))


async def stock_of(town: Town, product: UUID) -> dict[str, Any]:
    """Read what is on the shelf of a product and what of it is reserved."""
    query = "SELECT stock, reserved FROM orders.product WHERE id = :id"
    [row] = await town.rows(query, id=product)
    return row
