"""What people say while they shop, in their own words and out of turn."""

import pytest

from tests.conversation.shopping import SENTENCE, at_recap, cart_of, lines, shopper, titles
from tests.support.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return shopper()


def with_cart(talk: Talk) -> str:
    """Show a cart of two dishes."""
    talk.text("poulet mayo chez mireille")
    return talk.tap("2")


def test_a_slip_of_the_city_is_mended_by_naming_the_right_one() -> None:
    talk = Talk()
    talk.text("je veux du poulet mayo")
    nothing = talk.tap("Pointe-Noire")
    offered = titles(talk)
    card = talk.text("en fait je suis à brazaville")

    assert "Je n’ai rien trouvé pour « poulet mayo » · Pointe-Noire." in nothing
    assert offered == ["🔎 Autre recherche", "🏙️ Autre ville"]
    assert lines(card)[0] == "✏️ C’est noté."
    assert lines(card)[2] == "*Poulet mayo*"
    assert talk.state.city == "Brazzaville"


def test_another_city_is_chosen_by_a_tap() -> None:
    talk = Talk()
    talk.text("je veux du poulet mayo")
    talk.tap("Pointe-Noire")
    talk.tap("🏙️ Autre ville")

    assert lines(talk.tap("Brazzaville"))[1] == "*Poulet mayo*"


@pytest.mark.parametrize(
    "said", ["code BIENVENUE10", "BIENVENUE10", "j'ai un code promo bienvenue10"]
)
def test_a_promo_code_is_taken_at_the_cart_however_it_is_said(talk: Talk, said: str) -> None:
    with_cart(talk)

    assert "🏷️ Code *BIENVENUE10* noté, il compte au récapitulatif." in lines(talk.text(said))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("finalement 3 poulets", 3),
        ("un poulet de plus", 3),
        ("encore 2 poulets", 4),
        ("non plutôt 1 poulet mayo", 1),
    ],
)
def test_a_line_of_the_cart_is_counted_again_in_words(talk: Talk, said: str, left: int) -> None:
    talk.text("2 poulets mayo chez mireille")
    talk.text(said)

    assert cart_of(talk) == [("Poulet mayo", left)]


def test_also_and_please_are_no_part_of_a_product(talk: Talk) -> None:
    talk.text("2 poulets mayo chez mireille")
    talk.text("je veux aussi 1 jus de gingembre svp")

    assert cart_of(talk) == [("Poulet mayo", 2), ("Jus de gingembre", 1)]


def test_the_payment_is_changed_at_the_recap_by_its_bare_name(talk: Talk) -> None:
    at_recap(talk)

    assert "📱 Mobile money, à payer à la boutique" in talk.text("mobile money")
    assert "💵 Espèces, à payer au livreur" in talk.text("non espèces")


def test_a_prepaid_order_can_be_called_off_where_its_payment_is_asked(talk: Talk) -> None:
    at_recap(talk)
    talk.text("mobile money")
    told = talk.text("oui")

    assert "👉 Envoyez *8\u202f500\u202fFCFA* à Chez Mireille" in told
    assert titles(talk) == ["🔎 Suivre", "❌ Annuler"]


@pytest.mark.parametrize("paid", ["cash", "en espèces", "je paie mobile money"])
def test_how_it_is_paid_is_taken_from_the_first_sentence(talk: Talk, paid: str) -> None:
    assert lines(talk.text(f"{SENTENCE}, {paid}"))[0] == "*VOTRE COMMANDE* · Chez Mireille"


def test_a_yes_or_a_photo_is_no_address(talk: Talk) -> None:
    talk.text("2 poulets mayo chez mireille")

    assert lines(talk.text("oui"))[0] == "Il me faut un lieu."
    photo = talk.photo("voici")
    assert lines(photo)[0].startswith("📷 Photo bien reçue, mais il me faut d’abord le lieu.")


def test_a_draft_left_for_the_menu_is_gone_on_with(talk: Talk) -> None:
    with_cart(talk)
    menu = talk.text("menu")
    by_word = talk.text("continuer")
    talk.text("menu")

    assert menu.splitlines()[0] == (
        "📝 Votre brouillon est gardé : *🛍️ Commander*. Pour y revenir : *continuer*."
    )
    assert lines(by_word)[1] == "🛒 *VOTRE PANIER* · Chez Mireille"
    assert talk.tap("▶️ Continuer") == by_word


def test_a_promo_code_is_noted_where_the_address_is_asked(talk: Talk) -> None:
    talk.text("2 poulets mayo chez mireille")

    assert lines(talk.text("BIENVENUE10"))[0] == "✏️ C’est noté."
    assert talk.state.stack[0].filled["promo_code"] == "BIENVENUE10"
    assert talk.state.stack[0].asking == "dropoff"
