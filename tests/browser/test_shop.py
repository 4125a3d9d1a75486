"""Two products from a shop on four phones side by side: what each sees, and what it looks like."""

import re

import pytest
from playwright.async_api import Page, ViewportSize, expect

from shared.local.people import CLIENTS, DRIVERS, MERCHANTS
from tests.support.screen import PATIENCE_MS, Screen, picture
from tests.support.town import Town

pytestmark = pytest.mark.browser

AWA, MIREILLE = CLIENTS[0], MERCHANTS[0]
WIDE: ViewportSize = {"width": 1680, "height": 950}
PICKUP_CODE = re.compile(r"Code à montrer au départ : (\d{4})")


async def test_an_order_seen_on_four_phones_from_the_dish_to_the_door(
    page: Page, town: Town
) -> None:
    await page.set_viewport_size(WIDE)
    awa, mireille = Screen(page, AWA.phone), Screen(page, MIREILLE.phone)
    drivers = [Screen(page, one.phone) for one in DRIVERS[:2]]
    for one in (mireille, *drivers):
        await one.types("Bonjour")
        await expect(one.messages("Que puis-je faire pour vous").last).to_be_visible()

    await _fills_the_cart(awa)
    await picture(page, "shop-cart.png")
    order = await _orders(awa)
    await _serves(mireille, order)
    loser, winner = await _asked_first(drivers)
    await loser.taps("Refuser", about="Chez Mireille")
    await winner.taps("Accepter", about="Chez Mireille")
    won = await winner.sees("COURSE À VOUS")
    await awa.sees("LIVREUR TROUVÉ")
    await mireille.sees("UN LIVREUR ARRIVE")
    await picture(page, "shop-four-phones.png")
    await _fetches(winner, mireille, won=await won.inner_text())
    await _delivers(winner, awa, order=order)
    await awa.sees("COMMANDE LIVRÉE")
    await mireille.sees("COMMANDE LIVRÉE")

    await winner.types("mon cash")
    cash = await winner.sees("CASH EN MAIN")
    await picture(page, "shop-delivered.png")
    [row] = await town.query(
        "SELECT marketplace_order.status, cash_to_collect FROM orders.marketplace_order "
        "JOIN orders.mission ON order_reference = marketplace_order.reference "
        "WHERE marketplace_order.reference = $1",
        order,
    )
    assert row["status"] == "delivered"
    assert f"{row['cash_to_collect']:,}".replace(",", "\u202f") in await cash.inner_text()


async def _fills_the_cart(awa: Screen) -> None:
    """Find a dish by words, take two, and add a drink by words."""
    await awa.types("poulet mayo chez Mireille")
    asked, card = awa.messages("Dans quelle ville"), awa.messages("Combien")
    await expect(asked.or_(card).first).to_be_visible(timeout=PATIENCE_MS)
    if await asked.count():
        await awa.taps("Brazzaville")
    await expect(card.last.get_by_role("img").first).to_be_visible(timeout=PATIENCE_MS)
    await awa.taps("2", about="Combien")
    await expect(awa.messages("VOTRE PANIER").last).to_be_visible(timeout=PATIENCE_MS)
    await awa.types("un jus de gingembre")
    full = awa.messages("VOTRE PANIER").filter(has_text="Jus de gingembre")
    await expect(full.last).to_be_visible(timeout=PATIENCE_MS)


async def _orders(awa: Screen) -> str:
    """Say where to and how to pay, and confirm; returns the reference."""
    await awa.taps("Commander", about="Jus de gingembre")
    await expect(awa.messages("Où livrer").last).to_be_visible(timeout=PATIENCE_MS)
    await awa.types("Bacongo")
    await awa.taps("Espèces", about="Comment payez-vous")
    await awa.taps("Confirmer", about="VOTRE COMMANDE")
    await awa.sees("COMMANDE ENVOYÉE")
    return await awa.order_reference()


async def _serves(mireille: Screen, order: str) -> None:
    """The merchant sees the order with its picture, and makes it ready."""
    new = mireille.messages("NOUVELLE COMMANDE").filter(has_text=order)
    await expect(new.get_by_role("img").first).to_be_visible(timeout=PATIENCE_MS)
    for move in ("Accepter", "En préparation", "Prête"):
        await mireille.taps(move, about=order)


async def _asked_first(drivers: list[Screen]) -> tuple[Screen, Screen]:
    """Wait until one driver is offered the delivery; give that one and the other."""
    offers = [one.messages("NOUVELLE COURSE").filter(has_text="Chez Mireille") for one in drivers]
    await expect(offers[0].or_(offers[1]).first).to_be_visible(timeout=PATIENCE_MS)
    first = 0 if await offers[0].count() else 1
    return drivers[first], drivers[1 - first]


async def _fetches(driver: Screen, mireille: Screen, *, won: str) -> None:
    """The driver shows the code, the merchant types it."""
    code = PICKUP_CODE.search(won)
    assert code is not None, won
    await driver.taps("Je pars")
    await driver.taps("Je suis au départ")
    await mireille.taps("Remettre", about="LE LIVREUR EST LÀ")
    await mireille.sees("Quel code")
    await mireille.types(code[1])
    await mireille.sees("Avec le livreur")
    await driver.sees("COMMANDE REMISE")


async def _delivers(driver: Screen, awa: Screen, *, order: str) -> None:
    """The driver collects the cash, and types the client's code."""
    await driver.taps("Je suis arrivé", about="COMMANDE REMISE")
    await driver.taps("Livré")
    await driver.sees("Encaissez d’abord")
    await driver.types(await awa.delivery_code(about=order))
    await driver.sees("Course terminée")
