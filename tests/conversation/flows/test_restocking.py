"""The shelf is filled up, from the low-stock alert or from the product's card."""

import pytest

from shared.contracts.conversation.api import Action
from tests.conversation.shopkeeping import Shop, shop


@pytest.fixture
def day() -> Shop:
    return shop()


@pytest.mark.parametrize(("words", "stock"), [("20", 23), ("vingt", 23), ("+ 10", 13), ("1", 13)])
def test_what_is_added_is_on_the_shelf(day: Shop, words: str, stock: int) -> None:
    product = str(day.orders.product("Jus de gingembre").id)

    assert day.mireille.act(Action.RESTOCK, product).startswith("➕ *Combien en ajoutez-vous ?*")
    said = day.mireille.text(words)

    assert said.splitlines()[0] == "📦 *Jus de gingembre*"
    assert day.orders.product("Jus de gingembre").stock == stock


@pytest.mark.parametrize("words", ["beaucoup", "0", "-4"])
def test_what_is_no_number_changes_nothing(day: Shop, words: str) -> None:
    day.mireille.act(Action.RESTOCK, str(day.orders.product("Jus de gingembre").id))

    assert day.mireille.text(words).startswith("Il me faut un nombre.")
    assert day.orders.product("Jus de gingembre").stock == 3
