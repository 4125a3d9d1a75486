"""A new product by chat."""

import pytest

from tests.conversation.shopkeeping import SPACE, Shop, shop
from tests.support.talk import choices


@pytest.fixture
def day() -> Shop:
    return shop()


def test_a_photo_with_a_caption_is_nearly_a_product(day: Shop) -> None:
    assert "🔢 *Combien en avez-vous ?*" in day.mireille.photo("media.1", caption="Poulet DG 3500")
    assert "🗂️ *Dans quelle catégorie ?*" in day.mireille.text("12")
    assert [title for _, title in choices(day.mireille.shown[-1])] == ["Boissons", "Plats"]

    recap = day.mireille.text("plats")

    assert recap.splitlines() == [
        "🏷️ *Poulet DG*",
        f"💰 3{SPACE}500{SPACE}FCFA",
        "🔢 12 en stock",
        "🗂️ Plats",
        "📷 Photo jointe",
        "",
        "Je le mets en vente ?",
    ]
    assert day.mireille.tap("✅ Confirmer").splitlines()[0] == "📦 *Poulet DG*"
    made = day.orders.product("Poulet DG")
    assert (made.price, made.stock, made.category) == (3_500, 12, "Plats")


def test_it_is_asked_one_by_one_from_the_menu(day: Shop) -> None:
    day.mireille.text("ma boutique")
    assert "Envoyez d’abord sa photo" in day.mireille.tap("➕ Nouveau produit")
    day.mireille.tap("Sans photo")
    day.mireille.text("Bissap 1 L")
    day.mireille.text("1500")
    day.mireille.text("dix")
    day.mireille.text("Boissons fraîches")
    day.mireille.tap("✅ Confirmer")

    assert day.orders.product("Bissap 1 L").category == "Boissons fraîches"


@pytest.mark.parametrize("caption", ["", "Un plat du jour", "3500", "x"])
def test_a_caption_that_says_less_leaves_more_to_ask(day: Shop, caption: str) -> None:
    said = day.mireille.photo("media.1", caption=caption)

    asked = day.mireille.state.stack[0].asking
    assert asked == ("price" if caption == "Un plat du jour" else "name"), said


def test_an_absurd_price_is_refused(day: Shop) -> None:
    day.mireille.photo("media.1", caption="Poulet")

    assert day.mireille.text("50 000 000").startswith("Ce montant est trop élevé")
    assert day.mireille.text("gratuit").startswith("Je n’ai pas compris le montant.")
