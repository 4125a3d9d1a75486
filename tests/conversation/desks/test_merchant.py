"""A merchant's day in the chat: the door, the orders, the shelf."""

import pytest

from services.conversation.dialogue.state import State
from shared.contracts.conversation.api import Action
from shared.contracts.orders.orders import PaymentMethod
from tests.conversation.shopkeeping import AWA, SPACE, Shop, shop
from tests.support.talk import Talk, choices


@pytest.fixture
def day() -> Shop:
    return shop()


def offered(talk: Talk) -> list[str]:
    return [title for _, title in choices(talk.shown[-1])]


def test_the_shop_shows_what_waits_and_what_can_be_done(day: Shop) -> None:
    reference = day.order()

    said = day.mireille.text("ma boutique")

    assert said.splitlines()[0] == "🏪 *Chez Mireille* est 🟢 *ouverte*"
    assert "🧾 Commandes en cours : *1*" in said
    assert offered(day.mireille) == [
        reference,
        "📦 Mes produits",
        "➕ Nouveau produit",
        "🔴 Fermer la boutique",
    ]


def test_an_order_goes_from_accepted_to_ready_by_its_buttons(day: Shop) -> None:
    reference = day.order()

    card = day.open(reference)

    assert card.splitlines() == [
        f"🧾 `{reference}` : *🆕 Nouvelle*",
        "──────────────",
        "• 2 × Poulet mayo",
        f"💰 Articles : *7{SPACE}000{SPACE}FCFA*",
        "💵 En espèces, au livreur",
        "👤 Awa",
    ]
    assert "*✅ Acceptée*" in day.mireille.tap("✅ Accepter")
    assert "*🍳 En préparation*" in day.mireille.tap("🍳 En préparation")
    ready = day.mireille.tap("📦 Prête")
    assert "*📦 Prête*" in ready
    assert "🛵" in ready
    assert offered(day.mireille)[0] == "🤝 Remettre"


def test_an_unpaid_order_is_served_once_the_payment_is_there(day: Shop) -> None:
    reference = day.order(payment=PaymentMethod.MOBILE_MONEY)

    assert "📱 Mobile money : *8\u202f500\u202fFCFA attendus*" in day.open(reference)
    assert day.mireille.act(Action.MOVE_ORDER, reference, "confirmed").startswith("💰 Attendez")
    assert "📱 Mobile money : reçu ✅" in day.mireille.tap("💰 Paiement reçu")
    assert "*✅ Acceptée*" in day.mireille.tap("✅ Accepter")


def test_an_order_paid_in_cash_waits_for_no_payment(day: Shop) -> None:
    said = day.mireille.act(Action.PAYMENT_RECEIVED, day.order())

    assert said == "💰 Cette commande n’attend pas de paiement."


def test_a_move_that_does_not_follow_is_refused_with_a_way_out(day: Shop) -> None:
    reference = day.order()
    day.open(reference)
    day.mireille.tap("✅ Accepter")
    day.mireille.tap("📦 Prête")

    said = day.mireille.act(Action.MOVE_ORDER, reference, "preparing")

    assert said == f"🧾 `{reference}` n’en est plus là. Écrivez *commandes* pour voir."


def test_the_door_is_opened_and_closed_by_a_word(day: Shop) -> None:
    assert day.mireille.text("fermer").startswith("🔴 *C’est fermé.*")
    assert day.mireille.text("Ouvrir !").startswith("🟢 *C’est ouvert !*")


def test_stock_of_a_product_is_answered_at_once(day: Shop) -> None:
    day.order("Jus de gingembre", quantity=1)

    said = day.mireille.text("STOCK JUS")

    assert said.splitlines()[0] == "📦 *Jus de gingembre*"
    assert "🟠 *2* disponibles (3 en stock, 1 réservés)" in said
    assert offered(day.mireille)[0] == "➕ Réassort"


def test_the_shelf_is_listed_and_a_product_is_paused_and_sold_again(day: Shop) -> None:
    assert day.mireille.text("mes produits").startswith("📦 *VOS PRODUITS* (3)")
    day.mireille.tap("Jus de gingembre")

    assert "⏸️ En pause" in day.mireille.tap("⏸️ Mettre en pause")
    assert "⏸️ En pause" not in day.mireille.tap("▶️ Remettre en vente")


def test_a_low_stock_alert_may_be_left_as_it_is(day: Shop) -> None:
    product = str(day.orders.product("Jus de gingembre").id)

    assert day.mireille.act(Action.LEAVE_STOCK, product) == "👌 D’accord, je n’y touche pas."


def test_an_order_that_is_over_is_said_to_be(day: Shop) -> None:
    assert day.open("CMD-20200101-001") == "🧾 `CMD-20200101-001` n’est plus en cours."


def test_who_has_no_shop_is_told_how_to_open_one() -> None:
    nobody = Talk(state=State(is_welcomed=True))

    assert "devenir marchand" in nobody.act(Action.SHOP)


@pytest.mark.parametrize(
    "said", ["mets le prix du poulet mayo à 3000", "prix poulet mayo", "j'ai plus de poulet mayo"]
)
def test_what_is_said_of_a_product_opens_its_card(day: Shop, said: str) -> None:
    assert "📦 *Poulet mayo*" in day.mireille.text(said)
    assert "💰 Changer le prix" in offered(day.mireille)


def test_the_door_is_opened_and_closed_in_a_sentence(day: Shop) -> None:
    assert day.mireille.text("je ferme").startswith("🔴 *C’est fermé.*")
    assert day.mireille.text("ouvre la boutique").startswith("🟢 *C’est ouvert !*")


def test_an_order_of_the_shop_is_shown_as_the_shops(day: Shop) -> None:
    reference = day.order()

    assert day.mireille.text(f"remettre {reference}").startswith(
        f"🧾 `{reference}` : *🆕 Nouvelle*"
    )


def test_nobody_is_asked_to_pay_an_order_that_was_refused(day: Shop) -> None:
    reference = day.order(payment=PaymentMethod.MOBILE_MONEY)
    awa = Talk(contact=AWA, orders=day.orders)
    assert "👉 Envoyez" in awa.act(Action.ORDER, reference)

    day.open(reference)
    day.mireille.tap("❌ Refuser")
    card = day.mireille.text("plus de poulet")

    assert "📱 Mobile money : rien à recevoir" in card
    assert "Envoyez" not in awa.act(Action.ORDER, reference)


@pytest.mark.parametrize(
    ("said", "call"),
    [
        ("orders", "get_desk"),
        ("my shop", "get_desk"),
        ("boutique na ngai", "get_desk"),
        ("commandes na ngai", "get_desk"),
        ("my products", "list_shelf"),
        ("biloko na ngai", "list_shelf"),
        ("close the shop", "set_opening"),
        ("kanga boutique", "set_opening"),
        ("open my shop", "set_opening"),
        ("fungola boutique", "set_opening"),
    ],
)
def test_the_desk_is_worked_in_english_and_lingala(day: Shop, said: str, call: str) -> None:
    assert day.mireille.text(said).strip()
    assert [one.ask for one in day.mireille.asked] == [call]
    if call == "set_opening":
        is_opened = said.startswith(("open", "fungola"))
        assert day.mireille.asked[0].body == {"is_open": is_opened}


@pytest.mark.parametrize("said", ["new product", "eloko ya sika"])
def test_a_product_is_begun_in_english_and_lingala(day: Shop, said: str) -> None:
    day.mireille.text(said)

    assert [one.flow for one in day.mireille.state.stack] == ["adding_product"]


@pytest.mark.parametrize(
    "said",
    [
        "price of the poulet mayo",
        "change the price of poulet mayo to 3000",
        "out of poulet mayo",
        "no more poulet mayo",
        "poulet mayo is finished",
        "ntalo ya poulet mayo",
        "bongola ntalo ya poulet mayo na 3000",
        "poulet mayo esili",
    ],
)
def test_what_is_said_of_a_product_opens_its_card_in_any_language(day: Shop, said: str) -> None:
    assert "📦 *Poulet mayo*" in day.mireille.text(said).splitlines()
    assert day.orders.product("Poulet mayo").price == 3_500


def test_thanks_and_no_problem_are_no_product(day: Shop) -> None:
    for words in ("no thanks", "no problem", "merci"):
        day.mireille.text(words)

    assert "list_shelf" not in [one.ask for one in day.mireille.asked]
