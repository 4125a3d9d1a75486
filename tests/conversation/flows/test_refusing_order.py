"""The merchant cannot serve an order."""

import pytest

from shared.contracts.conversation.api import Action
from shared.values.language import Language
from tests.conversation.shopkeeping import AWA, Shop, shop
from tests.support.talk import Talk


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


@pytest.mark.parametrize("said", ["out of stock", "sold out", "stock esili", "esili"])
def test_a_reason_is_known_in_any_language_and_told_in_the_clients(day: Shop, said: str) -> None:
    reference = day.order()
    day.mireille.act(Action.REFUSE_ORDER, reference)
    day.mireille.text(said)
    awa = Talk(contact=AWA, orders=day.orders)
    awa.state.language, awa.state.has_chosen_language = Language.ENGLISH, True

    assert day.mireille.asked[-1].body["reason"] == "Rupture de stock"
    assert "💬 Out of stock" in awa.act(Action.ORDER, reference).splitlines()
