"""What people say while they shop, in English and Lingala, and what sounds like a delivery."""

import pytest

from services.conversation.flows.marketplace.other_names import in_french
from tests.conversation.shopping import asked, cart_of, lines, shopper
from tests.support.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return shopper()


def with_cart(talk: Talk) -> None:
    """Show a cart of two dishes, in French."""
    talk.text("poulet mayo chez mireille")
    talk.tap("2")


@pytest.mark.parametrize(
    "said",
    [
        "i want 2 chicken from Mireille delivered to Moungali, pay cash",
        "can I order 2 chickens from Chez Mireille, deliver to Moungali, cash",
        "nalingi soso mibale epai ya Mireille, livraison na Moungali, nafuta na cash",
    ],
)
def test_one_sentence_goes_to_the_recap(talk: Talk, said: str) -> None:
    recap = lines(talk.text(said))

    assert "• 2 × Poulet mayo: 7 000 FCFA" in recap
    assert talk.state.stack[0].asking == "confirm"
    assert talk.state.stack[0].filled["dropoff"]["label"] == "Moungali"
    assert talk.state.stack[0].filled["payment_method"] == "cash"


@pytest.mark.parametrize(
    ("said", "wish", "wanted", "shop", "label"),
    [
        (
            "nalingi 1 tecno spark chez Gloire Phone, livré na Bacongo",
            "tecno spark",
            1,
            "gloire phone",
            "Bacongo",
        ),
        (
            "je veux 2 carte mémoire chez Gloire Phone, livraison à Bacongo",
            "carte mémoire",
            2,
            "gloire phone",
            "Bacongo",
        ),
        (
            "ce serait pour 3 robinets chez Quincaillerie Taty, à livrer à Talangaï si possible",
            "robinets",
            3,
            "quincaillerie taty",
            "Talangaï",
        ),
        (
            "commandre 3 tecno spark chez Gloire Phone, à livrer à Moungali",
            "tecno spark",
            3,
            "gloire phone",
            "Moungali",
        ),
        (
            "je veux un poisson chez Le Ndolè d’Akwa livré à Bacongo",
            "poisson",
            1,
            "le ndole d akwa",
            "Bacongo",
        ),
        (
            "2 dolipranes chez Pharmacie du Plateau, livraison à Moungali",
            "dolipranes",
            2,
            "pharmacie du plateau",
            "Moungali",
        ),
    ],
)
def test_a_purchase_that_sounds_like_a_delivery_is_a_purchase(
    talk: Talk, said: str, wish: str, wanted: int, shop: str, label: str
) -> None:
    talk.answers["search"] = None
    told = talk.text(said)
    filled = talk.state.stack[0].filled

    assert talk.state.stack[0].flow == "marketplace"
    assert told == ""
    assert (filled["wish"], filled["wanted"]) == (wish, wanted)
    assert filled["dropoff"]["label"] == label
    named = next(one for one in talk.asked if one.ask == "list_merchants").body["q"]
    assert in_words(named) == shop


def test_a_shop_of_a_kind_needs_no_address_to_be_one(talk: Talk) -> None:
    talk.text("Bonsoir, ce serait pour 3 robinets chez Quincaillerie Taty")

    assert [one.flow for one in talk.state.stack] == ["marketplace"]
    named = talk.asked[0].body["q"]
    wished = [one.body["q"] for one in talk.asked if one.ask == "search"]
    assert (in_words(named), wished) == ("quincaillerie taty", ["robinets"])


def test_a_tradesman_at_somebodys_place_is_no_purchase(talk: Talk) -> None:
    talk.text("je veux un plombier chez Maman Rose")

    assert talk.state.stack == []
    assert talk.asked == []


def test_where_to_deliver_is_kept_where_the_city_is_asked() -> None:
    talk = Talk()
    talk.text("je veux 3 jus de gingembre chez mireille")
    talk.text("à livrer à Ngangouoni si possible")

    assert talk.state.stack[0].asking == "payment_method"
    assert talk.state.stack[0].filled["dropoff"]["quartier"] == "Ngangouoni"
    assert cart_of(talk) == [("Jus de gingembre", 3)]


def test_the_number_asked_for_outlives_the_list_of_products(talk: Talk) -> None:
    listed = talk.text("je veux 2 plats chez Mireille")
    talk.text("poulet mayo")

    assert lines(listed)[1] == "🔎 *« plats »* · Chez Mireille"
    assert cart_of(talk) == [("Poulet mayo", 2)]


@pytest.mark.parametrize(
    "said", ["je veux commander chez Alimentation Moungali", "acheter chez Alimentation Moungali"]
)
def test_a_shop_alone_shows_what_it_sells(talk: Talk, said: str) -> None:
    assert lines(talk.text(said))[1] == "🔎 *Les produits* · Alimentation Moungali"


def in_words(name: object) -> str:
    """Tell a shop's name apart from how it is spelled."""
    folded = str(name).casefold().replace("è", "e").replace("’", " ").replace("'", " ")
    return " ".join(folded.split())


def test_a_known_shop_named_by_its_place_is_found_at_once(talk: Talk) -> None:
    card = talk.text("un riz 25 kg chez Alimentation Moungali, livré à Bacongo")

    assert talk.state.stack[0].flow == "marketplace"
    assert talk.state.stack[0].filled["seller"]["name"] == "Alimentation Moungali"
    assert talk.state.stack[0].filled["dropoff"]["label"] == "Bacongo"
    assert "Talangaï" not in card


@pytest.mark.parametrize(
    "said",
    [
        "envoyer un colis chez Marie, livraison à Talangaï",
        "je veux récupérer 2 cartons chez Paul, livraison à Moungali",
        "je voudrais faire livrer des chaussures chez Marie, livraison à Moungali",
        "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille",
        "2 chemises chez Marie 06 123 45 67, livraison à Moungali",
        "prendre 2 chemises à la boutique de Bacongo et livrer à Moungali",
    ],
)
def test_a_parcel_from_somebody_stays_a_parcel(talk: Talk, said: str) -> None:
    talk.text(said)

    assert [one.flow for one in talk.state.stack] == ["courier"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("one more chicken", [("Poulet mayo", 3)]),
        ("actually 3 chickens", [("Poulet mayo", 3)]),
        ("make it 4", [("Poulet mayo", 4)]),
        ("te, 3", [("Poulet mayo", 3)]),
        ("bakisa poulet moko", [("Poulet mayo", 3)]),
        ("longola soso", []),
        ("remove the chicken", []),
    ],
)
def test_the_cart_is_changed_in_other_languages(
    talk: Talk, said: str, left: list[tuple[str, int]]
) -> None:
    with_cart(talk)
    talk.text(said)

    assert cart_of(talk) == left


@pytest.mark.parametrize("said", ["done", "that's all", "cart", "esili", "panier", "oui"])
def test_enough_is_said_in_any_language(talk: Talk, said: str) -> None:
    with_cart(talk)
    talk.text(said)

    assert talk.state.stack[0].asking == "dropoff"


@pytest.mark.parametrize("said", ["none", "remove it", "longola eloko"])
def test_a_line_is_taken_out_in_any_language(talk: Talk, said: str) -> None:
    talk.text("2 poulets mayo et 1 jus de gingembre chez mireille")
    talk.text("Moungali")
    talk.tap("💵 Espèces")
    talk.tap("✏️ Modifier")
    talk.tap("🛒 Le panier")
    talk.tap("✏️ Modifier")
    talk.tap("Jus de gingembre")
    talk.text(said)

    assert cart_of(talk) == [("Poulet mayo", 2)]


@pytest.mark.parametrize(
    ("said", "paid"),
    [
        ("on delivery", "cash"),
        ("to the driver", "cash"),
        ("na maboko", "cash"),
        ("nafuta na mobile money", "mobile_money"),
        ("pay with airtel money", "mobile_money"),
        ("mbongo na maboko", "cash"),
        ("bank transfer", "transfer"),
    ],
)
def test_a_payment_is_named_in_any_language(talk: Talk, said: str, paid: str) -> None:
    talk.text("2 poulets mayo chez mireille livrés à Moungali")
    talk.text(said)

    assert talk.state.stack[0].filled["payment_method"] == paid


@pytest.mark.parametrize(
    "said", ["my promo code is BIENVENUE10", "use code BIENVENUE10", "nazali na code BIENVENUE10"]
)
def test_a_promo_code_is_named_in_any_language(talk: Talk, said: str) -> None:
    with_cart(talk)
    talk.text(said)

    assert talk.state.stack[0].filled["promo_code"] == "BIENVENUE10"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("i want rice", "Riz 25 kg"),
        ("loso", "Riz 25 kg"),
        ("nalingi pondu", "Saka-saka au poisson fumé"),
        ("nalingi mbisi", "Saka-saka au poisson fumé"),
        ("i want vegetable oil", "Huile végétale 1 L"),
    ],
)
def test_what_shops_call_in_french_is_found_by_its_other_names(
    talk: Talk, said: str, found: str
) -> None:
    talk.text(said)

    assert talk.state.stack[0].filled["product"]["name"] == found


def test_words_that_find_nothing_in_french_are_searched_as_they_were_typed(talk: Talk) -> None:
    nothing = talk.text("i want grilled fish")

    assert "I found nothing for “grilled fish” · Brazzaville." in nothing
    assert [one.body["q"] for one in talk.asked if one.ask == "search"] == [
        "braisé poisson",
        "grilled fish",
    ]
    assert asked(talk) == ["search", "search"]


def test_other_names_leave_the_rest_of_the_words_alone() -> None:
    assert in_french("Rice 25 kg") == "riz 25 kg"
    assert in_french("Tecno Spark 10, 128 Go") == "Tecno Spark 10, 128 Go"
    assert in_french("soso na loso") == "poulet na riz"
    assert in_french("pain au chocolat") == "pain au chocolat"
