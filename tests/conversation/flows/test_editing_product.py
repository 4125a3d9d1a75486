"""One thing of a product is changed."""

import pytest

from shared.contracts.conversation.api import Action
from tests.conversation.shopkeeping import SPACE, Shop, shop


@pytest.fixture
def day() -> Shop:
    return shop()


def edit(day: Shop, what: str, product: str = "Poulet mayo") -> str:
    return day.mireille.act(Action.EDIT_PRODUCT, str(day.orders.product(product).id), what)


def test_the_price_is_changed(day: Shop) -> None:
    assert edit(day, "price").startswith("💰 *Quel est le nouveau prix ?*")

    assert f"4{SPACE}000{SPACE}FCFA" in day.mireille.text("4 mille")
    assert day.orders.product("Poulet mayo").price == 4_000


def test_the_stock_is_counted_anew(day: Shop) -> None:
    edit(day, "stock")

    day.mireille.text("7")

    assert day.orders.product("Poulet mayo").stock == 7


def test_the_stock_never_falls_below_what_is_promised(day: Shop) -> None:
    day.order(quantity=2)
    edit(day, "stock")

    assert "sont déjà promis à des clients." in day.mireille.text("1")
    assert day.orders.product("Poulet mayo").stock == 20


def test_the_picture_is_replaced(day: Shop) -> None:
    edit(day, "photo")

    day.mireille.photo("media.5")

    assert day.mireille.asked[-1].body["photo_media_id"] == "media.5"


@pytest.mark.parametrize(("what", "words"), [("price", "cher"), ("stock", "plein"), ("photo", "x")])
def test_what_does_not_fit_gets_an_example(day: Shop, what: str, words: str) -> None:
    edit(day, what)
    before = day.orders.product("Poulet mayo")

    assert "par exemple" in day.mireille.text(words) or what == "photo"
    assert day.orders.product("Poulet mayo") == before
