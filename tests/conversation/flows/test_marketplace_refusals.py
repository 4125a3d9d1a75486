"""What orders refuses of a purchase: it is said, mended, and nothing is ordered unseen."""

import pytest

from shared.contracts.orders.calls import LIST_MERCHANTS, PRICE_CART, SEARCH
from shared.contracts.orders.errors import OutOfArea
from tests.conversation.shopping import (
    SENTENCE,
    asked,
    at_recap,
    cart_of,
    close_shop,
    lines,
    set_stock,
    shopper,
    titles,
)
from tests.support.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return shopper()


def test_what_somebody_else_bought_meanwhile_is_taken_off_and_said(talk: Talk) -> None:
    talk.text("jus de gingembre")
    talk.tap("3")
    talk.text("et 2 poulets mayo")
    talk.tap("✅ Commander")
    talk.text("Moungali")
    set_stock(talk, "Jus de gingembre", left=1)
    reduced = talk.tap("💵 Espèces")
    set_stock(talk, "Jus de gingembre", left=0)

    gone = talk.tap("✅ Confirmer")
    ordered = talk.tap("✅ Confirmer")

    assert lines(reduced)[0] == "📦 *Jus de gingembre* : il n’en reste que 1, je l’ai noté."
    assert "• 1 × Jus de gingembre : 1 000 FCFA" in lines(reduced)
    assert lines(gone)[0] == "📦 *Jus de gingembre* est épuisé, je l’ai retiré du panier."
    assert "• 2 × Poulet mayo : 7 000 FCFA" in lines(gone)
    assert "💰 Total : *8 500 FCFA*" in lines(ordered)
    assert talk.orders.product("Jus de gingembre").reserved == 0


def test_an_empty_cart_after_a_refusal_asks_what_else(talk: Talk) -> None:
    talk.text("jus de gingembre")
    talk.tap("1")
    talk.tap("✅ Commander")
    talk.text("Moungali")
    set_stock(talk, "Jus de gingembre", left=0)

    said = talk.tap("💵 Espèces")

    assert lines(said)[0] == "📦 *Jus de gingembre* est épuisé, je l’ai retiré du panier."
    assert lines(said)[2].startswith("🛍️ *Que cherchez-vous ?*")


def test_a_new_price_is_read_back_before_anything_is_ordered(talk: Talk) -> None:
    at_recap(talk)
    talk.orders.state.products[talk.orders.product("Poulet mayo").id].change(price=4_000)

    changed = talk.tap("✅ Confirmer")

    assert lines(changed)[0].startswith("🔄 Le prix a changé ou le délai est passé")
    assert "• 2 × Poulet mayo : 8 000 FCFA" in lines(changed)
    assert talk.orders.product("Poulet mayo").reserved == 0
    assert "`CMD-20261121-001`" in talk.tap("✅ Confirmer")


def test_an_expired_cart_is_priced_again(talk: Talk) -> None:
    at_recap(talk)
    talk.wait(minutes=20)

    again = talk.tap("✅ Confirmer")

    assert lines(again)[0].startswith("🔄")
    assert "`CMD-20261121-001`" in talk.tap("✅ Confirmer")
    assert asked(talk).count(PRICE_CART.name) == 2


def test_a_shop_that_closed_keeps_the_cart(talk: Talk) -> None:
    at_recap(talk)
    close_shop(talk)

    said = talk.tap("✅ Confirmer")

    assert lines(said)[0] == "😴 Chez Mireille ne prend plus de commandes pour l’instant."
    assert cart_of(talk) == [("Poulet mayo", 2)]
    assert titles(talk) == ["✅ Commander", "➕ Ajouter", "✏️ Modifier"]


def test_a_place_too_far_is_asked_again(talk: Talk) -> None:
    talk.text("2 poulets mayo chez Mireille livrés à Moungali")
    talk.answers[PRICE_CART.name] = OutOfArea(pickup="Poto-Poto", dropoff="Moungali")
    said = talk.tap("💵 Espèces")
    del talk.answers[PRICE_CART.name]

    assert lines(said)[0].startswith("😕 Cette boutique ne livre pas jusque là.")
    assert "• 2 × Poulet mayo : 7 000 FCFA" in lines(talk.text("Bacongo"))


def test_a_product_no_longer_sold_leaves_the_cart(talk: Talk) -> None:
    talk.text("2 poulets mayo chez Mireille livrés à Moungali")
    talk.orders.state.products[talk.orders.product("Poulet mayo").id].change(is_active=False)

    said = talk.tap("💵 Espèces")

    assert lines(said)[0] == "😕 *Poulet mayo* n’est plus en vente, je l’ai retiré."
    assert "🛍️ *Que cherchez-vous ?*" in said


@pytest.mark.parametrize("call", [LIST_MERCHANTS.name, SEARCH.name, PRICE_CART.name])
def test_a_fault_of_ours_is_told_once_and_a_tap_tries_again(talk: Talk, call: str) -> None:
    talk.answers[call] = "internal_error"
    said = talk.text(SENTENCE)
    if call == PRICE_CART.name:
        said = talk.tap("💵 Espèces")

    assert lines(said)[0] == (
        "😕 Cela n’a pas marché de notre côté. Essayez encore, ou écrivez *humain*."
    )
    assert asked(talk).count(call) == 1
    assert talk.state.stack[0].asking in ("wish", "is_complete")
