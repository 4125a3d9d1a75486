"""Two products from a shop, from the first word to the door: client, shop and two drivers."""

import re
from typing import Final

import pytest

from shared.local.people import MERCHANTS
from tests.support.errands import CODE, SHOP_STEPS, delivery_code, order_in
from tests.support.phone import Phone, Seen
from tests.support.town import Town, headlines

pytestmark = pytest.mark.journey

MIREILLE: Final = MERCHANTS[0]
PICKUP_CODE: Final = re.compile(r"Code à montrer au départ : \*(\d{4})\*")
MOST_NOTIFICATIONS: Final = 7  # conversation.md, turn budgets
TOTAL: Final = re.compile(r"Total : \*?([\d\u202f]+)")


async def test_two_products_reach_the_door_and_the_cash_is_right(town: Town) -> None:
    client, shop = town.newcomer(), town.phone(MIREILLE.phone)
    await client.is_known_as("Rose Moussavou")
    before = await _stock(town)
    reference, total = await _order(client)
    ordered = (await client.received())[-1]
    await _serve(shop, reference)
    delivery = await _delivery(town, reference)
    first = await town.driver_asked(delivery)
    await first.tap("Refuser", on=await first.is_offered("Refuser", about=delivery))
    driver = await town.driver_asked(delivery, but=[first])
    cash_before = await _cash_in_hand(town, driver)
    await driver.tap("Accepter", on=await driver.is_offered("Accepter", about=delivery))
    won = await driver.sees("COURSE À VOUS", delivery)
    await client.sees("LIVREUR TROUVÉ", reference)
    await shop.sees("UN LIVREUR ARRIVE", reference)

    await _bring(driver, client, shop, delivery=delivery, order=reference, won=won)
    await client.sees("COMMANDE LIVRÉE", reference)
    await shop.sees("COMMANDE LIVRÉE", reference)
    await town.settle()

    assert await _order_status(town, reference) == "delivered"
    assert await _cash_in_hand(town, driver) - cash_before == total
    assert await _stock(town) == {
        name: (stock - taken, reserved)
        for (name, (stock, reserved)), taken in zip(before.items(), (1, 2), strict=True)
    }
    told = [one for one in await client.received(after=ordered.seq) if reference in one.text]
    assert len(told) + 1 <= MOST_NOTIFICATIONS, headlines(told)  # and the driver's card
    assert all(CODE.search(one.text) is None for one in await driver.received())


async def test_a_refused_order_says_why_and_gives_the_stock_back(town: Town) -> None:
    client, shop = town.newcomer(), town.phone(MIREILLE.phone)
    before = await _stock(town)
    reference, _total = await _order(client)

    asked = await shop.is_offered("Refuser", about=reference)
    assert await _stock(town) != before
    await shop.tap("Refuser", on=asked)
    await shop.sees("Pourquoi refuser")
    await shop.text("plus de gaz en cuisine")

    refused = await client.sees("COMMANDE REFUSÉE", reference)
    assert "plus de gaz en cuisine" in refused.text
    await town.settle()
    assert await _stock(town) == before
    assert await _order_status(town, reference) == "refused"


async def _order(client: Phone) -> tuple[str, int]:
    """Order two dishes and a drink to Bacongo; returns the reference and the total in francs."""
    await client.text("poulet mayo chez Mireille")
    await client.sees("Dans quelle ville")
    await client.tap("Brazzaville")
    await client.sees("Poulet mayo", "3\u202f500")
    await client.tap("2")
    await client.sees("VOTRE PANIER", "Poulet mayo")
    await client.text("un jus de gingembre")
    await client.sees("VOTRE PANIER", "Jus de gingembre")
    await client.tap("Commander")
    await client.sees("Où livrer")
    await client.text("Bacongo")
    await client.sees("Comment payez-vous")
    await client.tap("Espèces")
    recap = await client.sees("VOTRE COMMANDE", "Total")
    found = TOTAL.search(recap.text)
    assert found is not None, recap.text
    await client.tap("Confirmer")
    sent = await client.sees("COMMANDE ENVOYÉE")
    return order_in(sent), int(found[1].replace("\u202f", ""))


async def _serve(shop: Phone, reference: str) -> None:
    """Accept, prepare, make ready."""
    new = await shop.is_offered("Accepter", about=reference)
    assert "2 × Poulet mayo" in new.text
    await shop.tap("Accepter", on=new)
    for step in ("En préparation", "Prête"):
        await shop.tap(step, on=await shop.is_offered(step, about=reference))
    await shop.sees(reference, "Je cherche un livreur")


async def _bring(
    driver: Phone, client: Phone, shop: Phone, *, delivery: str, order: str, won: Seen
) -> None:
    """Fetch the order with the driver's code, and hand it over with the client's."""
    await driver.tap(SHOP_STEPS[0], on=won)
    await driver.tap(SHOP_STEPS[1], on=await driver.is_offered(SHOP_STEPS[1], about=delivery))
    code = PICKUP_CODE.search(won.text)
    assert code is not None, won.text
    here = await shop.is_offered("Remettre", about=order)
    assert "LE LIVREUR EST LÀ" in here.text
    await shop.tap("Remettre", on=here)
    await shop.sees("Quel code")
    await shop.text(code[1])
    await shop.sees(order, "Avec le livreur")
    handed = await driver.sees("COMMANDE REMISE", delivery)
    await driver.tap(SHOP_STEPS[2], on=handed)
    await driver.tap(SHOP_STEPS[3], on=await driver.is_offered(SHOP_STEPS[3], about=delivery))
    await driver.sees("Quel code", delivery)
    await driver.text(await delivery_code(client, about=order))
    await driver.sees("Course terminée")


async def _delivery(town: Town, order: str) -> str:
    rows = await town.query(
        "SELECT reference FROM orders.mission WHERE order_reference = $1", order
    )
    return str(rows[0]["reference"])


async def _order_status(town: Town, reference: str) -> str:
    query = "SELECT status FROM orders.marketplace_order WHERE reference = $1"
    return str((await town.query(query, reference))[0]["status"])


async def _stock(town: Town) -> dict[str, tuple[int, int]]:
    rows = await town.query(
        "SELECT product.name, stock, reserved FROM orders.product "
        "JOIN orders.merchant ON merchant.id = merchant_id "
        "WHERE merchant.phone = $1 AND (product.name = 'Poulet mayo' "
        "OR product.name LIKE 'Jus de gingembre%') ORDER BY product.name",
        MIREILLE.phone,
    )
    return {row["name"]: (row["stock"], row["reserved"]) for row in rows}


async def _cash_in_hand(town: Town, driver: Phone) -> int:
    rows = await town.query(
        "SELECT coalesce(sum(CASE entry.kind WHEN 'collected' THEN amount "
        "WHEN 'handed_over' THEN -amount ELSE 0 END), 0) AS held FROM orders.cash_entry AS entry "
        "JOIN orders.driver ON driver.id = driver_id WHERE driver.phone = $1",
        f"+{driver.number}",
    )
    return int(rows[0]["held"])
