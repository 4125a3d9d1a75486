"""The merchant cannot serve an order."""

import pytest

from shared.contracts.conversation.api import Action
from tests.conversation.shopkeeping import Shop, shop


@pytest.fixture
def day() -> Shop:
    return shop()


def test_a_refusal_needs_a_reason_and_frees_the_stock(day: Shop) -> None:
    reference = day.order()
    assert day.orders.product("Poulet mayo").reserved == 2
    day.open(reference)

    assert day.mireille.tap("❌ Refuser").startswith("❌ *Pourquoi refuser ?*")
    assert "*❌ Refusée*" in day.mireille.tap("📦 Rupture de stock")

    assert day.mireille.asked[-1].body["reason"] == "Rupture de stock"
    assert day.orders.product("Poulet mayo").reserved == 0


def test_a_reason_in_own_words_is_passed_on(day: Shop) -> None:
    day.mireille.act(Action.REFUSE_ORDER, day.order())

    day.mireille.text("le gaz est fini")

    assert day.mireille.asked[-1].body["reason"] == "le gaz est fini"


def test_a_letter_is_no_reason_and_changes_nothing(day: Shop) -> None:
    day.mireille.act(Action.REFUSE_ORDER, day.order())

    assert day.mireille.text("x").startswith("Dites-le en quelques mots.")
    assert day.orders.product("Poulet mayo").reserved == 2
